//! Short texts: what names of drivers, runtimes, systems, applications and errors look like passes whole; whatever else is
//! put into their fields does not, alone or beside a name.

use std::borrow::Cow;

use sql_driver_telemetry::privacy::class;

type Class = fn(&str) -> Option<Cow<'_, str>>;

/// Names and versions of drivers, runtimes, their makers, and systems, as they are in use.
const PUBLIC: &[&str] = &[
    ".NET 8.0.6",
    ".NET Framework 4.8.9261.0",
    "1.0.7-oss",
    "1.4.2",
    "1.8.0_412-b08",
    "10.0.19045.4412",
    "11.0.23+9-post-Ubuntu-1ubuntu1",
    "12 (bookworm)",
    "17.0.11+9-LTS",
    "2.6.29.1049",
    "2.7.0-SNAPSHOT",
    "20.04.6 LTS (Focal Fossa)",
    "3.1.0rc1",
    "3.12.4",
    "4.9.0",
    "5.15.0-1084-aws",
    "5.15.167.4-microsoft-standard-WSL2",
    "6.18.44-fc-v669",
    "ADBC Databricks Driver",
    "AIX 7.2",
    "Alpine Linux v3.20",
    "Amazon Linux 2023",
    "Amazon.com Inc.",
    "Apache Arrow Flight SQL JDBC Driver",
    "Azul Systems, Inc.",
    "BellSoft",
    "CPython",
    "CentOS Stream 9",
    "Cloudera",
    "DatabricksJDBCDriverOSS",
    "Databricks JDBC Driver",
    "Databricks ODBC Driver",
    "Databricks SQL Python Connector",
    "Databricks.ADBC.CSharp",
    "Debian GNU/Linux 12 (bookworm)",
    "Eclipse Adoptium",
    "Fedora Linux 40 (Workstation Edition)",
    "GraalVM Community",
    "IBM Semeru Runtime",
    "International Business Machines Corporation",
    "Java HotSpot(TM) 64-Bit Server VM",
    "JetBrains s.r.o.",
    "Linux",
    "Linux 5.15.0-1061-azure",
    "Mac OS X 14.5",
    "Microsoft Windows 10.0.22631",
    "Microsoft Windows Server 2022 Datacenter",
    "Node.js",
    "NodejsDatabricksSqlConnector",
    "OpenJDK 64-Bit Server VM",
    "Oracle Corporation",
    "PostgreSQL JDBC Driver",
    "PyPy 7.3.16",
    "Python 3.11.7",
    "Python Software Foundation",
    "Red Hat Enterprise Linux 9.4 (Plow)",
    "Red Hat, Inc.",
    "Rocky Linux 9.3 (Blue Onyx)",
    "Rust",
    "SUSE Linux Enterprise Server 15",
    "Simba Spark ODBC Driver",
    "Ubuntu 22.04.3 LTS",
    "Ubuntu 24.04.1 LTS",
    "Windows",
    "Windows 11 Pro",
    "Zulu 21.34",
    "adbc-driver-databricks",
    "databricks-sql-go",
    "databricks-sql-kernel",
    "databricks-sql-python",
    "go1.22.3",
    "go1.23rc1",
    "godatabrickssqlconnector",
    "gosnowflake",
    "macOS 14.5",
    "my-driver",
    "mysql-connector-j",
    "node-postgres",
    "nodejs-sql-driver",
    "oss-jdbc",
    "pgjdbc-ng",
    "rustc",
    "snowflake-connector-python",
    "sql-driver-telemetry",
    "v20.11.1",
];

/// Applications, as they call themselves.
const APPLICATIONS: &[&str] = &[
    "Power BI",
    "Power BI Desktop",
    "Microsoft Excel",
    "Tableau",
    "Tableau Desktop",
    "Tableau Desktop 2024.1.3",
    "Looker Studio",
    "DBeaver",
    "DBeaver 24.1.0",
    "DBeaver Community",
    "DbVisualizer",
    "DataGrip",
    "DataGrip 2024.1.4",
    "IntelliJ IDEA",
    "Qlik Sense",
    "SAP Analytics Cloud",
    "SQL Workbench/J",
    "Visual Studio Code",
    "Azure Data Factory",
    "KNIME Analytics Platform",
    "dbt Cloud",
    "dbt",
    "Airbyte",
    "Fivetran",
    "etl-runner",
    "AcmeEtl",
    "python3.11",
    "Microsoft.Mashup.Container.NetFX45",
    "東京",
];

/// User agents in use.
const AGENTS: &[&str] = &[
    "DatabricksJDBCDriverOSS/1.0.7-oss databricks-sdk-java/0.46.0 jvm/17.0.15 os/linux Java/THttpClient",
    "ADBCDatabricksDriver/1.4.2 PowerBI",
    "godatabrickssqlconnector/1.7.0",
    "databricks-sql-kernel/1.3.0",
    "SparkODBCDriver/2.7.5 Power BI",
    "Chrome/126.0.0.0 Safari/537.36",
    "node/20.1 AcmeEtl/2",
    "python-requests/2.32.3",
    "okhttp/4.12.0",
    "Go-http-client/2.0",
];

/// What must not leave, each with the shortest part of it that would tell.
fn leaks() -> Vec<(String, Vec<String>)> {
    let whole = |text: &str| (text.to_owned(), vec![text.to_owned()]);
    let parts = |text: &str, parts: &[&str]| (text.to_owned(), parts.iter().map(|part| (*part).to_owned()).collect());
    let hex = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    let mixed = "aG9sZGluZ3M6cXVhcnRlcjE5";
    vec![
        whole("4111 1111 1111 1111"),
        whole("4111-1111-1111-1111"),
        whole("4111111111111111"),
        whole("405-41-3963"),
        whole("415-555-0132"),
        whole("+33 6 41 51 55 62"),
        whole("DE90845543573227343772"),
        whole("1958-03-11"),
        whole("10.20.30.40"),
        whole("192.168.4.17"),
        whole("203.0.113.7"),
        whole("fe80::4f:2c:12d:248"),
        parts("/home/zqjanedoe/secret/report.csv", &["zqjanedoe", "report"]),
        parts("/zqjanedoe", &["/zqjanedoe"]),
        parts("C:\\Users\\zqjanedoe\\report.csv", &["zqjanedoe"]),
        parts("\\\\zqfs01\\payroll", &["zqfs01", "payroll"]),
        parts("s3://zqbucket/payroll", &["zqbucket", "payroll"]),
        parts("zqjane.doe@acme.example", &["zqjane", "acme"]),
        parts("zqdb01.acme.internal", &["zqdb01"]),
        parts("zqpayroll.csv", &["zqpayroll"]),
        parts("https://zqacme.example/payroll", &["zqacme", "payroll"]),
        parts("Zqjane Roebuck", &["Zqjane", "Roebuck"]),
        parts("Mark Page", &["Mark Page"]),
        parts("SELECT zqpay FROM payroll", &["zqpay"]),
        parts("password=Zqhunter", &["Zqhunter"]),
        (format!("dapi{hex}"), vec![hex[..8].to_owned()]),
        ("AKIA".to_owned() + "QZ7EXAMPLEKEY2XW", vec!["QZ7EXAMPLEKEY2XW".to_owned()]),
        ("eyJ".to_owned() + mixed, vec![mixed.to_owned()]),
        (format!("{}_{}", "ghp", "16C7e42F292c6912E7710c838347Ae178B4a"), vec!["16C7e42F29".to_owned()]),
        ("xox".to_owned() + "b-4821-9017-QzKpLmNoRsTu", vec!["QzKpLmNoRsTu".to_owned()]),
    ]
}

/// Places in a short text where something may stand.
const PLACES: &[&str] =
    &["{}", "app {}", "app/{}", "{}/1.2", "1.2-{}", "1.2 ({})", "Acme ODBC Driver {}", "Linux {}", "{} Inc."];

#[test]
fn names_in_use_pass_whole() {
    let tables: [(&str, Class, &[&str]); 3] = [
        ("public_text", class::public_text, PUBLIC),
        ("app_name", class::app_name, APPLICATIONS),
        ("user_agent", class::user_agent, AGENTS),
    ];
    let mut lost = Vec::new();
    for (name, class, texts) in tables {
        lost.extend(
            texts.iter().filter(|text| class(text).as_deref() != Some(text)).map(|text| (name, *text, class(text))),
        );
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn what_is_no_name_passes_nowhere() {
    let classes: [(&str, Class); 5] = [
        ("public_text", class::public_text),
        ("app_name", class::app_name),
        ("user_agent", class::user_agent),
        ("locale", class::locale),
        ("error_name", class::error_name),
    ];
    let mut seen = Vec::new();
    for (name, class) in classes {
        for (leak, tells) in leaks() {
            for place in PLACES {
                let text = place.replace("{}", &leak);
                let out = class(&text).unwrap_or_default().into_owned();
                seen.extend(
                    tells.iter().filter(|part| out.contains(&***part)).map(|_| (name, text.clone(), out.clone())),
                );
            }
        }
    }
    assert!(seen.is_empty(), "{seen:#?}");
}

#[test]
fn an_application_with_several_words_is_never_cut_in_two() {
    for text in ["Nightly Payroll Load", "Sally Nguyen", "Power Station Seven"] {
        assert_eq!(class::app_name(text).as_deref(), Some(class::CUSTOM), "{text}");
    }
    for (text, name) in [
        ("Power BI Desktop of Jo", "Power BI Desktop"),
        ("python3 nightly.py --user jo", "python3"),
        ("C:\\Program Files\\Acme\\loader.exe /q", "loader"),
        ("SQL Workbench/J Build 130", "SQL Workbench/J"),
    ] {
        assert_eq!(class::app_name(text).as_deref(), Some(name), "{text}");
    }
}

#[test]
fn locales_are_those_of_the_standards() {
    for text in ["en", "en_US", "pt-BR", "zh_Hant_TW", "zh-Hans", "es_419", "gsw_CH", "nds"] {
        assert_eq!(class::locale(text).as_deref(), Some(text));
    }
    for text in ["bob_smit", "joe_fish", "ann_rose", "xx_US", "en_ZZ", "en_Us", "de_4711", "en_US_POSIX_jo"] {
        assert_eq!(class::locale(text), None, "{text}");
    }
}

#[test]
fn error_names_are_made_of_what_errors_are_named_with() {
    for text in [
        "CHUNK_DOWNLOAD_ERROR",
        "chunk_download_error",
        "SQLTimeoutException",
        "TTransportException",
        "ECONNRESET",
        "HTTP_404",
        "Timeout",
    ] {
        assert_eq!(class::error_name(text).as_deref(), Some(text));
    }
    for text in [
        "AcmePayrollException",
        "user_account",
        "accounts",
        "Mark",
        "session_log",
        "event_data",
        "query_result",
        "job_status",
        "JaneDoeError",
    ] {
        assert_eq!(class::error_name(text), None, "{text}");
    }
}

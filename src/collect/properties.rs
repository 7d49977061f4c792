//! A driver's property map, read for what the log has a field for. One row a property; nothing else knows a name.

use super::route;
use crate::contract::{DriverConnectionParameters, DriverMode, HostDetails, ProxyAuth};
use crate::record::AuthKind;

/// One property that is read: its name, and what it becomes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ParameterProperty {
    /// The property, case-sensitive.
    pub name: &'static str,
    /// The field of the log that it fills, as a path below the connection parameters (or `auth_type` or `workspace_id`, beside
    /// them).
    pub field: &'static str,
    /// A value as a user would write it.
    pub example: &'static str,
    read: fn(&mut PropertyValues, &str) -> Option<()>,
}

/// What has been read so far. Of a secret, only that it is there.
#[derive(Clone, Debug, Default)]
pub(super) struct PropertyValues {
    parameters: DriverConnectionParameters,
    /// The host with its scheme and port, as far as they were given.
    address: Option<String>,
    auth: Option<Said>,
    flow: Option<AuthKind>,
    has_token: bool,
    has_client_secret: bool,
    /// The workspace, as a property of its own says.
    workspace: Option<i64>,
    /// The workspace that an address or a path names.
    in_address: Option<i64>,
}

impl PropertyValues {
    /// Fills in what `properties` say; what does not parse is passed over.
    pub(super) fn read<K: AsRef<str>, V: AsRef<str>>(properties: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut values = Self::default();
        for (name, value) in properties {
            if let Some(row) = PARAMETER_PROPERTIES.iter().find(|row| row.name == name.as_ref()) {
                let _ = (row.read)(&mut values, value.as_ref().trim());
            }
        }
        values
    }

    /// Returns how the connection authenticates.
    pub(super) fn auth(&self) -> Option<AuthKind> {
        let secret = self.has_client_secret.then_some(AuthKind::ClientCredentials);
        let token = self.has_token.then_some(AuthKind::PersonalAccessToken);
        match self.auth {
            Some(Said::Kind(kind)) => Some(kind),
            Some(Said::OAuth(usual)) => self.flow.or(secret).or(Some(usual)),
            None => self.flow.or(secret).or(token),
        }
    }

    /// Returns the workspace: the one of a property of its own, or else the one that an address or a path names.
    pub(super) fn workspace(&self) -> Option<i64> {
        self.workspace.or(self.in_address)
    }

    pub(super) fn into_parameters(self) -> DriverConnectionParameters {
        self.parameters
    }

    /// Returns the host with its scheme and port: the port may have a property of its own. Two colons and no brackets are
    /// an IPv6 address.
    pub(super) fn address(&self) -> Option<String> {
        let address = self.address.clone()?;
        let port = self.parameters.host_info.as_ref().and_then(|host| host.port);
        let authority = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        let named = authority.rfind(':') > authority.rfind(']');
        Some(match port {
            Some(port) if !named => format!("{address}:{port}"),
            _ => address,
        })
    }
}

/// What a driver's setting of the authentication says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Kind(AuthKind),
    /// OAuth. The flow follows from another property, or from a secret that is set; otherwise it is this one.
    OAuth(AuthKind),
}

/// Every property that is read, telemetry's own settings aside (see [`KNOBS`](crate::config::KNOBS)).
#[allow(clippy::unit_arg, reason = "a row assigns, and says that it did, in one line")]
pub const PARAMETER_PROPERTIES: &[ParameterProperty] = &[
    row("adbc.connection.host", "host_info.host_url", "dbc-a1.cloud.databricks.com", host),
    row("adbc.spark.host", "host_info.host_url", "dbc-a1.cloud.databricks.com", host),
    row("uri", "host_info.host_url", "https://dbc-a1.cloud.databricks.com/sql/1.0/warehouses/0123456789abcdef", uri),
    row("server_hostname", "host_info.host_url", "dbc-a1.cloud.databricks.com", host),
    row("host", "host_info.host_url", "dbc-a1.cloud.databricks.com", host),
    row("Host", "host_info.host_url", "dbc-a1.cloud.databricks.com", host),
    row("adbc.spark.port", "host_info.port", "443", port),
    row("port", "host_info.port", "443", port),
    row("Port", "host_info.port", "443", port),
    row("adbc.spark.path", "http_path", "/sql/1.0/warehouses/0123456789abcdef", path),
    row("databricks.http_path", "http_path", "/sql/1.0/warehouses/0123456789abcdef", path),
    row("http_path", "http_path", "/sql/1.0/warehouses/0123456789abcdef", path),
    row("path", "http_path", "/sql/1.0/warehouses/0123456789abcdef", path),
    row("httpPath", "http_path", "/sql/1.0/warehouses/0123456789abcdef", path),
    row("HTTPPath", "http_path", "/sql/1.0/warehouses/0123456789abcdef", path),
    row("databricks.warehouse_id", "http_path", "0123456789abcdef", |d, v| {
        path(d, &format!("/sql/1.0/warehouses/{v}"))
    }),
    row("adbc.databricks.workspace_id", "workspace_id", "1234567890123456", workspace),
    row("databricks.workspace_id", "workspace_id", "1234567890123456", workspace),
    row("databricks.org_id", "workspace_id", "1234567890123456", workspace),
    row("adbc.databricks.protocol", "mode", "rest", mode),
    row("UseThriftClient", "mode", "0", |d, v| mode(d, if flag(v)? { "thrift" } else { "sea" })),
    row("adbc.connection.auth_type", "auth_type", "oauth_client_credentials", |d, v| auth(d, v, ADBC_CSHARP)),
    row("adbc.spark.auth_type", "auth_type", "oauth", |d, v| auth(d, v, ADBC_CSHARP)),
    row("databricks.auth.type", "auth_type", "access_token", |d, v| auth(d, v, ADBC_RUST)),
    row("auth_type", "auth_type", "databricks-oauth", |d, v| auth(d, v, PYTHON)),
    row("authType", "auth_type", "databricks-oauth", |d, v| auth(d, v, NODE_AND_GO)),
    row("AuthMech", "auth_type", "11", |d, v| auth(d, v, JDBC_AND_ODBC)),
    row("adbc.databricks.oauth.grant_type", "auth_type", "client_credentials", |d, v| {
        put(&mut d.flow, AuthKind::from_words(None, Some(v)))
    }),
    row("Auth_Flow", "auth_type", "1", |d, v| {
        put(
            &mut d.flow,
            match v {
                "0" => Some(AuthKind::AccessToken),
                "1" => Some(AuthKind::ClientCredentials),
                "2" => Some(AuthKind::Browser),
                _ => None,
            },
        )
    }),
    row("adbc.databricks.oauth.client_secret", "auth_type", "a secret", client_secret),
    row("databricks.auth.client_secret", "auth_type", "a secret", client_secret),
    row("oauthClientSecret", "auth_type", "a secret", client_secret),
    row("clientSecret", "auth_type", "a secret", client_secret),
    row("OAuth2Secret", "auth_type", "a secret", client_secret),
    row("adbc.spark.token", "auth_type", "a secret", token),
    row("adbc.spark.oauth.access_token", "auth_type", "a secret", token),
    row("databricks.access_token", "auth_type", "a secret", token),
    row("access_token", "auth_type", "a secret", token),
    row("token", "auth_type", "a secret", token),
    row("accessToken", "auth_type", "a secret", token),
    row("adbc.databricks.oauth.scope", "auth_scope", "sql", |d, v| {
        put(&mut d.parameters.auth_scope, Some(v.to_owned()))
    }),
    row("adbc.databricks.cloudfetch.enabled", "cloudfetch_enabled", "true", cloudfetch),
    row("databricks.cloudfetch.enabled", "cloudfetch_enabled", "true", cloudfetch),
    row("use_cloud_fetch", "cloudfetch_enabled", "true", cloudfetch),
    row("useCloudFetch", "cloudfetch_enabled", "true", cloudfetch),
    row("adbc.databricks.cloudfetch.lz4.enabled", "lz4_decompression_enabled", "true", |d, v| {
        put(&mut d.parameters.lz4_decompression_enabled, flag(v))
    }),
    row("adbc.databricks.cloudfetch.max_bytes_per_file", "max_bytes_per_file", "20MB", |d, v| {
        put(&mut d.parameters.max_bytes_per_file, bytes(v))
    }),
    row("adbc.databricks.cloudfetch.parallel_downloads", "max_parallel_downloads", "3", downloads),
    row("databricks.cloudfetch.num_download_workers", "max_parallel_downloads", "3", downloads),
    row("max_download_threads", "max_parallel_downloads", "10", downloads),
    row("maxDownloadThreads", "max_parallel_downloads", "10", downloads),
    row("cloudFetchThreadPoolSize", "max_parallel_downloads", "16", downloads),
    row("adbc.databricks.cloudfetch.prefetch_count", "prefetch_count", "2", prefetch),
    row("databricks.cloudfetch.link_prefetch_window", "prefetch_count", "128", prefetch),
    row("adbc.databricks.cloudfetch.memory_buffer_size_mb", "memory_buffer_size_mb", "200", |d, v| {
        put(&mut d.parameters.memory_buffer_size_mb, number(v))
    }),
    row("adbc.databricks.enable_direct_results", "enable_direct_results", "true", |d, v| {
        put(&mut d.parameters.enable_direct_results, flag(v))
    }),
    row("adbc.databricks.enable_multiple_catalog_support", "multiple_catalog_support", "true", |d, v| {
        put(&mut d.parameters.multiple_catalog_support, flag(v))
    }),
    row("adbc.databricks.enable_pk_fk", "primary_key_foreign_key_enabled", "true", |d, v| {
        put(&mut d.parameters.primary_key_foreign_key_enabled, flag(v))
    }),
    row("adbc.databricks.trace_propagation.enabled", "trace_propagation_enabled", "true", |d, v| {
        put(&mut d.parameters.trace_propagation_enabled, flag(v))
    }),
    row("adbc.databricks.max_bytes_per_fetch_request", "max_bytes_per_fetch_request", "400MB", |d, v| {
        put(&mut d.parameters.max_bytes_per_fetch_request, bytes(v))
    }),
    row("adbc.apache.statement.batch_size", "rows_fetched_per_block", "2000000", |d, v| {
        put(&mut d.parameters.rows_fetched_per_block, number(v))
    }),
    row("RowsFetchedPerBlock", "rows_fetched_per_block", "100000", |d, v| {
        put(&mut d.parameters.rows_fetched_per_block, number(v))
    }),
    row("asyncExecPollInterval", "async_poll_interval_millis", "200", poll_interval),
    row("adbc.apache.statement.polltime_ms", "async_poll_interval_millis", "100", poll_interval),
    row("adbc.databricks.rest.polling_interval_ms", "async_poll_interval_millis", "100", poll_interval),
    row("databricks.http.read_timeout_ms", "socket_timeout", "60000", |d, v| {
        let millis: i64 = number(v)?;
        put(&mut d.parameters.socket_timeout, Some(millis / 1_000))
    }),
    row("SocketTimeout", "socket_timeout", "900", |d, v| put(&mut d.parameters.socket_timeout, number(v))),
    row("UseProxy", "use_proxy", "1", |d, v| put(&mut d.parameters.use_proxy, flag(v))),
    row("ProxyPort", "proxy_host_info.port", "8080", proxy_port),
    row("adbc.proxy_options.use_proxy", "use_proxy", "true", |d, v| put(&mut d.parameters.use_proxy, flag(v))),
    row("adbc.proxy_options.proxy_port", "proxy_host_info.port", "8080", proxy_port),
    row("adbc.proxy_options.proxy_auth", "proxy_host_info.proxy_auth_type", "true", |d, v| {
        let auth = if flag(v)? { ProxyAuth::Basic } else { ProxyAuth::None };
        put(&mut proxy(d).proxy_auth_type, Some(auth as i32))
    }),
    row("adbc.http_options.tls.allow_self_signed", "allow_self_signed_support", "false", |d, v| {
        put(&mut d.parameters.allow_self_signed_support, flag(v))
    }),
];

const fn row(
    name: &'static str,
    field: &'static str,
    example: &'static str,
    read: fn(&mut PropertyValues, &str) -> Option<()>,
) -> ParameterProperty {
    ParameterProperty { name, field, example, read }
}

/// Nothing is written if there is no value.
fn put<T>(slot: &mut Option<T>, value: Option<T>) -> Option<()> {
    *slot = Some(value?);
    Some(())
}

fn host(values: &mut PropertyValues, value: &str) -> Option<()> {
    values.in_address = values.in_address.or_else(|| route::workspace(value));
    let start = value.find("://").map_or(0, |at| at + "://".len());
    let length = value[start..].find(['/', '?', '#']).unwrap_or(value.len() - start);
    let bare = &value[start..start + length];
    if bare.is_empty() {
        return None;
    }
    values.address = Some(value[..start + length].to_owned());
    host_info(values).host_url = Some(bare.to_owned());
    Some(())
}

fn uri(values: &mut PropertyValues, value: &str) -> Option<()> {
    host(values, value)?;
    let rest = value.split_once("://").map_or(value, |(_, rest)| rest);
    if let Some(at) = rest.find('/').filter(|at| rest.len() > at + 1) {
        path(values, &rest[at..])?;
    }
    Some(())
}

fn port(values: &mut PropertyValues, value: &str) -> Option<()> {
    let port = number(value)?;
    host_info(values).port = Some(port);
    Some(())
}

fn proxy_port(values: &mut PropertyValues, value: &str) -> Option<()> {
    let port = number(value)?;
    proxy(values).port = Some(port);
    Some(())
}

fn path(values: &mut PropertyValues, value: &str) -> Option<()> {
    values.in_address = values.in_address.or_else(|| route::workspace(value));
    let value = if value.starts_with('/') { value.to_owned() } else { format!("/{value}") };
    values.parameters.http_path = Some(value);
    Some(())
}

fn workspace(values: &mut PropertyValues, value: &str) -> Option<()> {
    values.workspace = Some(number(value).filter(|id| *id > 0)?);
    Some(())
}

fn mode(values: &mut PropertyValues, value: &str) -> Option<()> {
    let mode = match value.to_ascii_lowercase().as_str() {
        "thrift" => DriverMode::Thrift,
        "rest" | "sea" => DriverMode::Sea,
        _ => return None,
    };
    values.parameters.mode = Some(mode as i32);
    Some(())
}

/// In the words of one driver, whatever their case; another word is that of no kind.
fn auth(values: &mut PropertyValues, value: &str, words: &[(&str, Said)]) -> Option<()> {
    if value.is_empty() {
        return None;
    }
    let known = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(value)).map(|(_, said)| *said);
    values.auth = Some(known.unwrap_or(Said::Kind(AuthKind::Other)));
    Some(())
}

/// Returns a kind without further question.
const fn is(word: &'static str, kind: AuthKind) -> (&'static str, Said) {
    (word, Said::Kind(kind))
}

/// OAuth, usually by this flow.
const fn oauth(word: &'static str, usual: AuthKind) -> (&'static str, Said) {
    (word, Said::OAuth(usual))
}

const ADBC_CSHARP: &[(&str, Said)] = &[
    is("none", AuthKind::None),
    is("username_only", AuthKind::Basic),
    is("basic", AuthKind::Basic),
    is("token", AuthKind::PersonalAccessToken),
    oauth("oauth", AuthKind::AccessToken),
    is("oauth_client_credentials", AuthKind::ClientCredentials),
];

const ADBC_RUST: &[(&str, Said)] = &[
    is("access_token", AuthKind::PersonalAccessToken),
    is("oauth_m2m", AuthKind::ClientCredentials),
    is("oauth_u2m", AuthKind::Browser),
];

const PYTHON: &[(&str, Said)] = &[
    is("access-token", AuthKind::PersonalAccessToken),
    oauth("databricks-oauth", AuthKind::Browser),
    oauth("azure-oauth", AuthKind::Browser),
    is("azure-sp-m2m", AuthKind::AzureServicePrincipal),
];

const NODE_AND_GO: &[(&str, Said)] = &[
    is("access-token", AuthKind::PersonalAccessToken),
    oauth("databricks-oauth", AuthKind::Browser),
    is("token-provider", AuthKind::AccessToken),
    is("external-token", AuthKind::AccessToken),
    is("Pat", AuthKind::PersonalAccessToken),
    is("OauthM2M", AuthKind::ClientCredentials),
    is("OauthU2M", AuthKind::Browser),
];

const JDBC_AND_ODBC: &[(&str, Said)] = &[is("3", AuthKind::PersonalAccessToken), oauth("11", AuthKind::AccessToken)];

fn client_secret(values: &mut PropertyValues, value: &str) -> Option<()> {
    values.has_client_secret = !value.is_empty();
    Some(())
}

fn token(values: &mut PropertyValues, value: &str) -> Option<()> {
    values.has_token = !value.is_empty();
    Some(())
}

fn cloudfetch(values: &mut PropertyValues, value: &str) -> Option<()> {
    values.parameters.cloudfetch_enabled = Some(flag(value)?);
    Some(())
}

fn downloads(values: &mut PropertyValues, value: &str) -> Option<()> {
    values.parameters.max_parallel_downloads = Some(number(value)?);
    Some(())
}

fn prefetch(values: &mut PropertyValues, value: &str) -> Option<()> {
    values.parameters.prefetch_count = Some(number(value)?);
    Some(())
}

fn poll_interval(values: &mut PropertyValues, value: &str) -> Option<()> {
    values.parameters.async_poll_interval_millis = Some(number(value)?);
    Some(())
}

fn host_info(values: &mut PropertyValues) -> &mut HostDetails {
    values.parameters.host_info.get_or_insert_default()
}

fn proxy(values: &mut PropertyValues) -> &mut HostDetails {
    values.parameters.proxy_host_info.get_or_insert_default()
}

fn flag(value: &str) -> Option<bool> {
    crate::config::boolean(value)
}

fn number<T: std::str::FromStr>(value: &str) -> Option<T> {
    value.parse().ok()
}

/// Returns a number of bytes, with `KB`, `MB` or `GB` (powers of 1,024) as the drivers read them.
fn bytes(value: &str) -> Option<i64> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = value.split_at(digits);
    let factor = match unit.trim().to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "KB" => 1 << 10,
        "MB" => 1 << 20,
        "GB" => 1 << 30,
        _ => return None,
    };
    number.parse::<i64>().ok()?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::ConnectionOptions;
    use crate::json;
    use crate::record::DriverIdentity;

    fn options(properties: &[(&str, &str)]) -> ConnectionOptions {
        ConnectionOptions::from_properties(DriverIdentity::new("driver", "1.0.0"), properties.iter().copied())
    }

    #[test]
    fn numbers_and_words_mean_what_the_drivers_mean_by_them() {
        for (flow, kind) in [("0", AuthKind::AccessToken), ("1", AuthKind::ClientCredentials), ("2", AuthKind::Browser)]
        {
            assert_eq!(options(&[("Auth_Flow", flow)]).auth, Some(kind), "{flow}");
        }
        let timeout = options(&[("databricks.http.read_timeout_ms", "61500")]).parameters.socket_timeout;
        assert_eq!(timeout, Some(61), "milliseconds, in whole seconds");
    }

    #[test]
    fn every_row_fills_its_field_and_no_other() {
        for row in PARAMETER_PROPERTIES {
            let options = options(&[(row.name, row.example)]);
            let text = json::to_string(&options.parameters);
            let tree: serde_json::Value = serde_json::from_str(&text).expect("written by ourselves");
            if row.field == "workspace_id" {
                assert_eq!(options.workspace_id.map(|id| id.to_string()).as_deref(), Some(row.example), "{}", row.name);
                assert_eq!(text, "{}", "{}", row.name);
                continue;
            }
            if row.field == "auth_type" {
                assert!(options.auth.is_some(), "{}", row.name);
                assert_eq!(text, "{}", "{}", row.name);
                continue;
            }
            let pointer = format!("/{}", row.field.replace('.', "/"));
            assert!(tree.pointer(&pointer).is_some(), "{}: {text}", row.name);
            let members = tree.as_object().map_or(0, serde_json::Map::len);
            assert_eq!(members, if row.name == "uri" { 2 } else { 1 }, "{}: {text}", row.name);
        }
    }

    #[test]
    fn each_driver_is_read_in_its_own_words() {
        use AuthKind::{AccessToken, Browser, ClientCredentials, Other, PersonalAccessToken};
        let secret = ("oauthClientSecret", "hush");
        for (properties, kind) in [
            (&[("databricks.auth.type", "access_token")][..], PersonalAccessToken),
            (&[("databricks.auth.type", "oauth_u2m")], Browser),
            (&[("databricks.auth.type", "oauth")], Other),
            (&[("adbc.spark.auth_type", "oauth")], AccessToken),
            (
                &[("adbc.spark.auth_type", "oauth"), ("adbc.databricks.oauth.grant_type", "client_credentials")],
                ClientCredentials,
            ),
            (&[("adbc.databricks.oauth.grant_type", "access_token")], AccessToken),
            (&[("auth_type", "databricks-oauth")], Browser),
            (&[("access_token", "hush")], PersonalAccessToken),
            (&[("authType", "access-token"), ("token", "hush")], PersonalAccessToken),
            (&[("authType", "databricks-oauth")], Browser),
            (&[("authType", "databricks-oauth"), secret], ClientCredentials),
            (&[("authType", "OauthM2M")], ClientCredentials),
            (&[("AuthMech", "3")], PersonalAccessToken),
            (&[("AuthMech", "11"), ("Auth_Flow", "2")], Browser),
            (&[("AuthMech", "11")], AccessToken),
            (&[("AuthMech", "12")], Other),
        ] {
            assert_eq!(options(properties).auth, Some(kind), "{properties:?}");
        }
    }

    #[test]
    fn values_are_read_in_every_spelling_of_theirs() {
        let mut values = PropertyValues::default();
        for (word, expected) in [("thrift", DriverMode::Thrift), ("Rest", DriverMode::Sea), ("SEA", DriverMode::Sea)] {
            assert_eq!(mode(&mut values, word), Some(()));
            assert_eq!(values.parameters.mode, Some(expected as i32), "{word}");
        }
        assert_eq!(mode(&mut values, "another"), None);
        for (text, number) in [
            ("7", Some(7)),
            ("7B", Some(7)),
            ("7 kb", Some(7 << 10)),
            ("7MB", Some(7 << 20)),
            ("7GB", Some(7 << 30)),
            ("7TB", None),
            ("GB", None),
        ] {
            assert_eq!(bytes(text), number, "{text}");
        }
        assert_eq!([workspace(&mut values, "0"), workspace(&mut values, "1")], [None, Some(())]);
    }

    #[test]
    fn a_path_of_an_address_is_one_if_it_has_a_name() {
        for (address, expected) in [
            ("https://a.example.com", None),
            ("https://a.example.com/", None),
            ("https://a.example.com/s", Some("/s")),
            ("a.example.com/sql/1.0", Some("/sql/1.0")),
        ] {
            let mut values = PropertyValues::default();
            assert_eq!(uri(&mut values, address), Some(()), "{address}");
            assert_eq!(values.parameters.http_path.as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn names_are_unique() {
        for (index, row) in PARAMETER_PROPERTIES.iter().enumerate() {
            assert!(PARAMETER_PROPERTIES[..index].iter().all(|other| other.name != row.name), "{}", row.name);
        }
    }

    #[test]
    fn values_that_do_not_parse_are_passed_over() {
        let said = |name, value| options(&[(name, value)]).parameters;
        for row in PARAMETER_PROPERTIES.iter().filter(|row| row.example.bytes().all(|byte| byte.is_ascii_digit())) {
            let is_text = row.field == "http_path";
            assert!(is_text || said(row.name, "many") == said("no such property", ""), "{}", row.name);
        }
        assert_eq!(said("adbc.databricks.cloudfetch.enabled", "perhaps"), DriverConnectionParameters::default());
    }

    #[test]
    fn a_secret_is_read_for_its_presence_and_never_kept() {
        let read = options(&[
            ("adbc.databricks.oauth.client_id", "an-id"),
            ("adbc.databricks.oauth.client_secret", "hush"),
            ("adbc.spark.oauth.access_token", "hush"),
        ]);
        assert_eq!(read.auth, Some(AuthKind::ClientCredentials));
        assert!(!format!("{read:?}").contains("hush"));
    }

    #[test]
    fn the_host_and_the_workspace_are_taken_from_what_there_is() {
        let read = options(&[("uri", "https://dbc-a1.cloud.databricks.com/sql/1.0/warehouses/0a?o=77")]);
        assert_eq!((read.host.as_str(), read.workspace_id), ("https://dbc-a1.cloud.databricks.com", Some(77)));
        let read = options(&[("databricks.http_path", "sql/protocolv1/o/88/0101-cluster")]);
        assert_eq!(read.workspace_id, Some(88));
    }

    /// A receiver on the loopback is reached as its address says, and a service on the port that a property names.
    #[test]
    fn scheme_and_port_are_those_of_the_properties() {
        let table: [(&[(&str, &str)], &str); 6] = [
            (&[("uri", "http://127.0.0.1:8080/sql/1.0/warehouses/0a")], "http://127.0.0.1:8080"),
            (&[("host", "dbc-a1.cloud.databricks.com")], "https://dbc-a1.cloud.databricks.com"),
            (&[("host", "dbc-a1.cloud.databricks.com"), ("port", "443")], "https://dbc-a1.cloud.databricks.com"),
            (&[("port", "8443"), ("host", "dbc-a1.cloud.databricks.com")], "https://dbc-a1.cloud.databricks.com:8443"),
            (
                &[("host", "https://dbc-a1.cloud.databricks.com:1"), ("port", "2")],
                "https://dbc-a1.cloud.databricks.com:1",
            ),
            (&[("uri", "http://[::1]"), ("port", "8080")], "http://[::1]:8080"),
        ];
        for (properties, origin) in table {
            let host = crate::export::Host::parse(&options(properties).host).expect("a host");
            assert_eq!(host.origin(), origin, "{properties:?}");
        }
    }

    #[test]
    fn sizes_have_units() {
        for (value, size) in [("20MB", Some(20 << 20)), ("1024 kb", Some(1 << 20)), ("7", Some(7)), ("MB", None)] {
            assert_eq!(bytes(value), size, "{value}");
        }
    }
}

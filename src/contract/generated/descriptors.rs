static TELEMETRY_LOG_V1_DRIVERMODE_TYPE_VALUES: [EnumValue; 3] = [
    EnumValue {
        name: "TYPE_UNSPECIFIED", number: 0, event: EventKind::Unspecified,
        doc: "Not known, or none of these.",
    },
    EnumValue {
        name: "THRIFT", number: 1, event: EventKind::Unspecified,
        doc: "Thrift over HTTP.",
    },
    EnumValue {
        name: "SEA", number: 2, event: EventKind::Unspecified,
        doc: "The Statement Execution API.",
    },
];
pub(crate) static TELEMETRY_LOG_V1_DRIVERMODE_TYPE: EnumDescriptor = EnumDescriptor {
    full_name: "telemetry.log.v1.DriverMode.Type", doc: "The protocol that a driver speaks. In the service's public schema: `DriverModeType`.",
    values: &TELEMETRY_LOG_V1_DRIVERMODE_TYPE_VALUES,
};
static TELEMETRY_LOG_V1_AUTHMECH_TYPE_VALUES: [EnumValue; 4] = [
    EnumValue {
        name: "TYPE_UNSPECIFIED", number: 0, event: EventKind::Unspecified,
        doc: "Not known.",
    },
    EnumValue {
        name: "OTHER", number: 1, event: EventKind::Unspecified,
        doc: "None of these.",
    },
    EnumValue {
        name: "PAT", number: 2, event: EventKind::Unspecified,
        doc: "A personal access token.",
    },
    EnumValue {
        name: "OAUTH", number: 3, event: EventKind::Unspecified,
        doc: "OAuth.",
    },
];
pub(crate) static TELEMETRY_LOG_V1_AUTHMECH_TYPE: EnumDescriptor = EnumDescriptor {
    full_name: "telemetry.log.v1.AuthMech.Type", doc: "A mechanism of authentication. In the service's public schema: `DriverAuthMechType`.",
    values: &TELEMETRY_LOG_V1_AUTHMECH_TYPE_VALUES,
};
static TELEMETRY_LOG_V1_AUTHFLOW_TYPE_VALUES: [EnumValue; 4] = [
    EnumValue {
        name: "TYPE_UNSPECIFIED", number: 0, event: EventKind::Unspecified,
        doc: "Not known, or none of these.",
    },
    EnumValue {
        name: "TOKEN_PASSTHROUGH", number: 1, event: EventKind::Unspecified,
        doc: "The caller brought a token.",
    },
    EnumValue {
        name: "CLIENT_CREDENTIALS", number: 2, event: EventKind::Unspecified,
        doc: "The driver authenticates as a service, with a secret of its own.",
    },
    EnumValue {
        name: "BROWSER_BASED_AUTHENTICATION", number: 3, event: EventKind::Unspecified,
        doc: "A user logged in through a browser.",
    },
];
pub(crate) static TELEMETRY_LOG_V1_AUTHFLOW_TYPE: EnumDescriptor = EnumDescriptor {
    full_name: "telemetry.log.v1.AuthFlow.Type", doc: "A flow by which an OAuth token is obtained. In the service's public schema: `DriverAuthFlowType`.",
    values: &TELEMETRY_LOG_V1_AUTHFLOW_TYPE_VALUES,
};
static TELEMETRY_LOG_V1_DRIVERPROXY_AUTH_VALUES: [EnumValue; 4] = [
    EnumValue {
        name: "AUTH_UNSPECIFIED", number: 0, event: EventKind::Unspecified,
        doc: "Not known.",
    },
    EnumValue {
        name: "NONE", number: 1, event: EventKind::Unspecified,
        doc: "Not at all.",
    },
    EnumValue {
        name: "BASIC", number: 2, event: EventKind::Unspecified,
        doc: "With a name and a password.",
    },
    EnumValue {
        name: "SPNEGO", number: 3, event: EventKind::Unspecified,
        doc: "By negotiation (Kerberos).",
    },
];
pub(crate) static TELEMETRY_LOG_V1_DRIVERPROXY_AUTH: EnumDescriptor = EnumDescriptor {
    full_name: "telemetry.log.v1.DriverProxy.Auth", doc: "How a proxy is authenticated to. In the service's public schema: `DriverProxyAuth`.",
    values: &TELEMETRY_LOG_V1_DRIVERPROXY_AUTH_VALUES,
};
static TELEMETRY_LOG_V1_VOLUMEOPERATION_TYPE_VALUES: [EnumValue; 6] = [
    EnumValue {
        name: "TYPE_UNSPECIFIED", number: 0, event: EventKind::Unspecified,
        doc: "Not known.",
    },
    EnumValue {
        name: "PUT", number: 1, event: EventKind::Unspecified,
        doc: "A file was uploaded.",
    },
    EnumValue {
        name: "GET", number: 2, event: EventKind::Unspecified,
        doc: "A file was downloaded.",
    },
    EnumValue {
        name: "DELETE", number: 3, event: EventKind::Unspecified,
        doc: "A file was removed.",
    },
    EnumValue {
        name: "LIST", number: 4, event: EventKind::Unspecified,
        doc: "Files were listed.",
    },
    EnumValue {
        name: "QUERY", number: 5, event: EventKind::Unspecified,
        doc: "Files were queried.",
    },
];
pub(crate) static TELEMETRY_LOG_V1_VOLUMEOPERATION_TYPE: EnumDescriptor = EnumDescriptor {
    full_name: "telemetry.log.v1.VolumeOperation.Type", doc: "What was done with a volume. In the service's public schema: `VolumeOperationType`.",
    values: &TELEMETRY_LOG_V1_VOLUMEOPERATION_TYPE_VALUES,
};
static TELEMETRY_LOG_V1_STATEMENT_TYPE_VALUES: [EnumValue; 6] = [
    EnumValue {
        name: "TYPE_UNSPECIFIED", number: 0, event: EventKind::Unspecified,
        doc: "Not known.",
    },
    EnumValue {
        name: "QUERY", number: 1, event: EventKind::Statement,
        doc: "A statement run through a call that returns rows.",
    },
    EnumValue {
        name: "SQL", number: 2, event: EventKind::Statement,
        doc: "A statement run through a call that may return rows or not.",
    },
    EnumValue {
        name: "UPDATE", number: 3, event: EventKind::Statement,
        doc: "A statement run through a call that returns a number of changed rows.",
    },
    EnumValue {
        name: "METADATA", number: 4, event: EventKind::Metadata,
        doc: "A metadata call.",
    },
    EnumValue {
        name: "VOLUME", number: 5, event: EventKind::Volume,
        doc: "A volume operation.",
    },
];
pub(crate) static TELEMETRY_LOG_V1_STATEMENT_TYPE: EnumDescriptor = EnumDescriptor {
    full_name: "telemetry.log.v1.Statement.Type", doc: "The kind of a statement. In the service's public schema: `StatementType`.",
    values: &TELEMETRY_LOG_V1_STATEMENT_TYPE_VALUES,
};
static TELEMETRY_LOG_V1_OPERATION_TYPE_VALUES: [EnumValue; 21] = [
    EnumValue {
        name: "TYPE_UNSPECIFIED", number: 0, event: EventKind::Unspecified,
        doc: "Not known.",
    },
    EnumValue {
        name: "CREATE_SESSION", number: 1, event: EventKind::SessionOpen,
        doc: "A session was opened.",
    },
    EnumValue {
        name: "DELETE_SESSION", number: 2, event: EventKind::SessionClose,
        doc: "A session was closed.",
    },
    EnumValue {
        name: "EXECUTE_STATEMENT", number: 3, event: EventKind::Statement,
        doc: "A statement was run, and its caller waited for it.",
    },
    EnumValue {
        name: "EXECUTE_STATEMENT_ASYNC", number: 4, event: EventKind::Statement,
        doc: "A statement was submitted, and its caller did not wait.",
    },
    EnumValue {
        name: "CLOSE_STATEMENT", number: 5, event: EventKind::StatementClose,
        doc: "A statement was closed.",
    },
    EnumValue {
        name: "CANCEL_STATEMENT", number: 6, event: EventKind::StatementCancel,
        doc: "A statement was cancelled.",
    },
    EnumValue {
        name: "LIST_TYPE_INFO", number: 7, event: EventKind::Metadata,
        doc: "Data types were listed.",
    },
    EnumValue {
        name: "LIST_CATALOGS", number: 8, event: EventKind::Metadata,
        doc: "Catalogs were listed.",
    },
    EnumValue {
        name: "LIST_SCHEMAS", number: 9, event: EventKind::Metadata,
        doc: "Schemas were listed.",
    },
    EnumValue {
        name: "LIST_TABLES", number: 10, event: EventKind::Metadata,
        doc: "Tables were listed.",
    },
    EnumValue {
        name: "LIST_TABLE_TYPES", number: 11, event: EventKind::Metadata,
        doc: "Kinds of tables were listed.",
    },
    EnumValue {
        name: "LIST_COLUMNS", number: 12, event: EventKind::Metadata,
        doc: "Columns were listed.",
    },
    EnumValue {
        name: "LIST_FUNCTIONS", number: 13, event: EventKind::Metadata,
        doc: "Functions were listed.",
    },
    EnumValue {
        name: "LIST_PRIMARY_KEYS", number: 14, event: EventKind::Metadata,
        doc: "Primary keys were listed.",
    },
    EnumValue {
        name: "LIST_IMPORTED_KEYS", number: 15, event: EventKind::Metadata,
        doc: "Foreign keys of a table were listed.",
    },
    EnumValue {
        name: "LIST_EXPORTED_KEYS", number: 16, event: EventKind::Metadata,
        doc: "Foreign keys that refer to a table were listed.",
    },
    EnumValue {
        name: "LIST_CROSS_REFERENCES", number: 17, event: EventKind::Metadata,
        doc: "Foreign keys between two tables were listed.",
    },
    EnumValue {
        name: "LIST_PROCEDURES", number: 1000, event: EventKind::Metadata,
        doc: "Procedures were listed. Numbers from 1000 up are this project's own: the service does not know the word.",
    },
    EnumValue {
        name: "LIST_PROCEDURE_COLUMNS", number: 1001, event: EventKind::Metadata,
        doc: "Parameters and results of procedures were listed.",
    },
    EnumValue {
        name: "LIST_FUNCTION_COLUMNS", number: 1002, event: EventKind::Metadata,
        doc: "Parameters and results of functions were listed.",
    },
];
pub(crate) static TELEMETRY_LOG_V1_OPERATION_TYPE: EnumDescriptor = EnumDescriptor {
    full_name: "telemetry.log.v1.Operation.Type", doc: "An operation against the server. In the service's public schema: `OperationType`.",
    values: &TELEMETRY_LOG_V1_OPERATION_TYPE_VALUES,
};
static TELEMETRY_LOG_V1_EXECUTIONRESULT_FORMAT_VALUES: [EnumValue; 5] = [
    EnumValue {
        name: "FORMAT_UNSPECIFIED", number: 0, event: EventKind::Unspecified,
        doc: "Not known.",
    },
    EnumValue {
        name: "INLINE_ARROW", number: 1, event: EventKind::Unspecified,
        doc: "Inside the response, in Arrow format.",
    },
    EnumValue {
        name: "INLINE_JSON", number: 2, event: EventKind::Unspecified,
        doc: "Inside the response, as JSON.",
    },
    EnumValue {
        name: "EXTERNAL_LINKS", number: 3, event: EventKind::Unspecified,
        doc: "By download from links into cloud storage.",
    },
    EnumValue {
        name: "COLUMNAR_INLINE", number: 4, event: EventKind::Unspecified,
        doc: "Inside the response, in columns.",
    },
];
pub(crate) static TELEMETRY_LOG_V1_EXECUTIONRESULT_FORMAT: EnumDescriptor = EnumDescriptor {
    full_name: "telemetry.log.v1.ExecutionResult.Format", doc: "How a result arrived. In the service's public schema: `ExecutionResultFormat`.",
    values: &TELEMETRY_LOG_V1_EXECUTIONRESULT_FORMAT_VALUES,
};
static TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS_FIELDS: [FieldDescriptor; 64] = [
        FieldDescriptor {
            name: "http_path", json_name: "http_path",
            number: 1, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::HttpPath,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::SessionOpen],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "Path of the warehouse or cluster. `other` stands for a path of another shape.",
        },
        FieldDescriptor {
            name: "mode", json_name: "mode",
            number: 2, kind: Kind::Enum(&TELEMETRY_LOG_V1_DRIVERMODE_TYPE),
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::SessionOpen],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "The protocol that the driver speaks.",
        },
        FieldDescriptor {
            name: "host_info", json_name: "host_info",
            number: 3, kind: Kind::Message(&TELEMETRY_LOG_V1_HOSTDETAILS),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::SessionOpen],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "The host that the driver talks to.",
        },
        FieldDescriptor {
            name: "use_proxy", json_name: "use_proxy",
            number: 4, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether requests go through a proxy.",
        },
        FieldDescriptor {
            name: "auth_mech", json_name: "auth_mech",
            number: 5, kind: Kind::Enum(&TELEMETRY_LOG_V1_AUTHMECH_TYPE),
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::SessionOpen],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "The mechanism of authentication.",
        },
        FieldDescriptor {
            name: "auth_flow", json_name: "auth_flow",
            number: 6, kind: Kind::Enum(&TELEMETRY_LOG_V1_AUTHFLOW_TYPE),
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The flow by which an OAuth token is obtained.",
        },
        FieldDescriptor {
            name: "auth_scope", json_name: "auth_scope",
            number: 7, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &["all-apis", "sql", "offline_access", "openid", "profile", "email", "sql offline_access"], otherwise: Some("custom"),
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The OAuth scope asked for. `custom` stands for one that is not on the list.",
        },
        FieldDescriptor {
            name: "use_system_proxy", json_name: "use_system_proxy",
            number: 8, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether the proxy is taken from the system's settings.",
        },
        FieldDescriptor {
            name: "non_proxy_hosts", json_name: "non_proxy_hosts",
            number: 9, kind: Kind::Text,
            repeated: true, written_empty: false,
            class: DataClass::PrivateHost,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("never sent: its number is the service's") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Hosts that are reached without the proxy. Never sent.",
        },
        FieldDescriptor {
            name: "use_cf_proxy", json_name: "use_cf_proxy",
            number: 10, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether downloads of results go through a proxy of their own.",
        },
        FieldDescriptor {
            name: "proxy_host_info", json_name: "proxy_host_info",
            number: 11, kind: Kind::Message(&TELEMETRY_LOG_V1_HOSTDETAILS),
            repeated: false, written_empty: false,
            class: DataClass::PrivateHost,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The proxy. Its host is never sent.",
        },
        FieldDescriptor {
            name: "cf_proxy_host_info", json_name: "cf_proxy_host_info",
            number: 12, kind: Kind::Message(&TELEMETRY_LOG_V1_HOSTDETAILS),
            repeated: false, written_empty: false,
            class: DataClass::PrivateHost,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The proxy for downloads of results. Its host is never sent.",
        },
        FieldDescriptor {
            name: "discovery_mode_enabled", json_name: "discovery_mode_enabled",
            number: 13, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether OAuth endpoints are found by discovery.",
        },
        FieldDescriptor {
            name: "discovery_url", json_name: "discovery_url",
            number: 14, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Url,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Where OAuth endpoints are discovered. `custom` stands for a host that is no known identity provider.",
        },
        FieldDescriptor {
            name: "use_empty_metadata", json_name: "use_empty_metadata",
            number: 15, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether metadata calls answer with empty results.",
        },
        FieldDescriptor {
            name: "support_many_parameters", json_name: "support_many_parameters",
            number: 16, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether more parameters than the protocol's limit are supported.",
        },
        FieldDescriptor {
            name: "ssl_trust_store_type", json_name: "ssl_trust_store_type",
            number: 17, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &["JKS", "PKCS12", "PEM", "BCFKS", "Windows-ROOT", "KeychainStore", "system"], otherwise: Some("other"),
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Format of the trust store. `other` stands for one that is not on the list.",
        },
        FieldDescriptor {
            name: "check_certificate_revocation", json_name: "check_certificate_revocation",
            number: 18, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether revocation of certificates is checked.",
        },
        FieldDescriptor {
            name: "accept_undetermined_certificate_revocation", json_name: "accept_undetermined_certificate_revocation",
            number: 19, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether a certificate of unknown revocation is accepted.",
        },
        FieldDescriptor {
            name: "google_service_account", json_name: "google_service_account",
            number: 20, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Email,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("never sent: its number is the service's") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The service account, which is an e-mail address. Never sent.",
        },
        FieldDescriptor {
            name: "google_credential_file_path", json_name: "google_credential_file_path",
            number: 21, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::LocalPath,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("never sent: its number is the service's") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The file with the service account's credentials. Never sent.",
        },
        FieldDescriptor {
            name: "http_connection_pool_size", json_name: "http_connection_pool_size",
            number: 22, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{connection}"), otel_attribute: None,
            min: Some(0), max: Some(100000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many connections the HTTP pool may hold.",
        },
        FieldDescriptor {
            name: "enable_sea_hybrid_results", json_name: "enable_sea_hybrid_results",
            number: 24, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether results may come partly inline and partly by links.",
        },
        FieldDescriptor {
            name: "enable_complex_datatype_support", json_name: "enable_complex_datatype_support",
            number: 25, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether arrays, maps and structs are returned as such.",
        },
        FieldDescriptor {
            name: "allow_self_signed_support", json_name: "allow_self_signed_support",
            number: 26, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether self-signed certificates are accepted.",
        },
        FieldDescriptor {
            name: "use_system_trust_store", json_name: "use_system_trust_store",
            number: 27, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether the system's trust store is used.",
        },
        FieldDescriptor {
            name: "rows_fetched_per_block", json_name: "rows_fetched_per_block",
            number: 28, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{row}"), otel_attribute: None,
            min: Some(0), max: Some(1000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many rows are fetched at once.",
        },
        FieldDescriptor {
            name: "azure_workspace_resource_id", json_name: "azure_workspace_resource_id",
            number: 29, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::DropValue,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("never sent: its number is the service's") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The workspace's resource id, which holds names. Never sent.",
        },
        FieldDescriptor {
            name: "azure_tenant_id", json_name: "azure_tenant_id",
            number: 30, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Identifier,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The tenant, if it is given as a UUID; a domain name is dropped.",
        },
        FieldDescriptor {
            name: "string_column_length", json_name: "string_column_length",
            number: 31, kind: Kind::Int32,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{character}"), otel_attribute: None,
            min: Some(0), max: Some(2147483647), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Length that is reported for columns of strings.",
        },
        FieldDescriptor {
            name: "enable_token_cache", json_name: "enable_token_cache",
            number: 32, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether OAuth tokens are cached.",
        },
        FieldDescriptor {
            name: "token_endpoint", json_name: "token_endpoint",
            number: 33, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Url,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Where OAuth tokens are asked for. `custom` stands for a host that is no known identity provider.",
        },
        FieldDescriptor {
            name: "auth_endpoint", json_name: "auth_endpoint",
            number: 34, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Url,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Where users log in. `custom` stands for a host that is no known identity provider.",
        },
        FieldDescriptor {
            name: "enable_arrow", json_name: "enable_arrow",
            number: 35, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether results may come in Arrow format.",
        },
        FieldDescriptor {
            name: "enable_direct_results", json_name: "enable_direct_results",
            number: 36, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether the first rows may come with the answer to the execution.",
        },
        FieldDescriptor {
            name: "enable_jwt_assertion", json_name: "enable_jwt_assertion",
            number: 37, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether a JWT assertion is used to authenticate.",
        },
        FieldDescriptor {
            name: "jwt_key_file", json_name: "jwt_key_file",
            number: 38, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::LocalPath,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("never sent: its number is the service's") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The file with the key for the JWT assertion. Never sent.",
        },
        FieldDescriptor {
            name: "jwt_algorithm", json_name: "jwt_algorithm",
            number: 39, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "HS256", "HS384", "HS512"], otherwise: Some("other"),
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The algorithm of the JWT assertion. `other` stands for one that is not on the list.",
        },
        FieldDescriptor {
            name: "socket_timeout", json_name: "socket_timeout",
            number: 40, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("s"), otel_attribute: None,
            min: Some(0), max: Some(86400), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How long a read from the socket may take, in seconds.",
        },
        FieldDescriptor {
            name: "allowed_volume_ingestion_paths", json_name: "allowed_volume_ingestion_paths",
            number: 41, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::LocalPath,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("never sent: its number is the service's") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Local directories that volume operations may touch. Never sent.",
        },
        FieldDescriptor {
            name: "async_poll_interval_millis", json_name: "async_poll_interval_millis",
            number: 42, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("ms"), otel_attribute: None,
            min: Some(0), max: Some(3600000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How long the driver waits between two status calls, in milliseconds.",
        },
        FieldDescriptor {
            name: "query_tags", json_name: "query_tags",
            number: 43, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::DropValue,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("never sent: its number is the service's") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Tags that the customer put on queries. Never sent.",
        },
        FieldDescriptor {
            name: "enable_metric_view_metadata", json_name: "enable_metric_view_metadata",
            number: 44, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether metadata of metric views is returned.",
        },
        FieldDescriptor {
            name: "auto_commit", json_name: "auto_commit",
            number: 45, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether every statement commits by itself.",
        },
        FieldDescriptor {
            name: "fetch_auto_commit_from_server", json_name: "fetch_auto_commit_from_server",
            number: 46, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether the state of auto-commit is asked from the server.",
        },
        FieldDescriptor {
            name: "enable_geospatial_support", json_name: "enable_geospatial_support",
            number: 47, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether geospatial types are returned as such.",
        },
        FieldDescriptor {
            name: "cloudfetch_enabled", json_name: "cloudfetch_enabled",
            number: 1000, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether results may come by download from cloud storage.",
        },
        FieldDescriptor {
            name: "lz4_decompression_enabled", json_name: "lz4_decompression_enabled",
            number: 1001, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether results may come compressed with LZ4.",
        },
        FieldDescriptor {
            name: "max_bytes_per_file", json_name: "max_bytes_per_file",
            number: 1002, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("By"), otel_attribute: None,
            min: Some(0), max: Some(1099511627776), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Largest size of one file of a result that the driver asks for, in bytes.",
        },
        FieldDescriptor {
            name: "max_parallel_downloads", json_name: "max_parallel_downloads",
            number: 1003, kind: Kind::Int32,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("{download}"), otel_attribute: None,
            min: Some(0), max: Some(10000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many chunks may be downloaded side by side.",
        },
        FieldDescriptor {
            name: "trace_propagation_enabled", json_name: "trace_propagation_enabled",
            number: 1004, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether trace context is sent along with requests.",
        },
        FieldDescriptor {
            name: "multiple_catalog_support", json_name: "multiple_catalog_support",
            number: 1005, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether more than one catalog is visible.",
        },
        FieldDescriptor {
            name: "primary_key_foreign_key_enabled", json_name: "primary_key_foreign_key_enabled",
            number: 1006, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether metadata of keys is returned.",
        },
        FieldDescriptor {
            name: "max_bytes_per_fetch_request", json_name: "max_bytes_per_fetch_request",
            number: 1007, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("By"), otel_attribute: None,
            min: Some(0), max: Some(1099511627776), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Largest answer to one fetch that the driver asks for, in bytes.",
        },
        FieldDescriptor {
            name: "prefetch_count", json_name: "prefetch_count",
            number: 1008, kind: Kind::Int32,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("{chunk}"), otel_attribute: None,
            min: Some(0), max: Some(100000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many chunks are fetched ahead of the reader.",
        },
        FieldDescriptor {
            name: "memory_buffer_size_mb", json_name: "memory_buffer_size_mb",
            number: 1009, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("MiBy"), otel_attribute: None,
            min: Some(0), max: Some(1048576), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How much memory downloaded chunks may take, in mebibytes.",
        },
        FieldDescriptor {
            name: "direct_result_max_bytes", json_name: "direct_result_max_bytes",
            number: 1010, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("By"), otel_attribute: None,
            min: Some(0), max: Some(1099511627776), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Largest direct result that the driver asks for, in bytes.",
        },
        FieldDescriptor {
            name: "direct_result_max_rows", json_name: "direct_result_max_rows",
            number: 1011, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("{row}"), otel_attribute: None,
            min: Some(0), max: Some(1000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Largest direct result that the driver asks for, in rows.",
        },
        FieldDescriptor {
            name: "retry_max_attempts", json_name: "retry_max_attempts",
            number: 1012, kind: Kind::Int32,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("{retry}"), otel_attribute: None,
            min: Some(0), max: Some(1000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#on-trial",
                expires: Some("2028-06-30"), permanent: None }),
            expires: Some(21365),
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How often one request is repeated at most. 0 says that none is.",
        },
        FieldDescriptor {
            name: "retry_overall_timeout_ms", json_name: "retry_overall_timeout_ms",
            number: 1013, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("ms"), otel_attribute: None,
            min: Some(0), max: Some(86400000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#on-trial",
                expires: Some("2028-06-30"), permanent: None }),
            expires: Some(21365),
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How long a request may take with all its repetitions, in milliseconds.",
        },
        FieldDescriptor {
            name: "max_chunks_in_memory", json_name: "max_chunks_in_memory",
            number: 1014, kind: Kind::Int32,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("{chunk}"), otel_attribute: None,
            min: Some(0), max: Some(100000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#on-trial",
                expires: Some("2028-06-30"), permanent: None }),
            expires: Some(21365),
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many downloaded chunks are held at once at most.",
        },
        FieldDescriptor {
            name: "uses_oauth_credentials_from_user_password", json_name: "uses_oauth_credentials_from_user_password",
            number: 1015, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#on-trial",
                expires: Some("2028-06-30"), permanent: None }),
            expires: Some(21365),
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether the id and the secret of an OAuth client came in the options for a user and a password.",
        },
        FieldDescriptor {
            name: "enable_heartbeat", json_name: "enable_heartbeat",
            number: 1016, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#on-trial",
                expires: Some("2028-06-30"), permanent: None }),
            expires: Some(21365),
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether the driver keeps running statements alive by heartbeats.",
        },
        FieldDescriptor {
            name: "heartbeat_interval_ms", json_name: "heartbeat_interval_ms",
            number: 1017, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("ms"), otel_attribute: None,
            min: Some(0), max: Some(86400000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#on-trial",
                expires: Some("2028-06-30"), permanent: None }),
            expires: Some(21365),
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How long the driver waits between two heartbeats, in milliseconds.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS: MessageDescriptor = MessageDescriptor {
    name: "DriverConnectionParameters", full_name: "telemetry.log.v1.DriverConnectionParameters",
    doc: "The settings in force on a connection: the effective values, defaults included, not the options as they were given. Taken once, when the connection opens. A setting that the driver does not have is absent.",
    fields: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS_FIELDS, by_json_name: &[18, 24, 39, 40, 32, 5, 4, 6, 43, 28, 27, 11, 17, 46, 56, 57, 12, 13, 33, 23, 34, 45, 62, 35, 42, 22, 30, 44, 20, 19, 63, 2, 21, 0, 37, 36, 47, 53, 48, 60, 49, 55, 1, 51, 8, 54, 52, 10, 41, 58, 59, 26, 38, 16, 29, 15, 31, 50, 9, 14, 3, 7, 25, 61],
};
impl Message for generated::telemetry::log::v1::DriverConnectionParameters {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS;
}
impl Reflect for generated::telemetry::log::v1::DriverConnectionParameters {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.http_path.as_deref().map_or(Value::Absent, Value::Text),
            1 => self.mode.map_or(Value::Absent, Value::Enum),
            2 => self.host_info.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            3 => self.use_proxy.map_or(Value::Absent, Value::Bool),
            4 => self.auth_mech.map_or(Value::Absent, Value::Enum),
            5 => self.auth_flow.map_or(Value::Absent, Value::Enum),
            6 => self.auth_scope.as_deref().map_or(Value::Absent, Value::Text),
            7 => self.use_system_proxy.map_or(Value::Absent, Value::Bool),
            8 => Value::Texts(&self.non_proxy_hosts),
            9 => self.use_cf_proxy.map_or(Value::Absent, Value::Bool),
            10 => self.proxy_host_info.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            11 => self.cf_proxy_host_info.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            12 => self.discovery_mode_enabled.map_or(Value::Absent, Value::Bool),
            13 => self.discovery_url.as_deref().map_or(Value::Absent, Value::Text),
            14 => self.use_empty_metadata.map_or(Value::Absent, Value::Bool),
            15 => self.support_many_parameters.map_or(Value::Absent, Value::Bool),
            16 => self.ssl_trust_store_type.as_deref().map_or(Value::Absent, Value::Text),
            17 => self.check_certificate_revocation.map_or(Value::Absent, Value::Bool),
            18 => self.accept_undetermined_certificate_revocation.map_or(Value::Absent, Value::Bool),
            19 => self.google_service_account.as_deref().map_or(Value::Absent, Value::Text),
            20 => self.google_credential_file_path.as_deref().map_or(Value::Absent, Value::Text),
            21 => self.http_connection_pool_size.map_or(Value::Absent, Value::Integer),
            22 => self.enable_sea_hybrid_results.map_or(Value::Absent, Value::Bool),
            23 => self.enable_complex_datatype_support.map_or(Value::Absent, Value::Bool),
            24 => self.allow_self_signed_support.map_or(Value::Absent, Value::Bool),
            25 => self.use_system_trust_store.map_or(Value::Absent, Value::Bool),
            26 => self.rows_fetched_per_block.map_or(Value::Absent, Value::Integer),
            27 => self.azure_workspace_resource_id.as_deref().map_or(Value::Absent, Value::Text),
            28 => self.azure_tenant_id.as_deref().map_or(Value::Absent, Value::Text),
            29 => self.string_column_length.map_or(Value::Absent, |n| Value::Integer(n.into())),
            30 => self.enable_token_cache.map_or(Value::Absent, Value::Bool),
            31 => self.token_endpoint.as_deref().map_or(Value::Absent, Value::Text),
            32 => self.auth_endpoint.as_deref().map_or(Value::Absent, Value::Text),
            33 => self.enable_arrow.map_or(Value::Absent, Value::Bool),
            34 => self.enable_direct_results.map_or(Value::Absent, Value::Bool),
            35 => self.enable_jwt_assertion.map_or(Value::Absent, Value::Bool),
            36 => self.jwt_key_file.as_deref().map_or(Value::Absent, Value::Text),
            37 => self.jwt_algorithm.as_deref().map_or(Value::Absent, Value::Text),
            38 => self.socket_timeout.map_or(Value::Absent, Value::Integer),
            39 => self.allowed_volume_ingestion_paths.as_deref().map_or(Value::Absent, Value::Text),
            40 => self.async_poll_interval_millis.map_or(Value::Absent, Value::Integer),
            41 => self.query_tags.as_deref().map_or(Value::Absent, Value::Text),
            42 => self.enable_metric_view_metadata.map_or(Value::Absent, Value::Bool),
            43 => self.auto_commit.map_or(Value::Absent, Value::Bool),
            44 => self.fetch_auto_commit_from_server.map_or(Value::Absent, Value::Bool),
            45 => self.enable_geospatial_support.map_or(Value::Absent, Value::Bool),
            46 => self.cloudfetch_enabled.map_or(Value::Absent, Value::Bool),
            47 => self.lz4_decompression_enabled.map_or(Value::Absent, Value::Bool),
            48 => self.max_bytes_per_file.map_or(Value::Absent, Value::Integer),
            49 => self.max_parallel_downloads.map_or(Value::Absent, |n| Value::Integer(n.into())),
            50 => self.trace_propagation_enabled.map_or(Value::Absent, Value::Bool),
            51 => self.multiple_catalog_support.map_or(Value::Absent, Value::Bool),
            52 => self.primary_key_foreign_key_enabled.map_or(Value::Absent, Value::Bool),
            53 => self.max_bytes_per_fetch_request.map_or(Value::Absent, Value::Integer),
            54 => self.prefetch_count.map_or(Value::Absent, |n| Value::Integer(n.into())),
            55 => self.memory_buffer_size_mb.map_or(Value::Absent, Value::Integer),
            56 => self.direct_result_max_bytes.map_or(Value::Absent, Value::Integer),
            57 => self.direct_result_max_rows.map_or(Value::Absent, Value::Integer),
            58 => self.retry_max_attempts.map_or(Value::Absent, |n| Value::Integer(n.into())),
            59 => self.retry_overall_timeout_ms.map_or(Value::Absent, Value::Integer),
            60 => self.max_chunks_in_memory.map_or(Value::Absent, |n| Value::Integer(n.into())),
            61 => self.uses_oauth_credentials_from_user_password.map_or(Value::Absent, Value::Bool),
            62 => self.enable_heartbeat.map_or(Value::Absent, Value::Bool),
            63 => self.heartbeat_interval_ms.map_or(Value::Absent, Value::Integer),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Text(&mut self.http_path),
            1 => ValueMut::Enum(&mut self.mode),
            2 => ValueMut::Message(&mut self.host_info),
            3 => ValueMut::Bool(&mut self.use_proxy),
            4 => ValueMut::Enum(&mut self.auth_mech),
            5 => ValueMut::Enum(&mut self.auth_flow),
            6 => ValueMut::Text(&mut self.auth_scope),
            7 => ValueMut::Bool(&mut self.use_system_proxy),
            8 => ValueMut::Texts(&mut self.non_proxy_hosts),
            9 => ValueMut::Bool(&mut self.use_cf_proxy),
            10 => ValueMut::Message(&mut self.proxy_host_info),
            11 => ValueMut::Message(&mut self.cf_proxy_host_info),
            12 => ValueMut::Bool(&mut self.discovery_mode_enabled),
            13 => ValueMut::Text(&mut self.discovery_url),
            14 => ValueMut::Bool(&mut self.use_empty_metadata),
            15 => ValueMut::Bool(&mut self.support_many_parameters),
            16 => ValueMut::Text(&mut self.ssl_trust_store_type),
            17 => ValueMut::Bool(&mut self.check_certificate_revocation),
            18 => ValueMut::Bool(&mut self.accept_undetermined_certificate_revocation),
            19 => ValueMut::Text(&mut self.google_service_account),
            20 => ValueMut::Text(&mut self.google_credential_file_path),
            21 => ValueMut::Int64(&mut self.http_connection_pool_size),
            22 => ValueMut::Bool(&mut self.enable_sea_hybrid_results),
            23 => ValueMut::Bool(&mut self.enable_complex_datatype_support),
            24 => ValueMut::Bool(&mut self.allow_self_signed_support),
            25 => ValueMut::Bool(&mut self.use_system_trust_store),
            26 => ValueMut::Int64(&mut self.rows_fetched_per_block),
            27 => ValueMut::Text(&mut self.azure_workspace_resource_id),
            28 => ValueMut::Text(&mut self.azure_tenant_id),
            29 => ValueMut::Int32(&mut self.string_column_length),
            30 => ValueMut::Bool(&mut self.enable_token_cache),
            31 => ValueMut::Text(&mut self.token_endpoint),
            32 => ValueMut::Text(&mut self.auth_endpoint),
            33 => ValueMut::Bool(&mut self.enable_arrow),
            34 => ValueMut::Bool(&mut self.enable_direct_results),
            35 => ValueMut::Bool(&mut self.enable_jwt_assertion),
            36 => ValueMut::Text(&mut self.jwt_key_file),
            37 => ValueMut::Text(&mut self.jwt_algorithm),
            38 => ValueMut::Int64(&mut self.socket_timeout),
            39 => ValueMut::Text(&mut self.allowed_volume_ingestion_paths),
            40 => ValueMut::Int64(&mut self.async_poll_interval_millis),
            41 => ValueMut::Text(&mut self.query_tags),
            42 => ValueMut::Bool(&mut self.enable_metric_view_metadata),
            43 => ValueMut::Bool(&mut self.auto_commit),
            44 => ValueMut::Bool(&mut self.fetch_auto_commit_from_server),
            45 => ValueMut::Bool(&mut self.enable_geospatial_support),
            46 => ValueMut::Bool(&mut self.cloudfetch_enabled),
            47 => ValueMut::Bool(&mut self.lz4_decompression_enabled),
            48 => ValueMut::Int64(&mut self.max_bytes_per_file),
            49 => ValueMut::Int32(&mut self.max_parallel_downloads),
            50 => ValueMut::Bool(&mut self.trace_propagation_enabled),
            51 => ValueMut::Bool(&mut self.multiple_catalog_support),
            52 => ValueMut::Bool(&mut self.primary_key_foreign_key_enabled),
            53 => ValueMut::Int64(&mut self.max_bytes_per_fetch_request),
            54 => ValueMut::Int32(&mut self.prefetch_count),
            55 => ValueMut::Int64(&mut self.memory_buffer_size_mb),
            56 => ValueMut::Int64(&mut self.direct_result_max_bytes),
            57 => ValueMut::Int64(&mut self.direct_result_max_rows),
            58 => ValueMut::Int32(&mut self.retry_max_attempts),
            59 => ValueMut::Int64(&mut self.retry_overall_timeout_ms),
            60 => ValueMut::Int32(&mut self.max_chunks_in_memory),
            61 => ValueMut::Bool(&mut self.uses_oauth_credentials_from_user_password),
            62 => ValueMut::Bool(&mut self.enable_heartbeat),
            63 => ValueMut::Int64(&mut self.heartbeat_interval_ms),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_HOSTDETAILS_FIELDS: [FieldDescriptor; 3] = [
        FieldDescriptor {
            name: "host_url", json_name: "host_url",
            number: 1, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::WorkspaceHost,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: Some("server.address"),
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The host: bare and in lower case, if it belongs to a known workspace domain; else `custom`. Of a proxy: never sent.",
        },
        FieldDescriptor {
            name: "port", json_name: "port",
            number: 2, kind: Kind::Int32,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: Some("server.port"),
            min: Some(1), max: Some(65535), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The port.",
        },
        FieldDescriptor {
            name: "proxy_auth_type", json_name: "proxy_auth_type",
            number: 3, kind: Kind::Enum(&TELEMETRY_LOG_V1_DRIVERPROXY_AUTH),
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How the proxy is authenticated to. Absent for a host that is no proxy.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_HOSTDETAILS: MessageDescriptor = MessageDescriptor {
    name: "HostDetails", full_name: "telemetry.log.v1.HostDetails",
    doc: "A host, with its port and the authentication of a proxy.",
    fields: &TELEMETRY_LOG_V1_HOSTDETAILS_FIELDS, by_json_name: &[0, 1, 2],
};
impl Message for generated::telemetry::log::v1::HostDetails {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_HOSTDETAILS;
}
impl Reflect for generated::telemetry::log::v1::HostDetails {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_HOSTDETAILS }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.host_url.as_deref().map_or(Value::Absent, Value::Text),
            1 => self.port.map_or(Value::Absent, |n| Value::Integer(n.into())),
            2 => self.proxy_auth_type.map_or(Value::Absent, Value::Enum),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Text(&mut self.host_url),
            1 => ValueMut::Int32(&mut self.port),
            2 => ValueMut::Enum(&mut self.proxy_auth_type),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_DRIVERERRORINFO_FIELDS: [FieldDescriptor; 5] = [
        FieldDescriptor {
            name: "error_name", json_name: "error_name",
            number: 1, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::ErrorName,
            unauthenticated: true, extension: false,
            unit: None, otel_attribute: Some("error.type"),
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: Some("UNKNOWN_ERROR"),
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[],
                    when: "error_info", conditions: &[Condition { place: &[7], test: Test::Told }] },
            ],
            at_most: &[
            ],
            doc: "The name of the error, such as `CHUNK_DOWNLOAD_ERROR`: one of the errors that the contract knows, or the driver's own. `UNKNOWN_ERROR` stands for an error without a name, and for a name that may not leave.",
        },
        FieldDescriptor {
            name: "stack_trace", json_name: "stack_trace",
            number: 2, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Frames,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The fingerprint of the error: recognised facts, and functions with line numbers for code of known owners.",
        },
        FieldDescriptor {
            name: "error_class", json_name: "error_class",
            number: 1000, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::ErrorClass,
            unauthenticated: false, extension: true,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The error class that the server gave, with its subclass, such as `TABLE_OR_VIEW_NOT_FOUND`. Absent when it is not one of the published classes.",
        },
        FieldDescriptor {
            name: "sql_state", json_name: "sql_state",
            number: 1001, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Sqlstate,
            unauthenticated: false, extension: true,
            unit: None, otel_attribute: Some("db.response.status_code"),
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The SQLSTATE that the server gave, such as `42P01`. Absent when it gave none.",
        },
        FieldDescriptor {
            name: "http_status", json_name: "http_status",
            number: 1002, kind: Kind::Int32,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: None, otel_attribute: Some("http.response.status_code"),
            min: Some(100), max: Some(599), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The HTTP status of the response that failed, 100 to 599. Absent when there was no response.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_DRIVERERRORINFO: MessageDescriptor = MessageDescriptor {
    name: "DriverErrorInfo", full_name: "telemetry.log.v1.DriverErrorInfo",
    doc: "What is known, and safe to tell, about an error. The message of the error is never part of it.",
    fields: &TELEMETRY_LOG_V1_DRIVERERRORINFO_FIELDS, by_json_name: &[2, 0, 4, 3, 1],
};
impl Message for generated::telemetry::log::v1::DriverErrorInfo {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_DRIVERERRORINFO;
}
impl Reflect for generated::telemetry::log::v1::DriverErrorInfo {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_DRIVERERRORINFO }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.error_name.as_deref().map_or(Value::Absent, Value::Text),
            1 => self.stack_trace.as_deref().map_or(Value::Absent, Value::Text),
            2 => self.error_class.as_deref().map_or(Value::Absent, Value::Text),
            3 => self.sql_state.as_deref().map_or(Value::Absent, Value::Text),
            4 => self.http_status.map_or(Value::Absent, |n| Value::Integer(n.into())),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Text(&mut self.error_name),
            1 => ValueMut::Text(&mut self.stack_trace),
            2 => ValueMut::Text(&mut self.error_class),
            3 => ValueMut::Text(&mut self.sql_state),
            4 => ValueMut::Int32(&mut self.http_status),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION_FIELDS: [FieldDescriptor; 12] = [
        FieldDescriptor {
            name: "driver_version", json_name: "driver_version",
            number: 1, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: true, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[EventKind::SessionOpen],
                    when: "", conditions: &[] },
                Obligation { need: Need::Recommended, events: &[],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "Version of the driver, such as `1.4.2`.",
        },
        FieldDescriptor {
            name: "runtime_name", json_name: "runtime_name",
            number: 2, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: Some("process.runtime.name"),
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::SessionOpen],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "Name of the language runtime, such as `rustc`, `CPython` or `OpenJDK 64-Bit Server VM`.",
        },
        FieldDescriptor {
            name: "runtime_version", json_name: "runtime_version",
            number: 3, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: Some("process.runtime.version"),
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::SessionOpen],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "Version of the language runtime.",
        },
        FieldDescriptor {
            name: "runtime_vendor", json_name: "runtime_vendor",
            number: 4, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Who made the language runtime.",
        },
        FieldDescriptor {
            name: "os_name", json_name: "os_name",
            number: 5, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: Some("os.name"),
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::SessionOpen],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "Name of the operating system, such as `Linux`, `Windows` or `macOS`.",
        },
        FieldDescriptor {
            name: "os_version", json_name: "os_version",
            number: 6, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: Some("os.description"),
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::SessionOpen],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "Version of the operating system as people say it (`Ubuntu 24.04.1 LTS`), not that of the kernel.",
        },
        FieldDescriptor {
            name: "os_arch", json_name: "os_arch",
            number: 7, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &["x86_64", "amd64", "x64", "x86", "i386", "i686", "aarch64", "arm64", "arm", "armv7l", "ppc64le", "powerpc64", "s390x", "riscv64", "loongarch64", "wasm32"], otherwise: Some("other"),
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::SessionOpen],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "Architecture that the driver was built for. `other` stands for one that is not on the list.",
        },
        FieldDescriptor {
            name: "driver_name", json_name: "driver_name",
            number: 8, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: true, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[EventKind::SessionOpen],
                    when: "", conditions: &[] },
                Obligation { need: Need::Recommended, events: &[],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "Name of the driver.",
        },
        FieldDescriptor {
            name: "client_app_name", json_name: "client_app_name",
            number: 9, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::AppName,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Name of the application that uses the driver, as it named itself.",
        },
        FieldDescriptor {
            name: "locale_name", json_name: "locale_name",
            number: 10, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Locale,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Language and region of the process, such as `en_US`.",
        },
        FieldDescriptor {
            name: "char_set_encoding", json_name: "char_set_encoding",
            number: 11, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &["UTF-8", "utf-8", "utf8", "UTF-16", "US-ASCII", "ascii", "ANSI_X3.4-1968", "ISO-8859-1", "ISO-8859-15", "windows-1252", "Cp1252", "cp1252", "Shift_JIS", "GB18030", "GBK", "EUC-KR", "Big5"], otherwise: Some("other"),
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Character set of the process, in upper case, such as `UTF-8`. `other` stands for one that is not on the list.",
        },
        FieldDescriptor {
            name: "process_name", json_name: "process_name",
            number: 12, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::AppName,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: Some("process.executable.name"),
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Name of the process that the driver runs in: the executable's, without its path.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION: MessageDescriptor = MessageDescriptor {
    name: "DriverSystemConfiguration", full_name: "telemetry.log.v1.DriverSystemConfiguration",
    doc: "The machine, the process and the runtime that a driver runs in. Found once per process. A field that could not be found out is absent.",
    fields: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION_FIELDS, by_json_name: &[10, 8, 7, 0, 9, 6, 4, 5, 11, 1, 3, 2],
};
impl Message for generated::telemetry::log::v1::DriverSystemConfiguration {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION;
}
impl Reflect for generated::telemetry::log::v1::DriverSystemConfiguration {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.driver_version.as_deref().map_or(Value::Absent, Value::Text),
            1 => self.runtime_name.as_deref().map_or(Value::Absent, Value::Text),
            2 => self.runtime_version.as_deref().map_or(Value::Absent, Value::Text),
            3 => self.runtime_vendor.as_deref().map_or(Value::Absent, Value::Text),
            4 => self.os_name.as_deref().map_or(Value::Absent, Value::Text),
            5 => self.os_version.as_deref().map_or(Value::Absent, Value::Text),
            6 => self.os_arch.as_deref().map_or(Value::Absent, Value::Text),
            7 => self.driver_name.as_deref().map_or(Value::Absent, Value::Text),
            8 => self.client_app_name.as_deref().map_or(Value::Absent, Value::Text),
            9 => self.locale_name.as_deref().map_or(Value::Absent, Value::Text),
            10 => self.char_set_encoding.as_deref().map_or(Value::Absent, Value::Text),
            11 => self.process_name.as_deref().map_or(Value::Absent, Value::Text),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Text(&mut self.driver_version),
            1 => ValueMut::Text(&mut self.runtime_name),
            2 => ValueMut::Text(&mut self.runtime_version),
            3 => ValueMut::Text(&mut self.runtime_vendor),
            4 => ValueMut::Text(&mut self.os_name),
            5 => ValueMut::Text(&mut self.os_version),
            6 => ValueMut::Text(&mut self.os_arch),
            7 => ValueMut::Text(&mut self.driver_name),
            8 => ValueMut::Text(&mut self.client_app_name),
            9 => ValueMut::Text(&mut self.locale_name),
            10 => ValueMut::Text(&mut self.char_set_encoding),
            11 => ValueMut::Text(&mut self.process_name),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS_FIELDS: [FieldDescriptor; 6] = [
        FieldDescriptor {
            name: "reporter_id", json_name: "reporter_id",
            number: 1, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Identifier,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Correlation,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it a report that is sent again counts twice") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[],
                    when: "telemetry_loss", conditions: &[Condition { place: &[10], test: Test::Told }] },
            ],
            at_most: &[
            ],
            doc: "A random UUID of the sender, made anew with each: what one process sends to one host with one credential. It says which reports replace each other, and is in no other event.",
        },
        FieldDescriptor {
            name: "recorded", json_name: "recorded",
            number: 2, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[],
                    when: "telemetry_loss", conditions: &[Condition { place: &[10], test: Test::Told }] },
            ],
            at_most: &[
            ],
            doc: "Events that the driver has handed over.",
        },
        FieldDescriptor {
            name: "dropped", json_name: "dropped",
            number: 3, kind: Kind::Message(&TELEMETRY_LOG_V1_DROPPEDEVENTS),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[],
                    when: "telemetry_loss", conditions: &[Condition { place: &[10], test: Test::Told }] },
            ],
            at_most: &[
            ],
            doc: "Events that were given up, by reason.",
        },
        FieldDescriptor {
            name: "retried", json_name: "retried",
            number: 4, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Events that were sent again: each counts once for every request after its first.",
        },
        FieldDescriptor {
            name: "breaker_openings", json_name: "breaker_openings",
            number: 5, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{opening}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How often this sender has found the service failing and stopped sending for a while. Senders of one host stop together, and the one that found out counts.",
        },
        FieldDescriptor {
            name: "queue_high_water", json_name: "queue_high_water",
            number: 6, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The most events that have ever waited at once.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS: MessageDescriptor = MessageDescriptor {
    name: "DriverTelemetryLoss", full_name: "telemetry.log.v1.DriverTelemetryLoss",
    doc: "What one sender of telemetry has recorded and given up since it began. Every number is the total so far, so that a report that is lost itself, or arrives twice, changes nothing: of each `reporter_id` the greatest value of each number counts, and the sum over all of them is what was lost. A number that is absent stands for none. Nothing of it is sent before something was lost.",
    fields: &TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS_FIELDS, by_json_name: &[4, 2, 5, 1, 0, 3],
};
impl Message for generated::telemetry::log::v1::DriverTelemetryLoss {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS;
}
impl Reflect for generated::telemetry::log::v1::DriverTelemetryLoss {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.reporter_id.as_deref().map_or(Value::Absent, Value::Text),
            1 => self.recorded.map_or(Value::Absent, Value::Integer),
            2 => self.dropped.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            3 => self.retried.map_or(Value::Absent, Value::Integer),
            4 => self.breaker_openings.map_or(Value::Absent, Value::Integer),
            5 => self.queue_high_water.map_or(Value::Absent, Value::Integer),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Text(&mut self.reporter_id),
            1 => ValueMut::Int64(&mut self.recorded),
            2 => ValueMut::Message(&mut self.dropped),
            3 => ValueMut::Int64(&mut self.retried),
            4 => ValueMut::Int64(&mut self.breaker_openings),
            5 => ValueMut::Int64(&mut self.queue_high_water),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_DROPPEDEVENTS_FIELDS: [FieldDescriptor; 10] = [
        FieldDescriptor {
            name: "queue_full", json_name: "queue_full",
            number: 1, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
                Bound { field: "telemetry_loss.recorded", place: &[10, 1], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "Given up because the queue was full, or the budget of the process was.",
        },
        FieldDescriptor {
            name: "too_large", json_name: "too_large",
            number: 2, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
                Bound { field: "telemetry_loss.recorded", place: &[10, 1], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "Given up because one event alone was larger than a request may be.",
        },
        FieldDescriptor {
            name: "flag_off", json_name: "flag_off",
            number: 3, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
                Bound { field: "telemetry_loss.recorded", place: &[10, 1], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "Given up because the server's flag was off, or could not be read and was never known.",
        },
        FieldDescriptor {
            name: "no_credential", json_name: "no_credential",
            number: 4, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
                Bound { field: "telemetry_loss.recorded", place: &[10, 1], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "Given up for want of a usable credential.",
        },
        FieldDescriptor {
            name: "rejected", json_name: "rejected",
            number: 5, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
                Bound { field: "telemetry_loss.recorded", place: &[10, 1], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "Given up because the service refused the request with a status that is not retried.",
        },
        FieldDescriptor {
            name: "not_the_service", json_name: "not_the_service",
            number: 6, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
                Bound { field: "telemetry_loss.recorded", place: &[10, 1], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "Given up because somebody else than the service answered.",
        },
        FieldDescriptor {
            name: "partial", json_name: "partial",
            number: 7, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
                Bound { field: "telemetry_loss.recorded", place: &[10, 1], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "Given up because the service took the request and counted fewer events than were sent.",
        },
        FieldDescriptor {
            name: "exhausted", json_name: "exhausted",
            number: 8, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
                Bound { field: "telemetry_loss.recorded", place: &[10, 1], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "Given up because every attempt failed.",
        },
        FieldDescriptor {
            name: "closed", json_name: "closed",
            number: 9, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
                Bound { field: "telemetry_loss.recorded", place: &[10, 1], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "Recorded after the connection was closed.",
        },
        FieldDescriptor {
            name: "panicked", json_name: "panicked",
            number: 10, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{event}"), otel_attribute: None,
            min: Some(1), max: Some(1000000000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#losses",
                expires: None, permanent: Some("without it nobody knows what the logs leave out") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
                Bound { field: "telemetry_loss.recorded", place: &[10, 1], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "Given up because code of the driver panicked while the events were in its hands.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_DROPPEDEVENTS: MessageDescriptor = MessageDescriptor {
    name: "DroppedEvents", full_name: "telemetry.log.v1.DroppedEvents",
    doc: "Events that were given up, by reason. What is given up at the very end of a sender (the deadline of its last close) is not there, because nothing is sent afterwards.",
    fields: &TELEMETRY_LOG_V1_DROPPEDEVENTS_FIELDS, by_json_name: &[8, 7, 2, 3, 5, 9, 6, 0, 4, 1],
};
impl Message for generated::telemetry::log::v1::DroppedEvents {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_DROPPEDEVENTS;
}
impl Reflect for generated::telemetry::log::v1::DroppedEvents {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_DROPPEDEVENTS }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.queue_full.map_or(Value::Absent, Value::Integer),
            1 => self.too_large.map_or(Value::Absent, Value::Integer),
            2 => self.flag_off.map_or(Value::Absent, Value::Integer),
            3 => self.no_credential.map_or(Value::Absent, Value::Integer),
            4 => self.rejected.map_or(Value::Absent, Value::Integer),
            5 => self.not_the_service.map_or(Value::Absent, Value::Integer),
            6 => self.partial.map_or(Value::Absent, Value::Integer),
            7 => self.exhausted.map_or(Value::Absent, Value::Integer),
            8 => self.closed.map_or(Value::Absent, Value::Integer),
            9 => self.panicked.map_or(Value::Absent, Value::Integer),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Int64(&mut self.queue_full),
            1 => ValueMut::Int64(&mut self.too_large),
            2 => ValueMut::Int64(&mut self.flag_off),
            3 => ValueMut::Int64(&mut self.no_credential),
            4 => ValueMut::Int64(&mut self.rejected),
            5 => ValueMut::Int64(&mut self.not_the_service),
            6 => ValueMut::Int64(&mut self.partial),
            7 => ValueMut::Int64(&mut self.exhausted),
            8 => ValueMut::Int64(&mut self.closed),
            9 => ValueMut::Int64(&mut self.panicked),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_DRIVERVOLUMEOPERATION_FIELDS: [FieldDescriptor; 3] = [
        FieldDescriptor {
            name: "volume_operation_type", json_name: "volume_operation_type",
            number: 1, kind: Kind::Enum(&TELEMETRY_LOG_V1_VOLUMEOPERATION_TYPE),
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Usage,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[EventKind::Volume],
                    when: "", conditions: &[] },
                Obligation { need: Need::Required, events: &[],
                    when: "vol_operation", conditions: &[Condition { place: &[5], test: Test::Told }] },
            ],
            at_most: &[
            ],
            doc: "What was done.",
        },
        FieldDescriptor {
            name: "volume_path", json_name: "volume_path",
            number: 2, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::DropValue,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Usage,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("never sent: its number is the service's") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The path in the volume. Names of catalogs, schemas, volumes and files are the customer's: never sent.",
        },
        FieldDescriptor {
            name: "local_file", json_name: "local_file",
            number: 3, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::LocalPath,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Usage,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("never sent: its number is the service's") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The local file. Never sent.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_DRIVERVOLUMEOPERATION: MessageDescriptor = MessageDescriptor {
    name: "DriverVolumeOperation", full_name: "telemetry.log.v1.DriverVolumeOperation",
    doc: "A file operation on a volume. In the service's public schema: `VolumeOperationEvent`.",
    fields: &TELEMETRY_LOG_V1_DRIVERVOLUMEOPERATION_FIELDS, by_json_name: &[2, 0, 1],
};
impl Message for generated::telemetry::log::v1::DriverVolumeOperation {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_DRIVERVOLUMEOPERATION;
}
impl Reflect for generated::telemetry::log::v1::DriverVolumeOperation {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_DRIVERVOLUMEOPERATION }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.volume_operation_type.map_or(Value::Absent, Value::Enum),
            1 => self.volume_path.as_deref().map_or(Value::Absent, Value::Text),
            2 => self.local_file.as_deref().map_or(Value::Absent, Value::Text),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Enum(&mut self.volume_operation_type),
            1 => ValueMut::Text(&mut self.volume_path),
            2 => ValueMut::Text(&mut self.local_file),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_FRONTENDLOG_FIELDS: [FieldDescriptor; 4] = [
        FieldDescriptor {
            name: "workspace_id", json_name: "workspace_id",
            number: 1, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Identifier,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: Some(1), max: Some(9223372036854775807), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Correlation,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::SessionOpen, EventKind::SessionClose, EventKind::Statement, EventKind::StatementClose, EventKind::StatementCancel, EventKind::Metadata, EventKind::Volume],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "The workspace that the connection belongs to. Absent when it is not known; never guessed, never 0.",
        },
        FieldDescriptor {
            name: "frontend_log_event_id", json_name: "frontend_log_event_id",
            number: 2, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Identifier,
            unauthenticated: true, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Correlation,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "A random UUID of this event, fixed when the event is recorded, so that a retry can be recognised by it.",
        },
        FieldDescriptor {
            name: "context", json_name: "context",
            number: 3, kind: Kind::Message(&TELEMETRY_LOG_V1_FRONTENDLOGCONTEXT),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Where and when the event came to be.",
        },
        FieldDescriptor {
            name: "entry", json_name: "entry",
            number: 4, kind: Kind::Message(&TELEMETRY_LOG_V1_FRONTENDLOGENTRY),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "What happened.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_FRONTENDLOG: MessageDescriptor = MessageDescriptor {
    name: "FrontendLog", full_name: "telemetry.log.v1.FrontendLog",
    doc: "One event, as it lands in one row of the log table. The service publishes no numbers for the shell; these are this project's own.",
    fields: &TELEMETRY_LOG_V1_FRONTENDLOG_FIELDS, by_json_name: &[2, 3, 1, 0],
};
impl Message for generated::telemetry::log::v1::FrontendLog {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_FRONTENDLOG;
}
impl Reflect for generated::telemetry::log::v1::FrontendLog {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_FRONTENDLOG }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.workspace_id.map_or(Value::Absent, Value::Integer),
            1 => self.frontend_log_event_id.as_deref().map_or(Value::Absent, Value::Text),
            2 => self.context.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            3 => self.entry.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Int64(&mut self.workspace_id),
            1 => ValueMut::Text(&mut self.frontend_log_event_id),
            2 => ValueMut::Message(&mut self.context),
            3 => ValueMut::Message(&mut self.entry),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_FRONTENDLOGCONTEXT_FIELDS: [FieldDescriptor; 1] = [
        FieldDescriptor {
            name: "client_context", json_name: "client_context",
            number: 1, kind: Kind::Message(&TELEMETRY_LOG_V1_TELEMETRYCLIENTCONTEXT),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The client that recorded the event.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_FRONTENDLOGCONTEXT: MessageDescriptor = MessageDescriptor {
    name: "FrontendLogContext", full_name: "telemetry.log.v1.FrontendLogContext",
    doc: "Where and when an event came to be.",
    fields: &TELEMETRY_LOG_V1_FRONTENDLOGCONTEXT_FIELDS, by_json_name: &[0],
};
impl Message for generated::telemetry::log::v1::FrontendLogContext {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_FRONTENDLOGCONTEXT;
}
impl Reflect for generated::telemetry::log::v1::FrontendLogContext {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_FRONTENDLOGCONTEXT }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.client_context.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Message(&mut self.client_context),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_TELEMETRYCLIENTCONTEXT_FIELDS: [FieldDescriptor; 2] = [
        FieldDescriptor {
            name: "timestamp_millis", json_name: "timestamp_millis",
            number: 1, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: true, extension: false,
            unit: Some("ms"), otel_attribute: None,
            min: Some(1577836800000), max: Some(4102444800000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Correlation,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Wall-clock time of the client when the event was recorded, in milliseconds since 1970-01-01T00:00:00Z.",
        },
        FieldDescriptor {
            name: "user_agent", json_name: "user_agent",
            number: 2, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::UserAgent,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Environment,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Product and version of the driver, as in the User-Agent of its requests.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_TELEMETRYCLIENTCONTEXT: MessageDescriptor = MessageDescriptor {
    name: "TelemetryClientContext", full_name: "telemetry.log.v1.TelemetryClientContext",
    doc: "The client that recorded an event.",
    fields: &TELEMETRY_LOG_V1_TELEMETRYCLIENTCONTEXT_FIELDS, by_json_name: &[0, 1],
};
impl Message for generated::telemetry::log::v1::TelemetryClientContext {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_TELEMETRYCLIENTCONTEXT;
}
impl Reflect for generated::telemetry::log::v1::TelemetryClientContext {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_TELEMETRYCLIENTCONTEXT }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.timestamp_millis.map_or(Value::Absent, Value::Integer),
            1 => self.user_agent.as_deref().map_or(Value::Absent, Value::Text),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Int64(&mut self.timestamp_millis),
            1 => ValueMut::Text(&mut self.user_agent),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_FRONTENDLOGENTRY_FIELDS: [FieldDescriptor; 1] = [
        FieldDescriptor {
            name: "sql_driver_log", json_name: "sql_driver_log",
            number: 1, kind: Kind::Message(&TELEMETRY_LOG_V1_SQLDRIVERLOG),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The log of a SQL driver.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_FRONTENDLOGENTRY: MessageDescriptor = MessageDescriptor {
    name: "FrontendLogEntry", full_name: "telemetry.log.v1.FrontendLogEntry",
    doc: "What happened: one kind of log out of those that the service knows.",
    fields: &TELEMETRY_LOG_V1_FRONTENDLOGENTRY_FIELDS, by_json_name: &[0],
};
impl Message for generated::telemetry::log::v1::FrontendLogEntry {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_FRONTENDLOGENTRY;
}
impl Reflect for generated::telemetry::log::v1::FrontendLogEntry {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_FRONTENDLOGENTRY }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.sql_driver_log.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Message(&mut self.sql_driver_log),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_SQLDRIVERLOG_FIELDS: [FieldDescriptor; 11] = [
        FieldDescriptor {
            name: "session_id", json_name: "session_id",
            number: 1, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Identifier,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Correlation,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[EventKind::SessionClose, EventKind::Statement, EventKind::StatementClose, EventKind::StatementCancel, EventKind::Metadata],
                    when: "", conditions: &[] },
                Obligation { need: Need::Required, events: &[EventKind::SessionOpen],
                    when: "!error_info", conditions: &[Condition { place: &[7], test: Test::Untold }] },
                Obligation { need: Need::Recommended, events: &[EventKind::Volume],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "The session that the operation ran in, as the server named it. Absent before a session exists.",
        },
        FieldDescriptor {
            name: "sql_statement_id", json_name: "sql_statement_id",
            number: 2, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Identifier,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Correlation,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[EventKind::Statement],
                    when: "!error_info", conditions: &[Condition { place: &[7], test: Test::Untold }] },
                Obligation { need: Need::Required, events: &[EventKind::StatementClose, EventKind::StatementCancel],
                    when: "", conditions: &[] },
                Obligation { need: Need::Recommended, events: &[EventKind::Statement],
                    when: "", conditions: &[] },
                Obligation { need: Need::NotApplicable, events: &[EventKind::SessionOpen, EventKind::SessionClose],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "The statement, as the server named it. Absent where there is none; never invented by the client.",
        },
        FieldDescriptor {
            name: "system_configuration", json_name: "system_configuration",
            number: 3, kind: Kind::Message(&TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The machine and the process that the driver runs in.",
        },
        FieldDescriptor {
            name: "driver_connection_params", json_name: "driver_connection_params",
            number: 4, kind: Kind::Message(&TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The settings in force on the connection.",
        },
        FieldDescriptor {
            name: "auth_type", json_name: "auth_type",
            number: 5, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::PublicText,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &["pat", "access-token", "oauth-u2m", "oauth-m2m", "oauth-access_token", "oauth-client_credentials", "oauth-authorization_code", "oauth-refresh", "oauth-token-federation", "oauth_client_credentials", "databricks-oauth", "azure-oauth", "azure-sp-m2m", "azure-managed-identity", "google-service-account", "custom-oauth-m2m", "external-browser", "basic", "custom", "none", "OAUTH", "PAT", "OTHER", "other"], otherwise: Some("other"),
            passport: Some(Passport { purpose: Purpose::Configuration,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::SessionOpen],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "The kind of authentication, in the drivers' own words. `other` stands for a kind that is not on the list.",
        },
        FieldDescriptor {
            name: "vol_operation", json_name: "vol_operation",
            number: 6, kind: Kind::Message(&TELEMETRY_LOG_V1_DRIVERVOLUMEOPERATION),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
                Obligation { need: Need::NotApplicable, events: &[EventKind::SessionOpen, EventKind::SessionClose, EventKind::Metadata],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "The volume operation, if the event is one.",
        },
        FieldDescriptor {
            name: "sql_operation", json_name: "sql_operation",
            number: 7, kind: Kind::Message(&TELEMETRY_LOG_V1_SQLEXECUTIONEVENT),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The SQL operation, if the event is one.",
        },
        FieldDescriptor {
            name: "error_info", json_name: "error_info",
            number: 8, kind: Kind::Message(&TELEMETRY_LOG_V1_DRIVERERRORINFO),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "What went wrong. Absent when nothing did.",
        },
        FieldDescriptor {
            name: "operation_latency_ms", json_name: "operation_latency_ms",
            number: 9, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: true, extension: false,
            unit: Some("ms"), otel_attribute: None,
            min: Some(0), max: Some(604800000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[EventKind::SessionOpen, EventKind::Statement, EventKind::Metadata, EventKind::Volume],
                    when: "!error_info", conditions: &[Condition { place: &[7], test: Test::Untold }] },
                Obligation { need: Need::Recommended, events: &[EventKind::SessionClose, EventKind::StatementClose, EventKind::StatementCancel],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "How long the backend's call took: from sending the request to reading its response, in milliseconds. Measured by the driver around the call, never from the life of a statement or a session. 0 is a measured value; absent means that there was no call.",
        },
        FieldDescriptor {
            name: "schema_version", json_name: "schema_version",
            number: 1000, kind: Kind::Text,
            repeated: false, written_empty: false,
            class: DataClass::Identifier,
            unauthenticated: true, extension: true,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Correlation,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The contract that the log was written under: a short hash of the released one, in decimal digits. Absent from drivers that do not know it.",
        },
        FieldDescriptor {
            name: "telemetry_loss", json_name: "telemetry_loss",
            number: 1001, kind: Kind::Message(&TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: true,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "What the client's telemetry has lost by itself. On the last event of a session, and between these at most once an hour; absent from all others, and from every event of a client that has lost nothing that it has not told.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_SQLDRIVERLOG: MessageDescriptor = MessageDescriptor {
    name: "SqlDriverLog", full_name: "telemetry.log.v1.SqlDriverLog",
    doc: "One operation of a driver: a session opened or closed, a statement, a metadata call, a volume operation, an error. In the service's public schema: `OssSqlDriverTelemetryLog`.",
    fields: &TELEMETRY_LOG_V1_SQLDRIVERLOG_FIELDS, by_json_name: &[4, 3, 7, 8, 9, 0, 6, 1, 2, 10, 5],
};
impl Message for generated::telemetry::log::v1::SqlDriverLog {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_SQLDRIVERLOG;
}
impl Reflect for generated::telemetry::log::v1::SqlDriverLog {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_SQLDRIVERLOG }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.session_id.as_deref().map_or(Value::Absent, Value::Text),
            1 => self.sql_statement_id.as_deref().map_or(Value::Absent, Value::Text),
            2 => self.system_configuration.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            3 => self.driver_connection_params.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            4 => self.auth_type.as_deref().map_or(Value::Absent, Value::Text),
            5 => self.vol_operation.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            6 => self.sql_operation.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            7 => self.error_info.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            8 => self.operation_latency_ms.map_or(Value::Absent, Value::Integer),
            9 => self.schema_version.as_deref().map_or(Value::Absent, Value::Text),
            10 => self.telemetry_loss.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Text(&mut self.session_id),
            1 => ValueMut::Text(&mut self.sql_statement_id),
            2 => ValueMut::Message(&mut self.system_configuration),
            3 => ValueMut::Message(&mut self.driver_connection_params),
            4 => ValueMut::Text(&mut self.auth_type),
            5 => ValueMut::Message(&mut self.vol_operation),
            6 => ValueMut::Message(&mut self.sql_operation),
            7 => ValueMut::Message(&mut self.error_info),
            8 => ValueMut::Int64(&mut self.operation_latency_ms),
            9 => ValueMut::Text(&mut self.schema_version),
            10 => ValueMut::Message(&mut self.telemetry_loss),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_SQLEXECUTIONEVENT_FIELDS: [FieldDescriptor; 9] = [
        FieldDescriptor {
            name: "statement_type", json_name: "statement_type",
            number: 1, kind: Kind::Enum(&TELEMETRY_LOG_V1_STATEMENT_TYPE),
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Usage,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::Statement],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "The kind of statement. Never its text.",
        },
        FieldDescriptor {
            name: "is_compressed", json_name: "is_compressed",
            number: 2, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::Statement],
                    when: "sql_operation.execution_result", conditions: &[Condition { place: &[6, 2], test: Test::Told }] },
            ],
            at_most: &[
            ],
            doc: "Whether the result came compressed. True once one part of it did. Taken from the result, not from a setting.",
        },
        FieldDescriptor {
            name: "execution_result", json_name: "execution_result",
            number: 3, kind: Kind::Enum(&TELEMETRY_LOG_V1_EXECUTIONRESULT_FORMAT),
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::Statement],
                    when: "!error_info", conditions: &[Condition { place: &[7], test: Test::Untold }] },
                Obligation { need: Need::NotApplicable, events: &[EventKind::SessionOpen, EventKind::SessionClose, EventKind::StatementClose, EventKind::StatementCancel],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "How the result arrived. Taken from the result, not from a setting.",
        },
        FieldDescriptor {
            name: "chunk_id", json_name: "chunk_id",
            number: 4, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: Some(0), max: Some(2147483647), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Reliability,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[],
                    when: "error_info.error_name = CHUNK_DOWNLOAD_ERROR", conditions: &[Condition { place: &[7, 0], test: Test::Text("CHUNK_DOWNLOAD_ERROR") }] },
                Obligation { need: Need::NotApplicable, events: &[],
                    when: "!error_info", conditions: &[Condition { place: &[7], test: Test::Untold }] },
            ],
            at_most: &[
            ],
            doc: "Index of the chunk that failed, from 0. Absent unless the event tells of a failed chunk.",
        },
        FieldDescriptor {
            name: "retry_count", json_name: "retry_count",
            number: 5, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{retry}"), otel_attribute: None,
            min: Some(0), max: Some(1000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many requests of this operation were repeated, over all its calls but downloads of chunks.",
        },
        FieldDescriptor {
            name: "chunk_details", json_name: "chunk_details",
            number: 6, kind: Kind::Message(&TELEMETRY_LOG_V1_CHUNKDETAILS),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[],
                    when: "sql_operation.execution_result = EXTERNAL_LINKS and !error_info", conditions: &[Condition { place: &[6, 2], test: Test::Word(3) }, Condition { place: &[7], test: Test::Untold }] },
                Obligation { need: Need::NotApplicable, events: &[],
                    when: "sql_operation.execution_result and sql_operation.execution_result != EXTERNAL_LINKS", conditions: &[Condition { place: &[6, 2], test: Test::Told }, Condition { place: &[6, 2], test: Test::OtherWord(3) }] },
            ],
            at_most: &[
            ],
            doc: "The download of a result in chunks. Absent when the result came inline.",
        },
        FieldDescriptor {
            name: "result_latency", json_name: "result_latency",
            number: 7, kind: Kind::Message(&TELEMETRY_LOG_V1_RESULTLATENCY),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How long the result took to be ready, and to be read.",
        },
        FieldDescriptor {
            name: "operation_detail", json_name: "operation_detail",
            number: 8, kind: Kind::Message(&TELEMETRY_LOG_V1_OPERATIONDETAIL),
            repeated: false, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The operation itself.",
        },
        FieldDescriptor {
            name: "java_uses_patched_arrow", json_name: "java_uses_patched_arrow",
            number: 9, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Usage,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Whether a patched Arrow library is in use. Of meaning for Java only; other drivers leave it absent.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_SQLEXECUTIONEVENT: MessageDescriptor = MessageDescriptor {
    name: "SqlExecutionEvent", full_name: "telemetry.log.v1.SqlExecutionEvent",
    doc: "What is measured about a SQL operation.",
    fields: &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT_FIELDS, by_json_name: &[5, 3, 2, 1, 8, 7, 6, 4, 0],
};
impl Message for generated::telemetry::log::v1::SqlExecutionEvent {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT;
}
impl Reflect for generated::telemetry::log::v1::SqlExecutionEvent {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.statement_type.map_or(Value::Absent, Value::Enum),
            1 => self.is_compressed.map_or(Value::Absent, Value::Bool),
            2 => self.execution_result.map_or(Value::Absent, Value::Enum),
            3 => self.chunk_id.map_or(Value::Absent, Value::Integer),
            4 => self.retry_count.map_or(Value::Absent, Value::Integer),
            5 => self.chunk_details.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            6 => self.result_latency.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            7 => self.operation_detail.as_ref().map_or(Value::Absent, |m| Value::Message(m)),
            8 => self.java_uses_patched_arrow.map_or(Value::Absent, Value::Bool),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Enum(&mut self.statement_type),
            1 => ValueMut::Bool(&mut self.is_compressed),
            2 => ValueMut::Enum(&mut self.execution_result),
            3 => ValueMut::Int64(&mut self.chunk_id),
            4 => ValueMut::Int64(&mut self.retry_count),
            5 => ValueMut::Message(&mut self.chunk_details),
            6 => ValueMut::Message(&mut self.result_latency),
            7 => ValueMut::Message(&mut self.operation_detail),
            8 => ValueMut::Bool(&mut self.java_uses_patched_arrow),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_CHUNKDETAILS_FIELDS: [FieldDescriptor; 8] = [
        FieldDescriptor {
            name: "initial_chunk_latency_millis", json_name: "initial_chunk_latency_millis",
            number: 1, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("ms"), otel_attribute: None,
            min: Some(0), max: Some(86400000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[],
                    when: "sql_operation.chunk_details.total_chunks_iterated", conditions: &[Condition { place: &[6, 5, 3], test: Test::Told }] },
            ],
            at_most: &[
                Bound { field: "sql_operation.chunk_details.slowest_chunk_latency_millis", place: &[6, 5, 1], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "How long the first chunk to finish took to download, in milliseconds. A chunk from a cache does not count.",
        },
        FieldDescriptor {
            name: "slowest_chunk_latency_millis", json_name: "slowest_chunk_latency_millis",
            number: 2, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("ms"), otel_attribute: None,
            min: Some(0), max: Some(86400000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[],
                    when: "sql_operation.chunk_details.total_chunks_iterated", conditions: &[Condition { place: &[6, 5, 3], test: Test::Told }] },
            ],
            at_most: &[
                Bound { field: "sql_operation.chunk_details.sum_chunks_download_time_millis", place: &[6, 5, 4], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "How long the slowest chunk took to download, in milliseconds.",
        },
        FieldDescriptor {
            name: "total_chunks_present", json_name: "total_chunks_present",
            number: 3, kind: Kind::Int32,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{chunk}"), otel_attribute: None,
            min: Some(0), max: Some(10000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[],
                    when: "sql_operation.chunk_details.total_chunks_iterated", conditions: &[Condition { place: &[6, 5, 3], test: Test::Told }] },
            ],
            at_most: &[
            ],
            doc: "How many chunks the result has, by its manifest; the number seen where there is no manifest.",
        },
        FieldDescriptor {
            name: "total_chunks_iterated", json_name: "total_chunks_iterated",
            number: 4, kind: Kind::Int32,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{chunk}"), otel_attribute: None,
            min: Some(0), max: Some(10000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
                Bound { field: "sql_operation.chunk_details.total_chunks_present", place: &[6, 5, 2], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "How many chunks were read before the statement or the connection was closed.",
        },
        FieldDescriptor {
            name: "sum_chunks_download_time_millis", json_name: "sum_chunks_download_time_millis",
            number: 5, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("ms"), otel_attribute: None,
            min: Some(0), max: Some(2592000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[],
                    when: "sql_operation.chunk_details.total_chunks_iterated", conditions: &[Condition { place: &[6, 5, 3], test: Test::Told }] },
            ],
            at_most: &[
            ],
            doc: "The download times of all chunks added up, in milliseconds. Downloads that ran side by side count each.",
        },
        FieldDescriptor {
            name: "avg_chunk_size_bytes", json_name: "avg_chunk_size_bytes",
            number: 1000, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("By"), otel_attribute: None,
            min: Some(0), max: Some(1099511627776), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
                Bound { field: "sql_operation.chunk_details.total_bytes_downloaded", place: &[6, 5, 6], slack: 0,
                    when: "", conditions: &[] },
            ],
            doc: "Mean size of a downloaded chunk as it came over the wire, in bytes. Absent when no chunk was downloaded.",
        },
        FieldDescriptor {
            name: "total_bytes_downloaded", json_name: "total_bytes_downloaded",
            number: 1001, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("By"), otel_attribute: None,
            min: Some(0), max: Some(1125899906842624), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Size of all downloaded chunks as they came over the wire, in bytes.",
        },
        FieldDescriptor {
            name: "chunk_retry_count", json_name: "chunk_retry_count",
            number: 1002, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("{retry}"), otel_attribute: None,
            min: Some(0), max: Some(1000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#extensions",
                expires: None, permanent: Some("part of the design of the telemetry") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many downloads of chunks were repeated.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_CHUNKDETAILS: MessageDescriptor = MessageDescriptor {
    name: "ChunkDetails", full_name: "telemetry.log.v1.ChunkDetails",
    doc: "The download of a result in chunks, summed up over a statement.",
    fields: &TELEMETRY_LOG_V1_CHUNKDETAILS_FIELDS, by_json_name: &[5, 7, 0, 1, 4, 6, 3, 2],
};
impl Message for generated::telemetry::log::v1::ChunkDetails {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_CHUNKDETAILS;
}
impl Reflect for generated::telemetry::log::v1::ChunkDetails {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_CHUNKDETAILS }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.initial_chunk_latency_millis.map_or(Value::Absent, Value::Integer),
            1 => self.slowest_chunk_latency_millis.map_or(Value::Absent, Value::Integer),
            2 => self.total_chunks_present.map_or(Value::Absent, |n| Value::Integer(n.into())),
            3 => self.total_chunks_iterated.map_or(Value::Absent, |n| Value::Integer(n.into())),
            4 => self.sum_chunks_download_time_millis.map_or(Value::Absent, Value::Integer),
            5 => self.avg_chunk_size_bytes.map_or(Value::Absent, Value::Integer),
            6 => self.total_bytes_downloaded.map_or(Value::Absent, Value::Integer),
            7 => self.chunk_retry_count.map_or(Value::Absent, Value::Integer),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Int64(&mut self.initial_chunk_latency_millis),
            1 => ValueMut::Int64(&mut self.slowest_chunk_latency_millis),
            2 => ValueMut::Int32(&mut self.total_chunks_present),
            3 => ValueMut::Int32(&mut self.total_chunks_iterated),
            4 => ValueMut::Int64(&mut self.sum_chunks_download_time_millis),
            5 => ValueMut::Int64(&mut self.avg_chunk_size_bytes),
            6 => ValueMut::Int64(&mut self.total_bytes_downloaded),
            7 => ValueMut::Int64(&mut self.chunk_retry_count),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_RESULTLATENCY_FIELDS: [FieldDescriptor; 2] = [
        FieldDescriptor {
            name: "result_set_ready_latency_millis", json_name: "result_set_ready_latency_millis",
            number: 1, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("ms"), otel_attribute: None,
            min: Some(0), max: Some(604800000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[EventKind::Statement],
                    when: "sql_operation.result_latency.result_set_consumption_latency_millis", conditions: &[Condition { place: &[6, 6, 1], test: Test::Told }] },
                Obligation { need: Need::Recommended, events: &[EventKind::Statement],
                    when: "sql_operation.execution_result and !error_info", conditions: &[Condition { place: &[6, 2], test: Test::Told }, Condition { place: &[7], test: Test::Untold }] },
            ],
            at_most: &[
                Bound { field: "operation_latency_ms", place: &[8], slack: 1000,
                    when: "sql_operation.operation_detail.operation_type = EXECUTE_STATEMENT and !sql_operation.operation_detail.n_operation_status_calls and sql_operation.execution_result != EXTERNAL_LINKS", conditions: &[Condition { place: &[6, 7, 2], test: Test::Word(3) }, Condition { place: &[6, 7, 0], test: Test::Untold }, Condition { place: &[6, 2], test: Test::OtherWord(3) }] },
            ],
            doc: "From submitting the statement to the first batch being available, in milliseconds.",
        },
        FieldDescriptor {
            name: "result_set_consumption_latency_millis", json_name: "result_set_consumption_latency_millis",
            number: 2, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("ms"), otel_attribute: None,
            min: Some(0), max: Some(604800000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::Statement],
                    when: "sql_operation.execution_result = EXTERNAL_LINKS and !error_info", conditions: &[Condition { place: &[6, 2], test: Test::Word(3) }, Condition { place: &[7], test: Test::Untold }] },
            ],
            at_most: &[
            ],
            doc: "From the first fetch to the last batch, or to the close of the statement, in milliseconds.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_RESULTLATENCY: MessageDescriptor = MessageDescriptor {
    name: "ResultLatency", full_name: "telemetry.log.v1.ResultLatency",
    doc: "How long a result took to be ready, and to be read.",
    fields: &TELEMETRY_LOG_V1_RESULTLATENCY_FIELDS, by_json_name: &[1, 0],
};
impl Message for generated::telemetry::log::v1::ResultLatency {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_RESULTLATENCY;
}
impl Reflect for generated::telemetry::log::v1::ResultLatency {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_RESULTLATENCY }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.result_set_ready_latency_millis.map_or(Value::Absent, Value::Integer),
            1 => self.result_set_consumption_latency_millis.map_or(Value::Absent, Value::Integer),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Int64(&mut self.result_set_ready_latency_millis),
            1 => ValueMut::Int64(&mut self.result_set_consumption_latency_millis),
            _ => return None,
        })
    }
}
static TELEMETRY_LOG_V1_OPERATIONDETAIL_FIELDS: [FieldDescriptor; 5] = [
        FieldDescriptor {
            name: "n_operation_status_calls", json_name: "n_operation_status_calls",
            number: 1, kind: Kind::Int32,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{call}"), otel_attribute: None,
            min: Some(0), max: Some(10000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many times the status of the operation was asked for.",
        },
        FieldDescriptor {
            name: "operation_status_latency_millis", json_name: "operation_status_latency_millis",
            number: 2, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("ms"), otel_attribute: None,
            min: Some(0), max: Some(604800000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[],
                    when: "sql_operation.operation_detail.n_operation_status_calls", conditions: &[Condition { place: &[6, 7, 0], test: Test::Told }] },
                Obligation { need: Need::NotApplicable, events: &[],
                    when: "!sql_operation.operation_detail.n_operation_status_calls", conditions: &[Condition { place: &[6, 7, 0], test: Test::Untold }] },
            ],
            at_most: &[
            ],
            doc: "The times of these status calls added up, in milliseconds. Waits between them are not part of it.",
        },
        FieldDescriptor {
            name: "operation_type", json_name: "operation_type",
            number: 3, kind: Kind::Enum(&TELEMETRY_LOG_V1_OPERATION_TYPE),
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: Some("db.operation.name"),
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Usage,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Required, events: &[EventKind::Statement, EventKind::Metadata],
                    when: "", conditions: &[] },
                Obligation { need: Need::Recommended, events: &[],
                    when: "!error_info and !vol_operation", conditions: &[Condition { place: &[7], test: Test::Untold }, Condition { place: &[5], test: Test::Untold }] },
            ],
            at_most: &[
            ],
            doc: "Which operation it was.",
        },
        FieldDescriptor {
            name: "is_internal_call", json_name: "is_internal_call",
            number: 4, kind: Kind::Bool,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Usage,
                owner: "the service's schema", since: "0.1.0", review: "docs/decisions/contract-passports.md#service-schema",
                expires: None, permanent: Some("a column of the log table") }),
            expires: None,
            obligations: &[
                Obligation { need: Need::Recommended, events: &[EventKind::Statement, EventKind::Metadata],
                    when: "", conditions: &[] },
            ],
            at_most: &[
            ],
            doc: "Whether the driver issued the operation for itself (`USE SCHEMA`, `SET`), rather than for its user.",
        },
        FieldDescriptor {
            name: "heartbeat_count", json_name: "heartbeat_count",
            number: 1000, kind: Kind::Int32,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: true,
            unit: Some("{heartbeat}"), otel_attribute: None,
            min: Some(0), max: Some(10000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Performance,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#on-trial",
                expires: Some("2028-06-30"), permanent: None }),
            expires: Some(21365),
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many heartbeats were sent to keep the operation alive.",
        },
];
pub(crate) static TELEMETRY_LOG_V1_OPERATIONDETAIL: MessageDescriptor = MessageDescriptor {
    name: "OperationDetail", full_name: "telemetry.log.v1.OperationDetail",
    doc: "An operation against the server.",
    fields: &TELEMETRY_LOG_V1_OPERATIONDETAIL_FIELDS, by_json_name: &[4, 3, 0, 1, 2],
};
impl Message for generated::telemetry::log::v1::OperationDetail {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_LOG_V1_OPERATIONDETAIL;
}
impl Reflect for generated::telemetry::log::v1::OperationDetail {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_LOG_V1_OPERATIONDETAIL }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.n_operation_status_calls.map_or(Value::Absent, |n| Value::Integer(n.into())),
            1 => self.operation_status_latency_millis.map_or(Value::Absent, Value::Integer),
            2 => self.operation_type.map_or(Value::Absent, Value::Enum),
            3 => self.is_internal_call.map_or(Value::Absent, Value::Bool),
            4 => self.heartbeat_count.map_or(Value::Absent, |n| Value::Integer(n.into())),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Int32(&mut self.n_operation_status_calls),
            1 => ValueMut::Int64(&mut self.operation_status_latency_millis),
            2 => ValueMut::Enum(&mut self.operation_type),
            3 => ValueMut::Bool(&mut self.is_internal_call),
            4 => ValueMut::Int32(&mut self.heartbeat_count),
            _ => return None,
        })
    }
}
static TELEMETRY_SERVICE_V1_EXPORTREQUEST_FIELDS: [FieldDescriptor; 2] = [
        FieldDescriptor {
            name: "upload_time", json_name: "upload_time",
            number: 1, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: true, extension: false,
            unit: Some("ms"), otel_attribute: None,
            min: Some(1577836800000), max: Some(4102444800000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Transport,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("part of the protocol") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Wall-clock time of the upload, in milliseconds since 1970-01-01T00:00:00Z.",
        },
        FieldDescriptor {
            name: "logs", json_name: "logs",
            number: 2, kind: Kind::Message(&TELEMETRY_LOG_V1_FRONTENDLOG),
            repeated: true, written_empty: false,
            class: DataClass::Unspecified,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: None, expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The logs.",
        },
];
pub(crate) static TELEMETRY_SERVICE_V1_EXPORTREQUEST: MessageDescriptor = MessageDescriptor {
    name: "ExportRequest", full_name: "telemetry.service.v1.ExportRequest",
    doc: "A batch of logs.",
    fields: &TELEMETRY_SERVICE_V1_EXPORTREQUEST_FIELDS, by_json_name: &[1, 0],
};
impl Message for generated::telemetry::service::v1::ExportRequest {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_SERVICE_V1_EXPORTREQUEST;
}
impl Reflect for generated::telemetry::service::v1::ExportRequest {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_SERVICE_V1_EXPORTREQUEST }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.upload_time.map_or(Value::Absent, Value::Integer),
            1 => Value::Messages(&self.logs),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Int64(&mut self.upload_time),
            1 => ValueMut::Messages(&mut self.logs),
            _ => return None,
        })
    }
}
static TELEMETRY_SERVICE_V1_EXPORTRESPONSE_FIELDS: [FieldDescriptor; 2] = [
        FieldDescriptor {
            name: "errors", json_name: "errors",
            number: 1, kind: Kind::Text,
            repeated: true, written_empty: false,
            class: DataClass::Sanitize,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Transport,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("part of the protocol") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "What the receiver found wrong. Each is the receiver's own text.",
        },
        FieldDescriptor {
            name: "num_proto_success", json_name: "num_proto_success",
            number: 2, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{log}"), otel_attribute: None,
            min: Some(0), max: Some(1000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Transport,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("part of the protocol") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many logs were taken. Absent means that the receiver did not say.",
        },
];
pub(crate) static TELEMETRY_SERVICE_V1_EXPORTRESPONSE: MessageDescriptor = MessageDescriptor {
    name: "ExportResponse", full_name: "telemetry.service.v1.ExportResponse",
    doc: "What became of a batch.",
    fields: &TELEMETRY_SERVICE_V1_EXPORTRESPONSE_FIELDS, by_json_name: &[0, 1],
};
impl Message for generated::telemetry::service::v1::ExportResponse {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_SERVICE_V1_EXPORTRESPONSE;
}
impl Reflect for generated::telemetry::service::v1::ExportResponse {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_SERVICE_V1_EXPORTRESPONSE }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => Value::Texts(&self.errors),
            1 => self.num_proto_success.map_or(Value::Absent, Value::Integer),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Texts(&mut self.errors),
            1 => ValueMut::Int64(&mut self.num_proto_success),
            _ => return None,
        })
    }
}
static TELEMETRY_UPLOAD_V1_UPLOADREQUEST_FIELDS: [FieldDescriptor; 3] = [
        FieldDescriptor {
            name: "upload_time", json_name: "uploadTime",
            number: 1, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: true, extension: false,
            unit: Some("ms"), otel_attribute: None,
            min: Some(1577836800000), max: Some(4102444800000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Transport,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("part of the protocol") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Wall-clock time of the upload, in milliseconds since 1970-01-01T00:00:00Z.",
        },
        FieldDescriptor {
            name: "items", json_name: "items",
            number: 2, kind: Kind::Text,
            repeated: true, written_empty: true,
            class: DataClass::DropValue,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Transport,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("never sent: its number is the service's") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "Another kind of log, which drivers do not write. Always empty and always written: the service refuses `null`.",
        },
        FieldDescriptor {
            name: "proto_logs", json_name: "protoLogs",
            number: 3, kind: Kind::Text,
            repeated: true, written_empty: true,
            class: DataClass::EncodedLog,
            unauthenticated: true, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Transport,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("part of the protocol") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "The logs: each the JSON of one `FrontendLog`, as a string.",
        },
];
pub(crate) static TELEMETRY_UPLOAD_V1_UPLOADREQUEST: MessageDescriptor = MessageDescriptor {
    name: "UploadRequest", full_name: "telemetry.upload.v1.UploadRequest",
    doc: "One upload: the body of a `POST` to the telemetry endpoint.",
    fields: &TELEMETRY_UPLOAD_V1_UPLOADREQUEST_FIELDS, by_json_name: &[1, 2, 0],
};
impl Message for generated::telemetry::upload::v1::UploadRequest {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_UPLOAD_V1_UPLOADREQUEST;
}
impl Reflect for generated::telemetry::upload::v1::UploadRequest {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_UPLOAD_V1_UPLOADREQUEST }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.upload_time.map_or(Value::Absent, Value::Integer),
            1 => Value::Texts(&self.items),
            2 => Value::Texts(&self.proto_logs),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Int64(&mut self.upload_time),
            1 => ValueMut::Texts(&mut self.items),
            2 => ValueMut::Texts(&mut self.proto_logs),
            _ => return None,
        })
    }
}
static TELEMETRY_UPLOAD_V1_UPLOADRESPONSE_FIELDS: [FieldDescriptor; 4] = [
        FieldDescriptor {
            name: "errors", json_name: "errors",
            number: 1, kind: Kind::Text,
            repeated: true, written_empty: true,
            class: DataClass::Sanitize,
            unauthenticated: false, extension: false,
            unit: None, otel_attribute: None,
            min: None, max: None, deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Transport,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("part of the protocol") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "What the service found wrong. Each is the service's own text.",
        },
        FieldDescriptor {
            name: "num_success", json_name: "numSuccess",
            number: 2, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{log}"), otel_attribute: None,
            min: Some(0), max: Some(1000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Transport,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("part of the protocol") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many entries of `items` were taken.",
        },
        FieldDescriptor {
            name: "num_proto_success", json_name: "numProtoSuccess",
            number: 3, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{log}"), otel_attribute: None,
            min: Some(0), max: Some(1000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Transport,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("part of the protocol") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many entries of `proto_logs` were taken. Absent means that the service did not say.",
        },
        FieldDescriptor {
            name: "num_realtime_success", json_name: "numRealtimeSuccess",
            number: 4, kind: Kind::Int64,
            repeated: false, written_empty: false,
            class: DataClass::Public,
            unauthenticated: false, extension: false,
            unit: Some("{log}"), otel_attribute: None,
            min: Some(0), max: Some(1000000), deprecated: false,
            allowed: &[], otherwise: None,
            passport: Some(Passport { purpose: Purpose::Transport,
                owner: "this crate", since: "0.1.0", review: "docs/decisions/contract-passports.md#shell",
                expires: None, permanent: Some("part of the protocol") }),
            expires: None,
            obligations: &[
            ],
            at_most: &[
            ],
            doc: "How many entries were taken by the service's path for logs in real time, which drivers do not use.",
        },
];
pub(crate) static TELEMETRY_UPLOAD_V1_UPLOADRESPONSE: MessageDescriptor = MessageDescriptor {
    name: "UploadResponse", full_name: "telemetry.upload.v1.UploadResponse",
    doc: "What the service answers to an upload. Read tolerantly: members may be added, left out or null.",
    fields: &TELEMETRY_UPLOAD_V1_UPLOADRESPONSE_FIELDS, by_json_name: &[0, 2, 3, 1],
};
impl Message for generated::telemetry::upload::v1::UploadResponse {
    const DESCRIPTOR: &'static MessageDescriptor = &TELEMETRY_UPLOAD_V1_UPLOADRESPONSE;
}
impl Reflect for generated::telemetry::upload::v1::UploadResponse {
    #[inline]
    fn descriptor(&self) -> &'static MessageDescriptor { &TELEMETRY_UPLOAD_V1_UPLOADRESPONSE }
    #[inline]
    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => Value::Texts(&self.errors),
            1 => self.num_success.map_or(Value::Absent, Value::Integer),
            2 => self.num_proto_success.map_or(Value::Absent, Value::Integer),
            3 => self.num_realtime_success.map_or(Value::Absent, Value::Integer),
            _ => Value::Absent,
        }
    }
    #[inline]
    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
        Some(match index {
            0 => ValueMut::Texts(&mut self.errors),
            1 => ValueMut::Int64(&mut self.num_success),
            2 => ValueMut::Int64(&mut self.num_proto_success),
            3 => ValueMut::Int64(&mut self.num_realtime_success),
            _ => return None,
        })
    }
}
static MESSAGES: &[&MessageDescriptor] = &[
    &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS,
    &TELEMETRY_LOG_V1_HOSTDETAILS,
    &TELEMETRY_LOG_V1_DRIVERERRORINFO,
    &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION,
    &TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS,
    &TELEMETRY_LOG_V1_DROPPEDEVENTS,
    &TELEMETRY_LOG_V1_DRIVERVOLUMEOPERATION,
    &TELEMETRY_LOG_V1_FRONTENDLOG,
    &TELEMETRY_LOG_V1_FRONTENDLOGCONTEXT,
    &TELEMETRY_LOG_V1_TELEMETRYCLIENTCONTEXT,
    &TELEMETRY_LOG_V1_FRONTENDLOGENTRY,
    &TELEMETRY_LOG_V1_SQLDRIVERLOG,
    &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT,
    &TELEMETRY_LOG_V1_CHUNKDETAILS,
    &TELEMETRY_LOG_V1_RESULTLATENCY,
    &TELEMETRY_LOG_V1_OPERATIONDETAIL,
    &TELEMETRY_SERVICE_V1_EXPORTREQUEST,
    &TELEMETRY_SERVICE_V1_EXPORTRESPONSE,
    &TELEMETRY_UPLOAD_V1_UPLOADREQUEST,
    &TELEMETRY_UPLOAD_V1_UPLOADRESPONSE,
];
fn new_message(full_name: &str) -> Option<Box<dyn Binary>> {
    Some(match full_name {
        "telemetry.log.v1.DriverConnectionParameters" => Box::new(generated::telemetry::log::v1::DriverConnectionParameters::default()),
        "telemetry.log.v1.HostDetails" => Box::new(generated::telemetry::log::v1::HostDetails::default()),
        "telemetry.log.v1.DriverErrorInfo" => Box::new(generated::telemetry::log::v1::DriverErrorInfo::default()),
        "telemetry.log.v1.DriverSystemConfiguration" => Box::new(generated::telemetry::log::v1::DriverSystemConfiguration::default()),
        "telemetry.log.v1.DriverTelemetryLoss" => Box::new(generated::telemetry::log::v1::DriverTelemetryLoss::default()),
        "telemetry.log.v1.DroppedEvents" => Box::new(generated::telemetry::log::v1::DroppedEvents::default()),
        "telemetry.log.v1.DriverVolumeOperation" => Box::new(generated::telemetry::log::v1::DriverVolumeOperation::default()),
        "telemetry.log.v1.FrontendLog" => Box::new(generated::telemetry::log::v1::FrontendLog::default()),
        "telemetry.log.v1.FrontendLogContext" => Box::new(generated::telemetry::log::v1::FrontendLogContext::default()),
        "telemetry.log.v1.TelemetryClientContext" => Box::new(generated::telemetry::log::v1::TelemetryClientContext::default()),
        "telemetry.log.v1.FrontendLogEntry" => Box::new(generated::telemetry::log::v1::FrontendLogEntry::default()),
        "telemetry.log.v1.SqlDriverLog" => Box::new(generated::telemetry::log::v1::SqlDriverLog::default()),
        "telemetry.log.v1.SqlExecutionEvent" => Box::new(generated::telemetry::log::v1::SqlExecutionEvent::default()),
        "telemetry.log.v1.ChunkDetails" => Box::new(generated::telemetry::log::v1::ChunkDetails::default()),
        "telemetry.log.v1.ResultLatency" => Box::new(generated::telemetry::log::v1::ResultLatency::default()),
        "telemetry.log.v1.OperationDetail" => Box::new(generated::telemetry::log::v1::OperationDetail::default()),
        "telemetry.service.v1.ExportRequest" => Box::new(generated::telemetry::service::v1::ExportRequest::default()),
        "telemetry.service.v1.ExportResponse" => Box::new(generated::telemetry::service::v1::ExportResponse::default()),
        "telemetry.upload.v1.UploadRequest" => Box::new(generated::telemetry::upload::v1::UploadRequest::default()),
        "telemetry.upload.v1.UploadResponse" => Box::new(generated::telemetry::upload::v1::UploadResponse::default()),
        _ => return None,
    })
}

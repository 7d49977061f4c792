// Setters: generated.
impl generated::telemetry::log::v1::DriverConnectionParameters {
    #[doc = "Path of the warehouse or cluster. `other` stands for a path of another shape."]
    #[must_use]
    pub fn with_http_path<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.http_path = value.into().map(str::to_owned);
        self
    }
    #[doc = "The protocol that the driver speaks."]
    #[must_use]
    pub fn with_mode(mut self, value: impl Into<Option<generated::telemetry::log::v1::driver_mode::Type>>) -> Self {
        self.mode = value.into().map(|word| word as i32);
        self
    }
    #[doc = "The host that the driver talks to."]
    #[must_use]
    pub fn with_host_info(mut self, value: impl Into<Option<generated::telemetry::log::v1::HostDetails>>) -> Self {
        self.host_info = value.into();
        self
    }
    #[doc = "Whether requests go through a proxy."]
    #[must_use]
    pub fn with_use_proxy(mut self, value: impl Into<Option<bool>>) -> Self {
        self.use_proxy = value.into();
        self
    }
    #[doc = "The mechanism of authentication."]
    #[must_use]
    pub fn with_auth_mech(mut self, value: impl Into<Option<generated::telemetry::log::v1::auth_mech::Type>>) -> Self {
        self.auth_mech = value.into().map(|word| word as i32);
        self
    }
    #[doc = "The flow by which an OAuth token is obtained."]
    #[must_use]
    pub fn with_auth_flow(mut self, value: impl Into<Option<generated::telemetry::log::v1::auth_flow::Type>>) -> Self {
        self.auth_flow = value.into().map(|word| word as i32);
        self
    }
    #[doc = "The OAuth scope asked for. `custom` stands for one that is not on the list."]
    #[must_use]
    pub fn with_auth_scope<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.auth_scope = value.into().map(str::to_owned);
        self
    }
    #[doc = "Whether the proxy is taken from the system's settings."]
    #[must_use]
    pub fn with_use_system_proxy(mut self, value: impl Into<Option<bool>>) -> Self {
        self.use_system_proxy = value.into();
        self
    }
    #[doc = "Hosts that are reached without the proxy. Never sent."]
    #[must_use]
    pub fn with_non_proxy_hosts(mut self, value: impl IntoIterator<Item = String>) -> Self {
        self.non_proxy_hosts = value.into_iter().collect();
        self
    }
    #[doc = "Whether downloads of results go through a proxy of their own."]
    #[must_use]
    pub fn with_use_cf_proxy(mut self, value: impl Into<Option<bool>>) -> Self {
        self.use_cf_proxy = value.into();
        self
    }
    #[doc = "The proxy. Its host is never sent."]
    #[must_use]
    pub fn with_proxy_host_info(mut self, value: impl Into<Option<generated::telemetry::log::v1::HostDetails>>) -> Self {
        self.proxy_host_info = value.into();
        self
    }
    #[doc = "The proxy for downloads of results. Its host is never sent."]
    #[must_use]
    pub fn with_cf_proxy_host_info(mut self, value: impl Into<Option<generated::telemetry::log::v1::HostDetails>>) -> Self {
        self.cf_proxy_host_info = value.into();
        self
    }
    #[doc = "Whether OAuth endpoints are found by discovery."]
    #[must_use]
    pub fn with_discovery_mode_enabled(mut self, value: impl Into<Option<bool>>) -> Self {
        self.discovery_mode_enabled = value.into();
        self
    }
    #[doc = "Where OAuth endpoints are discovered. `custom` stands for a host that is no known identity provider."]
    #[must_use]
    pub fn with_discovery_url<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.discovery_url = value.into().map(str::to_owned);
        self
    }
    #[doc = "Whether metadata calls answer with empty results."]
    #[must_use]
    pub fn with_use_empty_metadata(mut self, value: impl Into<Option<bool>>) -> Self {
        self.use_empty_metadata = value.into();
        self
    }
    #[doc = "Whether more parameters than the protocol's limit are supported."]
    #[must_use]
    pub fn with_support_many_parameters(mut self, value: impl Into<Option<bool>>) -> Self {
        self.support_many_parameters = value.into();
        self
    }
    #[doc = "Format of the trust store. `other` stands for one that is not on the list."]
    #[must_use]
    pub fn with_ssl_trust_store_type<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.ssl_trust_store_type = value.into().map(str::to_owned);
        self
    }
    #[doc = "Whether revocation of certificates is checked."]
    #[must_use]
    pub fn with_check_certificate_revocation(mut self, value: impl Into<Option<bool>>) -> Self {
        self.check_certificate_revocation = value.into();
        self
    }
    #[doc = "Whether a certificate of unknown revocation is accepted."]
    #[must_use]
    pub fn with_accept_undetermined_certificate_revocation(mut self, value: impl Into<Option<bool>>) -> Self {
        self.accept_undetermined_certificate_revocation = value.into();
        self
    }
    #[doc = "The service account, which is an e-mail address. Never sent."]
    #[must_use]
    pub fn with_google_service_account<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.google_service_account = value.into().map(str::to_owned);
        self
    }
    #[doc = "The file with the service account's credentials. Never sent."]
    #[must_use]
    pub fn with_google_credential_file_path<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.google_credential_file_path = value.into().map(str::to_owned);
        self
    }
    #[doc = "How many connections the HTTP pool may hold."]
    #[must_use]
    pub fn with_http_connection_pool_size(mut self, value: impl Into<Option<i64>>) -> Self {
        self.http_connection_pool_size = value.into();
        self
    }
    #[doc = "Whether results may come partly inline and partly by links."]
    #[must_use]
    pub fn with_enable_sea_hybrid_results(mut self, value: impl Into<Option<bool>>) -> Self {
        self.enable_sea_hybrid_results = value.into();
        self
    }
    #[doc = "Whether arrays, maps and structs are returned as such."]
    #[must_use]
    pub fn with_enable_complex_datatype_support(mut self, value: impl Into<Option<bool>>) -> Self {
        self.enable_complex_datatype_support = value.into();
        self
    }
    #[doc = "Whether self-signed certificates are accepted."]
    #[must_use]
    pub fn with_allow_self_signed_support(mut self, value: impl Into<Option<bool>>) -> Self {
        self.allow_self_signed_support = value.into();
        self
    }
    #[doc = "Whether the system's trust store is used."]
    #[must_use]
    pub fn with_use_system_trust_store(mut self, value: impl Into<Option<bool>>) -> Self {
        self.use_system_trust_store = value.into();
        self
    }
    #[doc = "How many rows are fetched at once."]
    #[must_use]
    pub fn with_rows_fetched_per_block(mut self, value: impl Into<Option<i64>>) -> Self {
        self.rows_fetched_per_block = value.into();
        self
    }
    #[doc = "The workspace's resource id, which holds names. Never sent."]
    #[must_use]
    pub fn with_azure_workspace_resource_id<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.azure_workspace_resource_id = value.into().map(str::to_owned);
        self
    }
    #[doc = "The tenant, if it is given as a UUID; a domain name is dropped."]
    #[must_use]
    pub fn with_azure_tenant_id<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.azure_tenant_id = value.into().map(str::to_owned);
        self
    }
    #[doc = "Length that is reported for columns of strings."]
    #[must_use]
    pub fn with_string_column_length(mut self, value: impl Into<Option<i32>>) -> Self {
        self.string_column_length = value.into();
        self
    }
    #[doc = "Whether OAuth tokens are cached."]
    #[must_use]
    pub fn with_enable_token_cache(mut self, value: impl Into<Option<bool>>) -> Self {
        self.enable_token_cache = value.into();
        self
    }
    #[doc = "Where OAuth tokens are asked for. `custom` stands for a host that is no known identity provider."]
    #[must_use]
    pub fn with_token_endpoint<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.token_endpoint = value.into().map(str::to_owned);
        self
    }
    #[doc = "Where users log in. `custom` stands for a host that is no known identity provider."]
    #[must_use]
    pub fn with_auth_endpoint<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.auth_endpoint = value.into().map(str::to_owned);
        self
    }
    #[doc = "Whether results may come in Arrow format."]
    #[must_use]
    pub fn with_enable_arrow(mut self, value: impl Into<Option<bool>>) -> Self {
        self.enable_arrow = value.into();
        self
    }
    #[doc = "Whether the first rows may come with the answer to the execution."]
    #[must_use]
    pub fn with_enable_direct_results(mut self, value: impl Into<Option<bool>>) -> Self {
        self.enable_direct_results = value.into();
        self
    }
    #[doc = "Whether a JWT assertion is used to authenticate."]
    #[must_use]
    pub fn with_enable_jwt_assertion(mut self, value: impl Into<Option<bool>>) -> Self {
        self.enable_jwt_assertion = value.into();
        self
    }
    #[doc = "The file with the key for the JWT assertion. Never sent."]
    #[must_use]
    pub fn with_jwt_key_file<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.jwt_key_file = value.into().map(str::to_owned);
        self
    }
    #[doc = "The algorithm of the JWT assertion. `other` stands for one that is not on the list."]
    #[must_use]
    pub fn with_jwt_algorithm<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.jwt_algorithm = value.into().map(str::to_owned);
        self
    }
    #[doc = "How long a read from the socket may take, in seconds."]
    #[must_use]
    pub fn with_socket_timeout(mut self, value: impl Into<Option<i64>>) -> Self {
        self.socket_timeout = value.into();
        self
    }
    #[doc = "Local directories that volume operations may touch. Never sent."]
    #[must_use]
    pub fn with_allowed_volume_ingestion_paths<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.allowed_volume_ingestion_paths = value.into().map(str::to_owned);
        self
    }
    #[doc = "How long the driver waits between two status calls, in milliseconds."]
    #[must_use]
    pub fn with_async_poll_interval_millis(mut self, value: impl Into<Option<i64>>) -> Self {
        self.async_poll_interval_millis = value.into();
        self
    }
    #[doc = "Tags that the customer put on queries. Never sent."]
    #[must_use]
    pub fn with_query_tags<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.query_tags = value.into().map(str::to_owned);
        self
    }
    #[doc = "Whether metadata of metric views is returned."]
    #[must_use]
    pub fn with_enable_metric_view_metadata(mut self, value: impl Into<Option<bool>>) -> Self {
        self.enable_metric_view_metadata = value.into();
        self
    }
    #[doc = "Whether every statement commits by itself."]
    #[must_use]
    pub fn with_auto_commit(mut self, value: impl Into<Option<bool>>) -> Self {
        self.auto_commit = value.into();
        self
    }
    #[doc = "Whether the state of auto-commit is asked from the server."]
    #[must_use]
    pub fn with_fetch_auto_commit_from_server(mut self, value: impl Into<Option<bool>>) -> Self {
        self.fetch_auto_commit_from_server = value.into();
        self
    }
    #[doc = "Whether geospatial types are returned as such."]
    #[must_use]
    pub fn with_enable_geospatial_support(mut self, value: impl Into<Option<bool>>) -> Self {
        self.enable_geospatial_support = value.into();
        self
    }
    #[doc = "Whether results may come by download from cloud storage."]
    #[must_use]
    pub fn with_cloudfetch_enabled(mut self, value: impl Into<Option<bool>>) -> Self {
        self.cloudfetch_enabled = value.into();
        self
    }
    #[doc = "Whether results may come compressed with LZ4."]
    #[must_use]
    pub fn with_lz4_decompression_enabled(mut self, value: impl Into<Option<bool>>) -> Self {
        self.lz4_decompression_enabled = value.into();
        self
    }
    #[doc = "Largest size of one file of a result that the driver asks for, in bytes."]
    #[must_use]
    pub fn with_max_bytes_per_file(mut self, value: impl Into<Option<i64>>) -> Self {
        self.max_bytes_per_file = value.into();
        self
    }
    #[doc = "How many chunks may be downloaded side by side."]
    #[must_use]
    pub fn with_max_parallel_downloads(mut self, value: impl Into<Option<i32>>) -> Self {
        self.max_parallel_downloads = value.into();
        self
    }
    #[doc = "Whether trace context is sent along with requests."]
    #[must_use]
    pub fn with_trace_propagation_enabled(mut self, value: impl Into<Option<bool>>) -> Self {
        self.trace_propagation_enabled = value.into();
        self
    }
    #[doc = "Whether more than one catalog is visible."]
    #[must_use]
    pub fn with_multiple_catalog_support(mut self, value: impl Into<Option<bool>>) -> Self {
        self.multiple_catalog_support = value.into();
        self
    }
    #[doc = "Whether metadata of keys is returned."]
    #[must_use]
    pub fn with_primary_key_foreign_key_enabled(mut self, value: impl Into<Option<bool>>) -> Self {
        self.primary_key_foreign_key_enabled = value.into();
        self
    }
    #[doc = "Largest answer to one fetch that the driver asks for, in bytes."]
    #[must_use]
    pub fn with_max_bytes_per_fetch_request(mut self, value: impl Into<Option<i64>>) -> Self {
        self.max_bytes_per_fetch_request = value.into();
        self
    }
    #[doc = "How many chunks are fetched ahead of the reader."]
    #[must_use]
    pub fn with_prefetch_count(mut self, value: impl Into<Option<i32>>) -> Self {
        self.prefetch_count = value.into();
        self
    }
    #[doc = "How much memory downloaded chunks may take, in mebibytes."]
    #[must_use]
    pub fn with_memory_buffer_size_mb(mut self, value: impl Into<Option<i64>>) -> Self {
        self.memory_buffer_size_mb = value.into();
        self
    }
    #[doc = "Largest direct result that the driver asks for, in bytes."]
    #[must_use]
    pub fn with_direct_result_max_bytes(mut self, value: impl Into<Option<i64>>) -> Self {
        self.direct_result_max_bytes = value.into();
        self
    }
    #[doc = "Largest direct result that the driver asks for, in rows."]
    #[must_use]
    pub fn with_direct_result_max_rows(mut self, value: impl Into<Option<i64>>) -> Self {
        self.direct_result_max_rows = value.into();
        self
    }
    #[doc = "How often one request is repeated at most. 0 says that none is."]
    #[must_use]
    pub fn with_retry_max_attempts(mut self, value: impl Into<Option<i32>>) -> Self {
        self.retry_max_attempts = value.into();
        self
    }
    #[doc = "How long a request may take with all its repetitions, in milliseconds."]
    #[must_use]
    pub fn with_retry_overall_timeout_ms(mut self, value: impl Into<Option<i64>>) -> Self {
        self.retry_overall_timeout_ms = value.into();
        self
    }
    #[doc = "How many downloaded chunks are held at once at most."]
    #[must_use]
    pub fn with_max_chunks_in_memory(mut self, value: impl Into<Option<i32>>) -> Self {
        self.max_chunks_in_memory = value.into();
        self
    }
    #[doc = "Whether the id and the secret of an OAuth client came in the options for a user and a password."]
    #[must_use]
    pub fn with_uses_oauth_credentials_from_user_password(mut self, value: impl Into<Option<bool>>) -> Self {
        self.uses_oauth_credentials_from_user_password = value.into();
        self
    }
    #[doc = "Whether the driver keeps running statements alive by heartbeats."]
    #[must_use]
    pub fn with_enable_heartbeat(mut self, value: impl Into<Option<bool>>) -> Self {
        self.enable_heartbeat = value.into();
        self
    }
    #[doc = "How long the driver waits between two heartbeats, in milliseconds."]
    #[must_use]
    pub fn with_heartbeat_interval_ms(mut self, value: impl Into<Option<i64>>) -> Self {
        self.heartbeat_interval_ms = value.into();
        self
    }
}
impl generated::telemetry::log::v1::HostDetails {
    #[doc = "The host: bare and in lower case, if it belongs to a known workspace domain; else `custom`. Of a proxy: never sent."]
    #[must_use]
    pub fn with_host_url<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.host_url = value.into().map(str::to_owned);
        self
    }
    #[doc = "The port."]
    #[must_use]
    pub fn with_port(mut self, value: impl Into<Option<i32>>) -> Self {
        self.port = value.into();
        self
    }
    #[doc = "How the proxy is authenticated to. Absent for a host that is no proxy."]
    #[must_use]
    pub fn with_proxy_auth_type(mut self, value: impl Into<Option<generated::telemetry::log::v1::driver_proxy::Auth>>) -> Self {
        self.proxy_auth_type = value.into().map(|word| word as i32);
        self
    }
}
impl generated::telemetry::log::v1::DriverSystemConfiguration {
    #[doc = "Version of the driver, such as `1.4.2`."]
    #[must_use]
    pub fn with_driver_version<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.driver_version = value.into().map(str::to_owned);
        self
    }
    #[doc = "Name of the language runtime, such as `rustc`, `CPython` or `OpenJDK 64-Bit Server VM`."]
    #[must_use]
    pub fn with_runtime_name<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.runtime_name = value.into().map(str::to_owned);
        self
    }
    #[doc = "Version of the language runtime."]
    #[must_use]
    pub fn with_runtime_version<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.runtime_version = value.into().map(str::to_owned);
        self
    }
    #[doc = "Who made the language runtime."]
    #[must_use]
    pub fn with_runtime_vendor<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.runtime_vendor = value.into().map(str::to_owned);
        self
    }
    #[doc = "Name of the operating system, such as `Linux`, `Windows` or `macOS`."]
    #[must_use]
    pub fn with_os_name<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.os_name = value.into().map(str::to_owned);
        self
    }
    #[doc = "Version of the operating system as people say it (`Ubuntu 24.04.1 LTS`), not that of the kernel."]
    #[must_use]
    pub fn with_os_version<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.os_version = value.into().map(str::to_owned);
        self
    }
    #[doc = "Architecture that the driver was built for. `other` stands for one that is not on the list."]
    #[must_use]
    pub fn with_os_arch<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.os_arch = value.into().map(str::to_owned);
        self
    }
    #[doc = "Name of the driver."]
    #[must_use]
    pub fn with_driver_name<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.driver_name = value.into().map(str::to_owned);
        self
    }
    #[doc = "Name of the application that uses the driver, as it named itself."]
    #[must_use]
    pub fn with_client_app_name<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.client_app_name = value.into().map(str::to_owned);
        self
    }
    #[doc = "Language and region of the process, such as `en_US`."]
    #[must_use]
    pub fn with_locale_name<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.locale_name = value.into().map(str::to_owned);
        self
    }
    #[doc = "Character set of the process, in upper case, such as `UTF-8`. `other` stands for one that is not on the list."]
    #[must_use]
    pub fn with_char_set_encoding<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.char_set_encoding = value.into().map(str::to_owned);
        self
    }
    #[doc = "Name of the process that the driver runs in: the executable's, without its path."]
    #[must_use]
    pub fn with_process_name<'a>(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.process_name = value.into().map(str::to_owned);
        self
    }
}

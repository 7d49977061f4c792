// What leaves of each message, and how it is written: generated.
static TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS_PLACES: [Place; 64] = [
    Place { name: Name::new("\\\"http_path\\\":"), index: 0, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[0],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"mode\\\":"), index: 1, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"host_info\\\":{"), index: 2, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[2],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"use_proxy\\\":"), index: 3, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[3],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"auth_mech\\\":"), index: 4, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[4],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"auth_flow\\\":"), index: 5, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[5],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"auth_scope\\\":"), index: 6, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[6],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"use_system_proxy\\\":"), index: 7, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[7],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"non_proxy_hosts\\\":"), index: 8, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[8],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"use_cf_proxy\\\":"), index: 9, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[9],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"proxy_host_info\\\":{"), index: 10, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[10],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"cf_proxy_host_info\\\":{"), index: 11, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[11],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"discovery_mode_enabled\\\":"), index: 12, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[12],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"discovery_url\\\":"), index: 13, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[13],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"use_empty_metadata\\\":"), index: 14, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[14],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"support_many_parameters\\\":"), index: 15, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[15],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"ssl_trust_store_type\\\":"), index: 16, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[16],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"check_certificate_revocation\\\":"), index: 17, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[17],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"accept_undetermined_certificate_revocation\\\":"), index: 18, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[18],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"google_service_account\\\":"), index: 19, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[19],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"google_credential_file_path\\\":"), index: 20, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[20],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"http_connection_pool_size\\\":"), index: 21, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[21],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 100000 },
    Place { name: Name::new("\\\"enable_sea_hybrid_results\\\":"), index: 22, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[22],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"enable_complex_datatype_support\\\":"), index: 23, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[23],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"allow_self_signed_support\\\":"), index: 24, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[24],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"use_system_trust_store\\\":"), index: 25, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[25],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"rows_fetched_per_block\\\":"), index: 26, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[26],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 1000000000 },
    Place { name: Name::new("\\\"azure_workspace_resource_id\\\":"), index: 27, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[27],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"azure_tenant_id\\\":"), index: 28, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[28],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"string_column_length\\\":"), index: 29, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[29],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 2147483647 },
    Place { name: Name::new("\\\"enable_token_cache\\\":"), index: 30, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[30],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"token_endpoint\\\":"), index: 31, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[31],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"auth_endpoint\\\":"), index: 32, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[32],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"enable_arrow\\\":"), index: 33, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[33],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"enable_direct_results\\\":"), index: 34, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[34],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"enable_jwt_assertion\\\":"), index: 35, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[35],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"jwt_key_file\\\":"), index: 36, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[36],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"jwt_algorithm\\\":"), index: 37, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[37],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"socket_timeout\\\":"), index: 38, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[38],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 86400 },
    Place { name: Name::new("\\\"allowed_volume_ingestion_paths\\\":"), index: 39, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[39],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"async_poll_interval_millis\\\":"), index: 40, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[40],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 3600000 },
    Place { name: Name::new("\\\"query_tags\\\":"), index: 41, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[41],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"enable_metric_view_metadata\\\":"), index: 42, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[42],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"auto_commit\\\":"), index: 43, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[43],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"fetch_auto_commit_from_server\\\":"), index: 44, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[44],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"enable_geospatial_support\\\":"), index: 45, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[45],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"cloudfetch_enabled\\\":"), index: 46, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[46],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"lz4_decompression_enabled\\\":"), index: 47, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[47],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"max_bytes_per_file\\\":"), index: 48, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[48],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: 0, max: 1099511627776 },
    Place { name: Name::new("\\\"max_parallel_downloads\\\":"), index: 49, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[49],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: 0, max: 10000 },
    Place { name: Name::new("\\\"trace_propagation_enabled\\\":"), index: 50, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[50],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"multiple_catalog_support\\\":"), index: 51, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[51],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"primary_key_foreign_key_enabled\\\":"), index: 52, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[52],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"max_bytes_per_fetch_request\\\":"), index: 53, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[53],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: 0, max: 1099511627776 },
    Place { name: Name::new("\\\"prefetch_count\\\":"), index: 54, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[54],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: 0, max: 100000 },
    Place { name: Name::new("\\\"memory_buffer_size_mb\\\":"), index: 55, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[55],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: 0, max: 1048576 },
    Place { name: Name::new("\\\"direct_result_max_bytes\\\":"), index: 56, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[56],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: 0, max: 1099511627776 },
    Place { name: Name::new("\\\"direct_result_max_rows\\\":"), index: 57, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[57],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: 0, max: 1000000000 },
    Place { name: Name::new("\\\"retry_max_attempts\\\":"), index: 58, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[58],
        needs: EXTENSIONS | CREDENTIALS | TIME, last_day: 21365, min: 0, max: 1000 },
    Place { name: Name::new("\\\"retry_overall_timeout_ms\\\":"), index: 59, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[59],
        needs: EXTENSIONS | CREDENTIALS | TIME, last_day: 21365, min: 0, max: 86400000 },
    Place { name: Name::new("\\\"max_chunks_in_memory\\\":"), index: 60, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[60],
        needs: EXTENSIONS | CREDENTIALS | TIME, last_day: 21365, min: 0, max: 100000 },
    Place { name: Name::new("\\\"uses_oauth_credentials_from_user_password\\\":"), index: 61, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[61],
        needs: EXTENSIONS | CREDENTIALS | TIME, last_day: 21365, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"enable_heartbeat\\\":"), index: 62, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[62],
        needs: EXTENSIONS | CREDENTIALS | TIME, last_day: 21365, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"heartbeat_interval_ms\\\":"), index: 63, field: &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS.fields[63],
        needs: EXTENSIONS | CREDENTIALS | TIME, last_day: 21365, min: 0, max: 86400000 },
];
impl Outgoing for generated::telemetry::log::v1::DriverConnectionParameters {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_DRIVERCONNECTIONPARAMETERS_PLACES;
        line.text(laid, &at[0], self.http_path.as_deref(), above);
        line.word(laid, &at[1], &TELEMETRY_LOG_V1_DRIVERMODE_TYPE, self.mode);
        line.message(laid, &at[2], self.host_info.as_ref(), above);
        line.boolean(laid, &at[3], self.use_proxy);
        line.word(laid, &at[4], &TELEMETRY_LOG_V1_AUTHMECH_TYPE, self.auth_mech);
        line.word(laid, &at[5], &TELEMETRY_LOG_V1_AUTHFLOW_TYPE, self.auth_flow);
        line.text(laid, &at[6], self.auth_scope.as_deref(), above);
        line.boolean(laid, &at[7], self.use_system_proxy);
        line.texts(&at[8], &self.non_proxy_hosts, above);
        line.boolean(laid, &at[9], self.use_cf_proxy);
        line.message(laid, &at[10], self.proxy_host_info.as_ref(), above);
        line.message(laid, &at[11], self.cf_proxy_host_info.as_ref(), above);
        line.boolean(laid, &at[12], self.discovery_mode_enabled);
        line.text(laid, &at[13], self.discovery_url.as_deref(), above);
        line.boolean(laid, &at[14], self.use_empty_metadata);
        line.boolean(laid, &at[15], self.support_many_parameters);
        line.text(laid, &at[16], self.ssl_trust_store_type.as_deref(), above);
        line.boolean(laid, &at[17], self.check_certificate_revocation);
        line.boolean(laid, &at[18], self.accept_undetermined_certificate_revocation);
        line.text(laid, &at[19], self.google_service_account.as_deref(), above);
        line.text(laid, &at[20], self.google_credential_file_path.as_deref(), above);
        line.integer(laid, &at[21], self.http_connection_pool_size);
        line.boolean(laid, &at[22], self.enable_sea_hybrid_results);
        line.boolean(laid, &at[23], self.enable_complex_datatype_support);
        line.boolean(laid, &at[24], self.allow_self_signed_support);
        line.boolean(laid, &at[25], self.use_system_trust_store);
        line.integer(laid, &at[26], self.rows_fetched_per_block);
        line.text(laid, &at[27], self.azure_workspace_resource_id.as_deref(), above);
        line.text(laid, &at[28], self.azure_tenant_id.as_deref(), above);
        line.integer(laid, &at[29], self.string_column_length.map(i64::from));
        line.boolean(laid, &at[30], self.enable_token_cache);
        line.text(laid, &at[31], self.token_endpoint.as_deref(), above);
        line.text(laid, &at[32], self.auth_endpoint.as_deref(), above);
        line.boolean(laid, &at[33], self.enable_arrow);
        line.boolean(laid, &at[34], self.enable_direct_results);
        line.boolean(laid, &at[35], self.enable_jwt_assertion);
        line.text(laid, &at[36], self.jwt_key_file.as_deref(), above);
        line.text(laid, &at[37], self.jwt_algorithm.as_deref(), above);
        line.integer(laid, &at[38], self.socket_timeout);
        line.text(laid, &at[39], self.allowed_volume_ingestion_paths.as_deref(), above);
        line.integer(laid, &at[40], self.async_poll_interval_millis);
        line.text(laid, &at[41], self.query_tags.as_deref(), above);
        line.boolean(laid, &at[42], self.enable_metric_view_metadata);
        line.boolean(laid, &at[43], self.auto_commit);
        line.boolean(laid, &at[44], self.fetch_auto_commit_from_server);
        line.boolean(laid, &at[45], self.enable_geospatial_support);
        line.boolean(laid, &at[46], self.cloudfetch_enabled);
        line.boolean(laid, &at[47], self.lz4_decompression_enabled);
        line.integer(laid, &at[48], self.max_bytes_per_file);
        line.integer(laid, &at[49], self.max_parallel_downloads.map(i64::from));
        line.boolean(laid, &at[50], self.trace_propagation_enabled);
        line.boolean(laid, &at[51], self.multiple_catalog_support);
        line.boolean(laid, &at[52], self.primary_key_foreign_key_enabled);
        line.integer(laid, &at[53], self.max_bytes_per_fetch_request);
        line.integer(laid, &at[54], self.prefetch_count.map(i64::from));
        line.integer(laid, &at[55], self.memory_buffer_size_mb);
        line.integer(laid, &at[56], self.direct_result_max_bytes);
        line.integer(laid, &at[57], self.direct_result_max_rows);
        line.integer(laid, &at[58], self.retry_max_attempts.map(i64::from));
        line.integer(laid, &at[59], self.retry_overall_timeout_ms);
        line.integer(laid, &at[60], self.max_chunks_in_memory.map(i64::from));
        line.boolean(laid, &at[61], self.uses_oauth_credentials_from_user_password);
        line.boolean(laid, &at[62], self.enable_heartbeat);
        line.integer(laid, &at[63], self.heartbeat_interval_ms);
    }
}
static TELEMETRY_LOG_V1_HOSTDETAILS_PLACES: [Place; 3] = [
    Place { name: Name::new("\\\"host_url\\\":"), index: 0, field: &TELEMETRY_LOG_V1_HOSTDETAILS.fields[0],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"port\\\":"), index: 1, field: &TELEMETRY_LOG_V1_HOSTDETAILS.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 65535 },
    Place { name: Name::new("\\\"proxy_auth_type\\\":"), index: 2, field: &TELEMETRY_LOG_V1_HOSTDETAILS.fields[2],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
];
impl Outgoing for generated::telemetry::log::v1::HostDetails {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_HOSTDETAILS_PLACES;
        line.text(laid, &at[0], self.host_url.as_deref(), above);
        line.integer(laid, &at[1], self.port.map(i64::from));
        line.word(laid, &at[2], &TELEMETRY_LOG_V1_DRIVERPROXY_AUTH, self.proxy_auth_type);
    }
}
static TELEMETRY_LOG_V1_DRIVERERRORINFO_PLACES: [Place; 5] = [
    Place { name: Name::new("\\\"error_name\\\":"), index: 0, field: &TELEMETRY_LOG_V1_DRIVERERRORINFO.fields[0],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"stack_trace\\\":"), index: 1, field: &TELEMETRY_LOG_V1_DRIVERERRORINFO.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"error_class\\\":"), index: 2, field: &TELEMETRY_LOG_V1_DRIVERERRORINFO.fields[2],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"sql_state\\\":"), index: 3, field: &TELEMETRY_LOG_V1_DRIVERERRORINFO.fields[3],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"http_status\\\":"), index: 4, field: &TELEMETRY_LOG_V1_DRIVERERRORINFO.fields[4],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: 100, max: 599 },
];
impl Outgoing for generated::telemetry::log::v1::DriverErrorInfo {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_DRIVERERRORINFO_PLACES;
        line.text(laid, &at[0], self.error_name.as_deref(), above);
        line.text(laid, &at[1], self.stack_trace.as_deref(), above);
        line.text(laid, &at[2], self.error_class.as_deref(), above);
        line.text(laid, &at[3], self.sql_state.as_deref(), above);
        line.integer(laid, &at[4], self.http_status.map(i64::from));
    }
}
static TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION_PLACES: [Place; 12] = [
    Place { name: Name::new("\\\"driver_version\\\":"), index: 0, field: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION.fields[0],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"runtime_name\\\":"), index: 1, field: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"runtime_version\\\":"), index: 2, field: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION.fields[2],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"runtime_vendor\\\":"), index: 3, field: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION.fields[3],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"os_name\\\":"), index: 4, field: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION.fields[4],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"os_version\\\":"), index: 5, field: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION.fields[5],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"os_arch\\\":"), index: 6, field: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION.fields[6],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"driver_name\\\":"), index: 7, field: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION.fields[7],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"client_app_name\\\":"), index: 8, field: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION.fields[8],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"locale_name\\\":"), index: 9, field: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION.fields[9],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"char_set_encoding\\\":"), index: 10, field: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION.fields[10],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"process_name\\\":"), index: 11, field: &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION.fields[11],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
];
impl Outgoing for generated::telemetry::log::v1::DriverSystemConfiguration {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_DRIVERSYSTEMCONFIGURATION_PLACES;
        line.text(laid, &at[0], self.driver_version.as_deref(), above);
        line.text(laid, &at[1], self.runtime_name.as_deref(), above);
        line.text(laid, &at[2], self.runtime_version.as_deref(), above);
        line.text(laid, &at[3], self.runtime_vendor.as_deref(), above);
        line.text(laid, &at[4], self.os_name.as_deref(), above);
        line.text(laid, &at[5], self.os_version.as_deref(), above);
        line.text(laid, &at[6], self.os_arch.as_deref(), above);
        line.text(laid, &at[7], self.driver_name.as_deref(), above);
        line.text(laid, &at[8], self.client_app_name.as_deref(), above);
        line.text(laid, &at[9], self.locale_name.as_deref(), above);
        line.text(laid, &at[10], self.char_set_encoding.as_deref(), above);
        line.text(laid, &at[11], self.process_name.as_deref(), above);
    }
}
static TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS_PLACES: [Place; 6] = [
    Place { name: Name::new("\\\"reporter_id\\\":"), index: 0, field: &TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS.fields[0],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"recorded\\\":"), index: 1, field: &TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
    Place { name: Name::new("\\\"dropped\\\":{"), index: 2, field: &TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS.fields[2],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"retried\\\":"), index: 3, field: &TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS.fields[3],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
    Place { name: Name::new("\\\"breaker_openings\\\":"), index: 4, field: &TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS.fields[4],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
    Place { name: Name::new("\\\"queue_high_water\\\":"), index: 5, field: &TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS.fields[5],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
];
impl Outgoing for generated::telemetry::log::v1::DriverTelemetryLoss {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_DRIVERTELEMETRYLOSS_PLACES;
        line.text(laid, &at[0], self.reporter_id.as_deref(), above);
        line.integer(laid, &at[1], self.recorded);
        line.message(laid, &at[2], self.dropped.as_ref(), above);
        line.integer(laid, &at[3], self.retried);
        line.integer(laid, &at[4], self.breaker_openings);
        line.integer(laid, &at[5], self.queue_high_water);
    }
}
static TELEMETRY_LOG_V1_DROPPEDEVENTS_PLACES: [Place; 10] = [
    Place { name: Name::new("\\\"queue_full\\\":"), index: 0, field: &TELEMETRY_LOG_V1_DROPPEDEVENTS.fields[0],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
    Place { name: Name::new("\\\"too_large\\\":"), index: 1, field: &TELEMETRY_LOG_V1_DROPPEDEVENTS.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
    Place { name: Name::new("\\\"flag_off\\\":"), index: 2, field: &TELEMETRY_LOG_V1_DROPPEDEVENTS.fields[2],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
    Place { name: Name::new("\\\"no_credential\\\":"), index: 3, field: &TELEMETRY_LOG_V1_DROPPEDEVENTS.fields[3],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
    Place { name: Name::new("\\\"rejected\\\":"), index: 4, field: &TELEMETRY_LOG_V1_DROPPEDEVENTS.fields[4],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
    Place { name: Name::new("\\\"not_the_service\\\":"), index: 5, field: &TELEMETRY_LOG_V1_DROPPEDEVENTS.fields[5],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
    Place { name: Name::new("\\\"partial\\\":"), index: 6, field: &TELEMETRY_LOG_V1_DROPPEDEVENTS.fields[6],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
    Place { name: Name::new("\\\"exhausted\\\":"), index: 7, field: &TELEMETRY_LOG_V1_DROPPEDEVENTS.fields[7],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
    Place { name: Name::new("\\\"closed\\\":"), index: 8, field: &TELEMETRY_LOG_V1_DROPPEDEVENTS.fields[8],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
    Place { name: Name::new("\\\"panicked\\\":"), index: 9, field: &TELEMETRY_LOG_V1_DROPPEDEVENTS.fields[9],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 1000000000000 },
];
impl Outgoing for generated::telemetry::log::v1::DroppedEvents {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_DROPPEDEVENTS_PLACES;
        line.integer(laid, &at[0], self.queue_full);
        line.integer(laid, &at[1], self.too_large);
        line.integer(laid, &at[2], self.flag_off);
        line.integer(laid, &at[3], self.no_credential);
        line.integer(laid, &at[4], self.rejected);
        line.integer(laid, &at[5], self.not_the_service);
        line.integer(laid, &at[6], self.partial);
        line.integer(laid, &at[7], self.exhausted);
        line.integer(laid, &at[8], self.closed);
        line.integer(laid, &at[9], self.panicked);
    }
}
static TELEMETRY_LOG_V1_DRIVERVOLUMEOPERATION_PLACES: [Place; 3] = [
    Place { name: Name::new("\\\"volume_operation_type\\\":"), index: 0, field: &TELEMETRY_LOG_V1_DRIVERVOLUMEOPERATION.fields[0],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"volume_path\\\":"), index: 1, field: &TELEMETRY_LOG_V1_DRIVERVOLUMEOPERATION.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"local_file\\\":"), index: 2, field: &TELEMETRY_LOG_V1_DRIVERVOLUMEOPERATION.fields[2],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
];
impl Outgoing for generated::telemetry::log::v1::DriverVolumeOperation {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_DRIVERVOLUMEOPERATION_PLACES;
        line.word(laid, &at[0], &TELEMETRY_LOG_V1_VOLUMEOPERATION_TYPE, self.volume_operation_type);
        line.text(laid, &at[1], self.volume_path.as_deref(), above);
        line.text(laid, &at[2], self.local_file.as_deref(), above);
    }
}
static TELEMETRY_LOG_V1_FRONTENDLOG_PLACES: [Place; 4] = [
    Place { name: Name::new("\\\"workspace_id\\\":"), index: 0, field: &TELEMETRY_LOG_V1_FRONTENDLOG.fields[0],
        needs: CREDENTIALS, last_day: u32::MAX, min: 1, max: 9223372036854775807 },
    Place { name: Name::new("\\\"frontend_log_event_id\\\":"), index: 1, field: &TELEMETRY_LOG_V1_FRONTENDLOG.fields[1],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"context\\\":{"), index: 2, field: &TELEMETRY_LOG_V1_FRONTENDLOG.fields[2],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"entry\\\":{"), index: 3, field: &TELEMETRY_LOG_V1_FRONTENDLOG.fields[3],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
];
impl Outgoing for generated::telemetry::log::v1::FrontendLog {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_FRONTENDLOG_PLACES;
        line.integer(laid, &at[0], self.workspace_id);
        line.text(laid, &at[1], self.frontend_log_event_id.as_deref(), above);
        line.message(laid, &at[2], self.context.as_ref(), above);
        line.message(laid, &at[3], self.entry.as_ref(), above);
    }
}
static TELEMETRY_LOG_V1_FRONTENDLOGCONTEXT_PLACES: [Place; 1] = [
    Place { name: Name::new("\\\"client_context\\\":{"), index: 0, field: &TELEMETRY_LOG_V1_FRONTENDLOGCONTEXT.fields[0],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
];
impl Outgoing for generated::telemetry::log::v1::FrontendLogContext {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_FRONTENDLOGCONTEXT_PLACES;
        line.message(laid, &at[0], self.client_context.as_ref(), above);
    }
}
static TELEMETRY_LOG_V1_TELEMETRYCLIENTCONTEXT_PLACES: [Place; 2] = [
    Place { name: Name::new("\\\"timestamp_millis\\\":"), index: 0, field: &TELEMETRY_LOG_V1_TELEMETRYCLIENTCONTEXT.fields[0],
        needs: 0, last_day: u32::MAX, min: 1577836800000, max: 4102444800000 },
    Place { name: Name::new("\\\"user_agent\\\":"), index: 1, field: &TELEMETRY_LOG_V1_TELEMETRYCLIENTCONTEXT.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
];
impl Outgoing for generated::telemetry::log::v1::TelemetryClientContext {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_TELEMETRYCLIENTCONTEXT_PLACES;
        line.integer(laid, &at[0], self.timestamp_millis);
        line.text(laid, &at[1], self.user_agent.as_deref(), above);
    }
}
static TELEMETRY_LOG_V1_FRONTENDLOGENTRY_PLACES: [Place; 1] = [
    Place { name: Name::new("\\\"sql_driver_log\\\":{"), index: 0, field: &TELEMETRY_LOG_V1_FRONTENDLOGENTRY.fields[0],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
];
impl Outgoing for generated::telemetry::log::v1::FrontendLogEntry {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_FRONTENDLOGENTRY_PLACES;
        line.message(laid, &at[0], self.sql_driver_log.as_ref(), above);
    }
}
static TELEMETRY_LOG_V1_SQLDRIVERLOG_PLACES: [Place; 11] = [
    Place { name: Name::new("\\\"session_id\\\":"), index: 0, field: &TELEMETRY_LOG_V1_SQLDRIVERLOG.fields[0],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"sql_statement_id\\\":"), index: 1, field: &TELEMETRY_LOG_V1_SQLDRIVERLOG.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"system_configuration\\\":{"), index: 2, field: &TELEMETRY_LOG_V1_SQLDRIVERLOG.fields[2],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"driver_connection_params\\\":{"), index: 3, field: &TELEMETRY_LOG_V1_SQLDRIVERLOG.fields[3],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"auth_type\\\":"), index: 4, field: &TELEMETRY_LOG_V1_SQLDRIVERLOG.fields[4],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"vol_operation\\\":{"), index: 5, field: &TELEMETRY_LOG_V1_SQLDRIVERLOG.fields[5],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"sql_operation\\\":{"), index: 6, field: &TELEMETRY_LOG_V1_SQLDRIVERLOG.fields[6],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"error_info\\\":{"), index: 7, field: &TELEMETRY_LOG_V1_SQLDRIVERLOG.fields[7],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"operation_latency_ms\\\":"), index: 8, field: &TELEMETRY_LOG_V1_SQLDRIVERLOG.fields[8],
        needs: 0, last_day: u32::MAX, min: 0, max: 604800000 },
    Place { name: Name::new("\\\"schema_version\\\":"), index: 9, field: &TELEMETRY_LOG_V1_SQLDRIVERLOG.fields[9],
        needs: EXTENSIONS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"telemetry_loss\\\":{"), index: 10, field: &TELEMETRY_LOG_V1_SQLDRIVERLOG.fields[10],
        needs: EXTENSIONS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
];
impl Outgoing for generated::telemetry::log::v1::SqlDriverLog {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_SQLDRIVERLOG_PLACES;
        line.text(laid, &at[0], self.session_id.as_deref(), above);
        line.text(laid, &at[1], self.sql_statement_id.as_deref(), above);
        line.message(laid, &at[2], self.system_configuration.as_ref(), above);
        line.message(laid, &at[3], self.driver_connection_params.as_ref(), above);
        line.text(laid, &at[4], self.auth_type.as_deref(), above);
        line.message(laid, &at[5], self.vol_operation.as_ref(), above);
        line.message(laid, &at[6], self.sql_operation.as_ref(), above);
        line.message(laid, &at[7], self.error_info.as_ref(), above);
        line.integer(laid, &at[8], self.operation_latency_ms);
        line.text(laid, &at[9], self.schema_version.as_deref(), above);
        line.message(laid, &at[10], self.telemetry_loss.as_ref(), above);
    }
}
static TELEMETRY_LOG_V1_SQLEXECUTIONEVENT_PLACES: [Place; 9] = [
    Place { name: Name::new("\\\"statement_type\\\":"), index: 0, field: &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT.fields[0],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"is_compressed\\\":"), index: 1, field: &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"execution_result\\\":"), index: 2, field: &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT.fields[2],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"chunk_id\\\":"), index: 3, field: &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT.fields[3],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 2147483647 },
    Place { name: Name::new("\\\"retry_count\\\":"), index: 4, field: &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT.fields[4],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 1000000 },
    Place { name: Name::new("\\\"chunk_details\\\":{"), index: 5, field: &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT.fields[5],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"result_latency\\\":{"), index: 6, field: &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT.fields[6],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"operation_detail\\\":{"), index: 7, field: &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT.fields[7],
        needs: 0, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"java_uses_patched_arrow\\\":"), index: 8, field: &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT.fields[8],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
];
impl Outgoing for generated::telemetry::log::v1::SqlExecutionEvent {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_SQLEXECUTIONEVENT_PLACES;
        line.word(laid, &at[0], &TELEMETRY_LOG_V1_STATEMENT_TYPE, self.statement_type);
        line.boolean(laid, &at[1], self.is_compressed);
        line.word(laid, &at[2], &TELEMETRY_LOG_V1_EXECUTIONRESULT_FORMAT, self.execution_result);
        line.integer(laid, &at[3], self.chunk_id);
        line.integer(laid, &at[4], self.retry_count);
        line.message(laid, &at[5], self.chunk_details.as_ref(), above);
        line.message(laid, &at[6], self.result_latency.as_ref(), above);
        line.message(laid, &at[7], self.operation_detail.as_ref(), above);
        line.boolean(laid, &at[8], self.java_uses_patched_arrow);
    }
}
static TELEMETRY_LOG_V1_CHUNKDETAILS_PLACES: [Place; 8] = [
    Place { name: Name::new("\\\"initial_chunk_latency_millis\\\":"), index: 0, field: &TELEMETRY_LOG_V1_CHUNKDETAILS.fields[0],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 86400000 },
    Place { name: Name::new("\\\"slowest_chunk_latency_millis\\\":"), index: 1, field: &TELEMETRY_LOG_V1_CHUNKDETAILS.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 86400000 },
    Place { name: Name::new("\\\"total_chunks_present\\\":"), index: 2, field: &TELEMETRY_LOG_V1_CHUNKDETAILS.fields[2],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 10000000 },
    Place { name: Name::new("\\\"total_chunks_iterated\\\":"), index: 3, field: &TELEMETRY_LOG_V1_CHUNKDETAILS.fields[3],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 10000000 },
    Place { name: Name::new("\\\"sum_chunks_download_time_millis\\\":"), index: 4, field: &TELEMETRY_LOG_V1_CHUNKDETAILS.fields[4],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 2592000000 },
    Place { name: Name::new("\\\"avg_chunk_size_bytes\\\":"), index: 5, field: &TELEMETRY_LOG_V1_CHUNKDETAILS.fields[5],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: 0, max: 1099511627776 },
    Place { name: Name::new("\\\"total_bytes_downloaded\\\":"), index: 6, field: &TELEMETRY_LOG_V1_CHUNKDETAILS.fields[6],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: 0, max: 1125899906842624 },
    Place { name: Name::new("\\\"chunk_retry_count\\\":"), index: 7, field: &TELEMETRY_LOG_V1_CHUNKDETAILS.fields[7],
        needs: EXTENSIONS | CREDENTIALS, last_day: u32::MAX, min: 0, max: 1000000 },
];
impl Outgoing for generated::telemetry::log::v1::ChunkDetails {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_CHUNKDETAILS_PLACES;
        line.integer(laid, &at[0], self.initial_chunk_latency_millis);
        line.integer(laid, &at[1], self.slowest_chunk_latency_millis);
        line.integer(laid, &at[2], self.total_chunks_present.map(i64::from));
        line.integer(laid, &at[3], self.total_chunks_iterated.map(i64::from));
        line.integer(laid, &at[4], self.sum_chunks_download_time_millis);
        line.integer(laid, &at[5], self.avg_chunk_size_bytes);
        line.integer(laid, &at[6], self.total_bytes_downloaded);
        line.integer(laid, &at[7], self.chunk_retry_count);
    }
}
static TELEMETRY_LOG_V1_RESULTLATENCY_PLACES: [Place; 2] = [
    Place { name: Name::new("\\\"result_set_ready_latency_millis\\\":"), index: 0, field: &TELEMETRY_LOG_V1_RESULTLATENCY.fields[0],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 604800000 },
    Place { name: Name::new("\\\"result_set_consumption_latency_millis\\\":"), index: 1, field: &TELEMETRY_LOG_V1_RESULTLATENCY.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 604800000 },
];
impl Outgoing for generated::telemetry::log::v1::ResultLatency {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_RESULTLATENCY_PLACES;
        line.integer(laid, &at[0], self.result_set_ready_latency_millis);
        line.integer(laid, &at[1], self.result_set_consumption_latency_millis);
    }
}
static TELEMETRY_LOG_V1_OPERATIONDETAIL_PLACES: [Place; 5] = [
    Place { name: Name::new("\\\"n_operation_status_calls\\\":"), index: 0, field: &TELEMETRY_LOG_V1_OPERATIONDETAIL.fields[0],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 10000000 },
    Place { name: Name::new("\\\"operation_status_latency_millis\\\":"), index: 1, field: &TELEMETRY_LOG_V1_OPERATIONDETAIL.fields[1],
        needs: CREDENTIALS, last_day: u32::MAX, min: 0, max: 604800000 },
    Place { name: Name::new("\\\"operation_type\\\":"), index: 2, field: &TELEMETRY_LOG_V1_OPERATIONDETAIL.fields[2],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"is_internal_call\\\":"), index: 3, field: &TELEMETRY_LOG_V1_OPERATIONDETAIL.fields[3],
        needs: CREDENTIALS, last_day: u32::MAX, min: -9223372036854775808, max: 9223372036854775807 },
    Place { name: Name::new("\\\"heartbeat_count\\\":"), index: 4, field: &TELEMETRY_LOG_V1_OPERATIONDETAIL.fields[4],
        needs: EXTENSIONS | CREDENTIALS | TIME, last_day: 21365, min: 0, max: 10000000 },
];
impl Outgoing for generated::telemetry::log::v1::OperationDetail {
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>) {
        let at = &TELEMETRY_LOG_V1_OPERATIONDETAIL_PLACES;
        line.integer(laid, &at[0], self.n_operation_status_calls.map(i64::from));
        line.integer(laid, &at[1], self.operation_status_latency_millis);
        line.word(laid, &at[2], &TELEMETRY_LOG_V1_OPERATION_TYPE, self.operation_type);
        line.boolean(laid, &at[3], self.is_internal_call);
        line.integer(laid, &at[4], self.heartbeat_count.map(i64::from));
    }
}

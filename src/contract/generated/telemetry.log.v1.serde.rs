impl serde::Serialize for AuthFlow {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let len = 0;
        let struct_ser = serializer.serialize_struct("telemetry.log.v1.AuthFlow", len)?;
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AuthFlow {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                            Err(serde::de::Error::unknown_field(value, FIELDS))
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AuthFlow;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.AuthFlow")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AuthFlow, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                while map_.next_key::<GeneratedField>()?.is_some() {
                    let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                }
                Ok(AuthFlow {
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.AuthFlow", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for auth_flow::Type {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "TYPE_UNSPECIFIED",
            Self::TokenPassthrough => "TOKEN_PASSTHROUGH",
            Self::ClientCredentials => "CLIENT_CREDENTIALS",
            Self::BrowserBasedAuthentication => "BROWSER_BASED_AUTHENTICATION",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for auth_flow::Type {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "TYPE_UNSPECIFIED",
            "TOKEN_PASSTHROUGH",
            "CLIENT_CREDENTIALS",
            "BROWSER_BASED_AUTHENTICATION",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = auth_flow::Type;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                    })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                    })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "TYPE_UNSPECIFIED" => Ok(auth_flow::Type::Unspecified),
                    "TOKEN_PASSTHROUGH" => Ok(auth_flow::Type::TokenPassthrough),
                    "CLIENT_CREDENTIALS" => Ok(auth_flow::Type::ClientCredentials),
                    "BROWSER_BASED_AUTHENTICATION" => Ok(auth_flow::Type::BrowserBasedAuthentication),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for AuthMech {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let len = 0;
        let struct_ser = serializer.serialize_struct("telemetry.log.v1.AuthMech", len)?;
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AuthMech {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                            Err(serde::de::Error::unknown_field(value, FIELDS))
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AuthMech;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.AuthMech")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AuthMech, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                while map_.next_key::<GeneratedField>()?.is_some() {
                    let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                }
                Ok(AuthMech {
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.AuthMech", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for auth_mech::Type {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "TYPE_UNSPECIFIED",
            Self::Other => "OTHER",
            Self::Pat => "PAT",
            Self::Oauth => "OAUTH",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for auth_mech::Type {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "TYPE_UNSPECIFIED",
            "OTHER",
            "PAT",
            "OAUTH",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = auth_mech::Type;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                    })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                    })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "TYPE_UNSPECIFIED" => Ok(auth_mech::Type::Unspecified),
                    "OTHER" => Ok(auth_mech::Type::Other),
                    "PAT" => Ok(auth_mech::Type::Pat),
                    "OAUTH" => Ok(auth_mech::Type::Oauth),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for ChunkDetails {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.initial_chunk_latency_millis.is_some() {
            len += 1;
        }
        if self.slowest_chunk_latency_millis.is_some() {
            len += 1;
        }
        if self.total_chunks_present.is_some() {
            len += 1;
        }
        if self.total_chunks_iterated.is_some() {
            len += 1;
        }
        if self.sum_chunks_download_time_millis.is_some() {
            len += 1;
        }
        if self.avg_chunk_size_bytes.is_some() {
            len += 1;
        }
        if self.total_bytes_downloaded.is_some() {
            len += 1;
        }
        if self.chunk_retry_count.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.ChunkDetails", len)?;
        if let Some(v) = self.initial_chunk_latency_millis.as_ref() {
            struct_ser.serialize_field("initial_chunk_latency_millis", v)?;
        }
        if let Some(v) = self.slowest_chunk_latency_millis.as_ref() {
            struct_ser.serialize_field("slowest_chunk_latency_millis", v)?;
        }
        if let Some(v) = self.total_chunks_present.as_ref() {
            struct_ser.serialize_field("total_chunks_present", v)?;
        }
        if let Some(v) = self.total_chunks_iterated.as_ref() {
            struct_ser.serialize_field("total_chunks_iterated", v)?;
        }
        if let Some(v) = self.sum_chunks_download_time_millis.as_ref() {
            struct_ser.serialize_field("sum_chunks_download_time_millis", v)?;
        }
        if let Some(v) = self.avg_chunk_size_bytes.as_ref() {
            struct_ser.serialize_field("avg_chunk_size_bytes", v)?;
        }
        if let Some(v) = self.total_bytes_downloaded.as_ref() {
            struct_ser.serialize_field("total_bytes_downloaded", v)?;
        }
        if let Some(v) = self.chunk_retry_count.as_ref() {
            struct_ser.serialize_field("chunk_retry_count", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ChunkDetails {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "initial_chunk_latency_millis",
            "slowest_chunk_latency_millis",
            "total_chunks_present",
            "total_chunks_iterated",
            "sum_chunks_download_time_millis",
            "avg_chunk_size_bytes",
            "total_bytes_downloaded",
            "chunk_retry_count",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            InitialChunkLatencyMillis,
            SlowestChunkLatencyMillis,
            TotalChunksPresent,
            TotalChunksIterated,
            SumChunksDownloadTimeMillis,
            AvgChunkSizeBytes,
            TotalBytesDownloaded,
            ChunkRetryCount,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "initial_chunk_latency_millis" => Ok(GeneratedField::InitialChunkLatencyMillis),
                            "slowest_chunk_latency_millis" => Ok(GeneratedField::SlowestChunkLatencyMillis),
                            "total_chunks_present" => Ok(GeneratedField::TotalChunksPresent),
                            "total_chunks_iterated" => Ok(GeneratedField::TotalChunksIterated),
                            "sum_chunks_download_time_millis" => Ok(GeneratedField::SumChunksDownloadTimeMillis),
                            "avg_chunk_size_bytes" => Ok(GeneratedField::AvgChunkSizeBytes),
                            "total_bytes_downloaded" => Ok(GeneratedField::TotalBytesDownloaded),
                            "chunk_retry_count" => Ok(GeneratedField::ChunkRetryCount),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ChunkDetails;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.ChunkDetails")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ChunkDetails, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut initial_chunk_latency_millis__ = None;
                let mut slowest_chunk_latency_millis__ = None;
                let mut total_chunks_present__ = None;
                let mut total_chunks_iterated__ = None;
                let mut sum_chunks_download_time_millis__ = None;
                let mut avg_chunk_size_bytes__ = None;
                let mut total_bytes_downloaded__ = None;
                let mut chunk_retry_count__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::InitialChunkLatencyMillis => {
                            if initial_chunk_latency_millis__.is_some() {
                                return Err(serde::de::Error::duplicate_field("initial_chunk_latency_millis"));
                            }
                            initial_chunk_latency_millis__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::SlowestChunkLatencyMillis => {
                            if slowest_chunk_latency_millis__.is_some() {
                                return Err(serde::de::Error::duplicate_field("slowest_chunk_latency_millis"));
                            }
                            slowest_chunk_latency_millis__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::TotalChunksPresent => {
                            if total_chunks_present__.is_some() {
                                return Err(serde::de::Error::duplicate_field("total_chunks_present"));
                            }
                            total_chunks_present__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::TotalChunksIterated => {
                            if total_chunks_iterated__.is_some() {
                                return Err(serde::de::Error::duplicate_field("total_chunks_iterated"));
                            }
                            total_chunks_iterated__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::SumChunksDownloadTimeMillis => {
                            if sum_chunks_download_time_millis__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sum_chunks_download_time_millis"));
                            }
                            sum_chunks_download_time_millis__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::AvgChunkSizeBytes => {
                            if avg_chunk_size_bytes__.is_some() {
                                return Err(serde::de::Error::duplicate_field("avg_chunk_size_bytes"));
                            }
                            avg_chunk_size_bytes__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::TotalBytesDownloaded => {
                            if total_bytes_downloaded__.is_some() {
                                return Err(serde::de::Error::duplicate_field("total_bytes_downloaded"));
                            }
                            total_bytes_downloaded__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::ChunkRetryCount => {
                            if chunk_retry_count__.is_some() {
                                return Err(serde::de::Error::duplicate_field("chunk_retry_count"));
                            }
                            chunk_retry_count__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                    }
                }
                Ok(ChunkDetails {
                    initial_chunk_latency_millis: initial_chunk_latency_millis__,
                    slowest_chunk_latency_millis: slowest_chunk_latency_millis__,
                    total_chunks_present: total_chunks_present__,
                    total_chunks_iterated: total_chunks_iterated__,
                    sum_chunks_download_time_millis: sum_chunks_download_time_millis__,
                    avg_chunk_size_bytes: avg_chunk_size_bytes__,
                    total_bytes_downloaded: total_bytes_downloaded__,
                    chunk_retry_count: chunk_retry_count__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.ChunkDetails", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DriverConnectionParameters {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.http_path.is_some() {
            len += 1;
        }
        if self.mode.is_some() {
            len += 1;
        }
        if self.host_info.is_some() {
            len += 1;
        }
        if self.use_proxy.is_some() {
            len += 1;
        }
        if self.auth_mech.is_some() {
            len += 1;
        }
        if self.auth_flow.is_some() {
            len += 1;
        }
        if self.auth_scope.is_some() {
            len += 1;
        }
        if self.use_system_proxy.is_some() {
            len += 1;
        }
        if !self.non_proxy_hosts.is_empty() {
            len += 1;
        }
        if self.use_cf_proxy.is_some() {
            len += 1;
        }
        if self.proxy_host_info.is_some() {
            len += 1;
        }
        if self.cf_proxy_host_info.is_some() {
            len += 1;
        }
        if self.discovery_mode_enabled.is_some() {
            len += 1;
        }
        if self.discovery_url.is_some() {
            len += 1;
        }
        if self.use_empty_metadata.is_some() {
            len += 1;
        }
        if self.support_many_parameters.is_some() {
            len += 1;
        }
        if self.ssl_trust_store_type.is_some() {
            len += 1;
        }
        if self.check_certificate_revocation.is_some() {
            len += 1;
        }
        if self.accept_undetermined_certificate_revocation.is_some() {
            len += 1;
        }
        if self.google_service_account.is_some() {
            len += 1;
        }
        if self.google_credential_file_path.is_some() {
            len += 1;
        }
        if self.http_connection_pool_size.is_some() {
            len += 1;
        }
        if self.enable_sea_hybrid_results.is_some() {
            len += 1;
        }
        if self.enable_complex_datatype_support.is_some() {
            len += 1;
        }
        if self.allow_self_signed_support.is_some() {
            len += 1;
        }
        if self.use_system_trust_store.is_some() {
            len += 1;
        }
        if self.rows_fetched_per_block.is_some() {
            len += 1;
        }
        if self.azure_workspace_resource_id.is_some() {
            len += 1;
        }
        if self.azure_tenant_id.is_some() {
            len += 1;
        }
        if self.string_column_length.is_some() {
            len += 1;
        }
        if self.enable_token_cache.is_some() {
            len += 1;
        }
        if self.token_endpoint.is_some() {
            len += 1;
        }
        if self.auth_endpoint.is_some() {
            len += 1;
        }
        if self.enable_arrow.is_some() {
            len += 1;
        }
        if self.enable_direct_results.is_some() {
            len += 1;
        }
        if self.enable_jwt_assertion.is_some() {
            len += 1;
        }
        if self.jwt_key_file.is_some() {
            len += 1;
        }
        if self.jwt_algorithm.is_some() {
            len += 1;
        }
        if self.socket_timeout.is_some() {
            len += 1;
        }
        if self.allowed_volume_ingestion_paths.is_some() {
            len += 1;
        }
        if self.async_poll_interval_millis.is_some() {
            len += 1;
        }
        if self.query_tags.is_some() {
            len += 1;
        }
        if self.enable_metric_view_metadata.is_some() {
            len += 1;
        }
        if self.auto_commit.is_some() {
            len += 1;
        }
        if self.fetch_auto_commit_from_server.is_some() {
            len += 1;
        }
        if self.enable_geospatial_support.is_some() {
            len += 1;
        }
        if self.cloudfetch_enabled.is_some() {
            len += 1;
        }
        if self.lz4_decompression_enabled.is_some() {
            len += 1;
        }
        if self.max_bytes_per_file.is_some() {
            len += 1;
        }
        if self.max_parallel_downloads.is_some() {
            len += 1;
        }
        if self.trace_propagation_enabled.is_some() {
            len += 1;
        }
        if self.multiple_catalog_support.is_some() {
            len += 1;
        }
        if self.primary_key_foreign_key_enabled.is_some() {
            len += 1;
        }
        if self.max_bytes_per_fetch_request.is_some() {
            len += 1;
        }
        if self.prefetch_count.is_some() {
            len += 1;
        }
        if self.memory_buffer_size_mb.is_some() {
            len += 1;
        }
        if self.direct_result_max_bytes.is_some() {
            len += 1;
        }
        if self.direct_result_max_rows.is_some() {
            len += 1;
        }
        if self.retry_max_attempts.is_some() {
            len += 1;
        }
        if self.retry_overall_timeout_ms.is_some() {
            len += 1;
        }
        if self.max_chunks_in_memory.is_some() {
            len += 1;
        }
        if self.uses_oauth_credentials_from_user_password.is_some() {
            len += 1;
        }
        if self.enable_heartbeat.is_some() {
            len += 1;
        }
        if self.heartbeat_interval_ms.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.DriverConnectionParameters", len)?;
        if let Some(v) = self.http_path.as_ref() {
            struct_ser.serialize_field("http_path", v)?;
        }
        if let Some(v) = self.mode.as_ref() {
            let v = driver_mode::Type::try_from(*v)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", *v)))?;
            struct_ser.serialize_field("mode", &v)?;
        }
        if let Some(v) = self.host_info.as_ref() {
            struct_ser.serialize_field("host_info", v)?;
        }
        if let Some(v) = self.use_proxy.as_ref() {
            struct_ser.serialize_field("use_proxy", v)?;
        }
        if let Some(v) = self.auth_mech.as_ref() {
            let v = auth_mech::Type::try_from(*v)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", *v)))?;
            struct_ser.serialize_field("auth_mech", &v)?;
        }
        if let Some(v) = self.auth_flow.as_ref() {
            let v = auth_flow::Type::try_from(*v)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", *v)))?;
            struct_ser.serialize_field("auth_flow", &v)?;
        }
        if let Some(v) = self.auth_scope.as_ref() {
            struct_ser.serialize_field("auth_scope", v)?;
        }
        if let Some(v) = self.use_system_proxy.as_ref() {
            struct_ser.serialize_field("use_system_proxy", v)?;
        }
        if !self.non_proxy_hosts.is_empty() {
            struct_ser.serialize_field("non_proxy_hosts", &self.non_proxy_hosts)?;
        }
        if let Some(v) = self.use_cf_proxy.as_ref() {
            struct_ser.serialize_field("use_cf_proxy", v)?;
        }
        if let Some(v) = self.proxy_host_info.as_ref() {
            struct_ser.serialize_field("proxy_host_info", v)?;
        }
        if let Some(v) = self.cf_proxy_host_info.as_ref() {
            struct_ser.serialize_field("cf_proxy_host_info", v)?;
        }
        if let Some(v) = self.discovery_mode_enabled.as_ref() {
            struct_ser.serialize_field("discovery_mode_enabled", v)?;
        }
        if let Some(v) = self.discovery_url.as_ref() {
            struct_ser.serialize_field("discovery_url", v)?;
        }
        if let Some(v) = self.use_empty_metadata.as_ref() {
            struct_ser.serialize_field("use_empty_metadata", v)?;
        }
        if let Some(v) = self.support_many_parameters.as_ref() {
            struct_ser.serialize_field("support_many_parameters", v)?;
        }
        if let Some(v) = self.ssl_trust_store_type.as_ref() {
            struct_ser.serialize_field("ssl_trust_store_type", v)?;
        }
        if let Some(v) = self.check_certificate_revocation.as_ref() {
            struct_ser.serialize_field("check_certificate_revocation", v)?;
        }
        if let Some(v) = self.accept_undetermined_certificate_revocation.as_ref() {
            struct_ser.serialize_field("accept_undetermined_certificate_revocation", v)?;
        }
        if let Some(v) = self.google_service_account.as_ref() {
            struct_ser.serialize_field("google_service_account", v)?;
        }
        if let Some(v) = self.google_credential_file_path.as_ref() {
            struct_ser.serialize_field("google_credential_file_path", v)?;
        }
        if let Some(v) = self.http_connection_pool_size.as_ref() {
            struct_ser.serialize_field("http_connection_pool_size", v)?;
        }
        if let Some(v) = self.enable_sea_hybrid_results.as_ref() {
            struct_ser.serialize_field("enable_sea_hybrid_results", v)?;
        }
        if let Some(v) = self.enable_complex_datatype_support.as_ref() {
            struct_ser.serialize_field("enable_complex_datatype_support", v)?;
        }
        if let Some(v) = self.allow_self_signed_support.as_ref() {
            struct_ser.serialize_field("allow_self_signed_support", v)?;
        }
        if let Some(v) = self.use_system_trust_store.as_ref() {
            struct_ser.serialize_field("use_system_trust_store", v)?;
        }
        if let Some(v) = self.rows_fetched_per_block.as_ref() {
            struct_ser.serialize_field("rows_fetched_per_block", v)?;
        }
        if let Some(v) = self.azure_workspace_resource_id.as_ref() {
            struct_ser.serialize_field("azure_workspace_resource_id", v)?;
        }
        if let Some(v) = self.azure_tenant_id.as_ref() {
            struct_ser.serialize_field("azure_tenant_id", v)?;
        }
        if let Some(v) = self.string_column_length.as_ref() {
            struct_ser.serialize_field("string_column_length", v)?;
        }
        if let Some(v) = self.enable_token_cache.as_ref() {
            struct_ser.serialize_field("enable_token_cache", v)?;
        }
        if let Some(v) = self.token_endpoint.as_ref() {
            struct_ser.serialize_field("token_endpoint", v)?;
        }
        if let Some(v) = self.auth_endpoint.as_ref() {
            struct_ser.serialize_field("auth_endpoint", v)?;
        }
        if let Some(v) = self.enable_arrow.as_ref() {
            struct_ser.serialize_field("enable_arrow", v)?;
        }
        if let Some(v) = self.enable_direct_results.as_ref() {
            struct_ser.serialize_field("enable_direct_results", v)?;
        }
        if let Some(v) = self.enable_jwt_assertion.as_ref() {
            struct_ser.serialize_field("enable_jwt_assertion", v)?;
        }
        if let Some(v) = self.jwt_key_file.as_ref() {
            struct_ser.serialize_field("jwt_key_file", v)?;
        }
        if let Some(v) = self.jwt_algorithm.as_ref() {
            struct_ser.serialize_field("jwt_algorithm", v)?;
        }
        if let Some(v) = self.socket_timeout.as_ref() {
            struct_ser.serialize_field("socket_timeout", v)?;
        }
        if let Some(v) = self.allowed_volume_ingestion_paths.as_ref() {
            struct_ser.serialize_field("allowed_volume_ingestion_paths", v)?;
        }
        if let Some(v) = self.async_poll_interval_millis.as_ref() {
            struct_ser.serialize_field("async_poll_interval_millis", v)?;
        }
        if let Some(v) = self.query_tags.as_ref() {
            struct_ser.serialize_field("query_tags", v)?;
        }
        if let Some(v) = self.enable_metric_view_metadata.as_ref() {
            struct_ser.serialize_field("enable_metric_view_metadata", v)?;
        }
        if let Some(v) = self.auto_commit.as_ref() {
            struct_ser.serialize_field("auto_commit", v)?;
        }
        if let Some(v) = self.fetch_auto_commit_from_server.as_ref() {
            struct_ser.serialize_field("fetch_auto_commit_from_server", v)?;
        }
        if let Some(v) = self.enable_geospatial_support.as_ref() {
            struct_ser.serialize_field("enable_geospatial_support", v)?;
        }
        if let Some(v) = self.cloudfetch_enabled.as_ref() {
            struct_ser.serialize_field("cloudfetch_enabled", v)?;
        }
        if let Some(v) = self.lz4_decompression_enabled.as_ref() {
            struct_ser.serialize_field("lz4_decompression_enabled", v)?;
        }
        if let Some(v) = self.max_bytes_per_file.as_ref() {
            struct_ser.serialize_field("max_bytes_per_file", v)?;
        }
        if let Some(v) = self.max_parallel_downloads.as_ref() {
            struct_ser.serialize_field("max_parallel_downloads", v)?;
        }
        if let Some(v) = self.trace_propagation_enabled.as_ref() {
            struct_ser.serialize_field("trace_propagation_enabled", v)?;
        }
        if let Some(v) = self.multiple_catalog_support.as_ref() {
            struct_ser.serialize_field("multiple_catalog_support", v)?;
        }
        if let Some(v) = self.primary_key_foreign_key_enabled.as_ref() {
            struct_ser.serialize_field("primary_key_foreign_key_enabled", v)?;
        }
        if let Some(v) = self.max_bytes_per_fetch_request.as_ref() {
            struct_ser.serialize_field("max_bytes_per_fetch_request", v)?;
        }
        if let Some(v) = self.prefetch_count.as_ref() {
            struct_ser.serialize_field("prefetch_count", v)?;
        }
        if let Some(v) = self.memory_buffer_size_mb.as_ref() {
            struct_ser.serialize_field("memory_buffer_size_mb", v)?;
        }
        if let Some(v) = self.direct_result_max_bytes.as_ref() {
            struct_ser.serialize_field("direct_result_max_bytes", v)?;
        }
        if let Some(v) = self.direct_result_max_rows.as_ref() {
            struct_ser.serialize_field("direct_result_max_rows", v)?;
        }
        if let Some(v) = self.retry_max_attempts.as_ref() {
            struct_ser.serialize_field("retry_max_attempts", v)?;
        }
        if let Some(v) = self.retry_overall_timeout_ms.as_ref() {
            struct_ser.serialize_field("retry_overall_timeout_ms", v)?;
        }
        if let Some(v) = self.max_chunks_in_memory.as_ref() {
            struct_ser.serialize_field("max_chunks_in_memory", v)?;
        }
        if let Some(v) = self.uses_oauth_credentials_from_user_password.as_ref() {
            struct_ser.serialize_field("uses_oauth_credentials_from_user_password", v)?;
        }
        if let Some(v) = self.enable_heartbeat.as_ref() {
            struct_ser.serialize_field("enable_heartbeat", v)?;
        }
        if let Some(v) = self.heartbeat_interval_ms.as_ref() {
            struct_ser.serialize_field("heartbeat_interval_ms", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DriverConnectionParameters {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "http_path",
            "mode",
            "host_info",
            "use_proxy",
            "auth_mech",
            "auth_flow",
            "auth_scope",
            "use_system_proxy",
            "non_proxy_hosts",
            "use_cf_proxy",
            "proxy_host_info",
            "cf_proxy_host_info",
            "discovery_mode_enabled",
            "discovery_url",
            "use_empty_metadata",
            "support_many_parameters",
            "ssl_trust_store_type",
            "check_certificate_revocation",
            "accept_undetermined_certificate_revocation",
            "google_service_account",
            "google_credential_file_path",
            "http_connection_pool_size",
            "enable_sea_hybrid_results",
            "enable_complex_datatype_support",
            "allow_self_signed_support",
            "use_system_trust_store",
            "rows_fetched_per_block",
            "azure_workspace_resource_id",
            "azure_tenant_id",
            "string_column_length",
            "enable_token_cache",
            "token_endpoint",
            "auth_endpoint",
            "enable_arrow",
            "enable_direct_results",
            "enable_jwt_assertion",
            "jwt_key_file",
            "jwt_algorithm",
            "socket_timeout",
            "allowed_volume_ingestion_paths",
            "async_poll_interval_millis",
            "query_tags",
            "enable_metric_view_metadata",
            "auto_commit",
            "fetch_auto_commit_from_server",
            "enable_geospatial_support",
            "cloudfetch_enabled",
            "lz4_decompression_enabled",
            "max_bytes_per_file",
            "max_parallel_downloads",
            "trace_propagation_enabled",
            "multiple_catalog_support",
            "primary_key_foreign_key_enabled",
            "max_bytes_per_fetch_request",
            "prefetch_count",
            "memory_buffer_size_mb",
            "direct_result_max_bytes",
            "direct_result_max_rows",
            "retry_max_attempts",
            "retry_overall_timeout_ms",
            "max_chunks_in_memory",
            "uses_oauth_credentials_from_user_password",
            "enable_heartbeat",
            "heartbeat_interval_ms",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            HttpPath,
            Mode,
            HostInfo,
            UseProxy,
            AuthMech,
            AuthFlow,
            AuthScope,
            UseSystemProxy,
            NonProxyHosts,
            UseCfProxy,
            ProxyHostInfo,
            CfProxyHostInfo,
            DiscoveryModeEnabled,
            DiscoveryUrl,
            UseEmptyMetadata,
            SupportManyParameters,
            SslTrustStoreType,
            CheckCertificateRevocation,
            AcceptUndeterminedCertificateRevocation,
            GoogleServiceAccount,
            GoogleCredentialFilePath,
            HttpConnectionPoolSize,
            EnableSeaHybridResults,
            EnableComplexDatatypeSupport,
            AllowSelfSignedSupport,
            UseSystemTrustStore,
            RowsFetchedPerBlock,
            AzureWorkspaceResourceId,
            AzureTenantId,
            StringColumnLength,
            EnableTokenCache,
            TokenEndpoint,
            AuthEndpoint,
            EnableArrow,
            EnableDirectResults,
            EnableJwtAssertion,
            JwtKeyFile,
            JwtAlgorithm,
            SocketTimeout,
            AllowedVolumeIngestionPaths,
            AsyncPollIntervalMillis,
            QueryTags,
            EnableMetricViewMetadata,
            AutoCommit,
            FetchAutoCommitFromServer,
            EnableGeospatialSupport,
            CloudfetchEnabled,
            Lz4DecompressionEnabled,
            MaxBytesPerFile,
            MaxParallelDownloads,
            TracePropagationEnabled,
            MultipleCatalogSupport,
            PrimaryKeyForeignKeyEnabled,
            MaxBytesPerFetchRequest,
            PrefetchCount,
            MemoryBufferSizeMb,
            DirectResultMaxBytes,
            DirectResultMaxRows,
            RetryMaxAttempts,
            RetryOverallTimeoutMs,
            MaxChunksInMemory,
            UsesOauthCredentialsFromUserPassword,
            EnableHeartbeat,
            HeartbeatIntervalMs,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "http_path" => Ok(GeneratedField::HttpPath),
                            "mode" => Ok(GeneratedField::Mode),
                            "host_info" => Ok(GeneratedField::HostInfo),
                            "use_proxy" => Ok(GeneratedField::UseProxy),
                            "auth_mech" => Ok(GeneratedField::AuthMech),
                            "auth_flow" => Ok(GeneratedField::AuthFlow),
                            "auth_scope" => Ok(GeneratedField::AuthScope),
                            "use_system_proxy" => Ok(GeneratedField::UseSystemProxy),
                            "non_proxy_hosts" => Ok(GeneratedField::NonProxyHosts),
                            "use_cf_proxy" => Ok(GeneratedField::UseCfProxy),
                            "proxy_host_info" => Ok(GeneratedField::ProxyHostInfo),
                            "cf_proxy_host_info" => Ok(GeneratedField::CfProxyHostInfo),
                            "discovery_mode_enabled" => Ok(GeneratedField::DiscoveryModeEnabled),
                            "discovery_url" => Ok(GeneratedField::DiscoveryUrl),
                            "use_empty_metadata" => Ok(GeneratedField::UseEmptyMetadata),
                            "support_many_parameters" => Ok(GeneratedField::SupportManyParameters),
                            "ssl_trust_store_type" => Ok(GeneratedField::SslTrustStoreType),
                            "check_certificate_revocation" => Ok(GeneratedField::CheckCertificateRevocation),
                            "accept_undetermined_certificate_revocation" => Ok(GeneratedField::AcceptUndeterminedCertificateRevocation),
                            "google_service_account" => Ok(GeneratedField::GoogleServiceAccount),
                            "google_credential_file_path" => Ok(GeneratedField::GoogleCredentialFilePath),
                            "http_connection_pool_size" => Ok(GeneratedField::HttpConnectionPoolSize),
                            "enable_sea_hybrid_results" => Ok(GeneratedField::EnableSeaHybridResults),
                            "enable_complex_datatype_support" => Ok(GeneratedField::EnableComplexDatatypeSupport),
                            "allow_self_signed_support" => Ok(GeneratedField::AllowSelfSignedSupport),
                            "use_system_trust_store" => Ok(GeneratedField::UseSystemTrustStore),
                            "rows_fetched_per_block" => Ok(GeneratedField::RowsFetchedPerBlock),
                            "azure_workspace_resource_id" => Ok(GeneratedField::AzureWorkspaceResourceId),
                            "azure_tenant_id" => Ok(GeneratedField::AzureTenantId),
                            "string_column_length" => Ok(GeneratedField::StringColumnLength),
                            "enable_token_cache" => Ok(GeneratedField::EnableTokenCache),
                            "token_endpoint" => Ok(GeneratedField::TokenEndpoint),
                            "auth_endpoint" => Ok(GeneratedField::AuthEndpoint),
                            "enable_arrow" => Ok(GeneratedField::EnableArrow),
                            "enable_direct_results" => Ok(GeneratedField::EnableDirectResults),
                            "enable_jwt_assertion" => Ok(GeneratedField::EnableJwtAssertion),
                            "jwt_key_file" => Ok(GeneratedField::JwtKeyFile),
                            "jwt_algorithm" => Ok(GeneratedField::JwtAlgorithm),
                            "socket_timeout" => Ok(GeneratedField::SocketTimeout),
                            "allowed_volume_ingestion_paths" => Ok(GeneratedField::AllowedVolumeIngestionPaths),
                            "async_poll_interval_millis" => Ok(GeneratedField::AsyncPollIntervalMillis),
                            "query_tags" => Ok(GeneratedField::QueryTags),
                            "enable_metric_view_metadata" => Ok(GeneratedField::EnableMetricViewMetadata),
                            "auto_commit" => Ok(GeneratedField::AutoCommit),
                            "fetch_auto_commit_from_server" => Ok(GeneratedField::FetchAutoCommitFromServer),
                            "enable_geospatial_support" => Ok(GeneratedField::EnableGeospatialSupport),
                            "cloudfetch_enabled" => Ok(GeneratedField::CloudfetchEnabled),
                            "lz4_decompression_enabled" => Ok(GeneratedField::Lz4DecompressionEnabled),
                            "max_bytes_per_file" => Ok(GeneratedField::MaxBytesPerFile),
                            "max_parallel_downloads" => Ok(GeneratedField::MaxParallelDownloads),
                            "trace_propagation_enabled" => Ok(GeneratedField::TracePropagationEnabled),
                            "multiple_catalog_support" => Ok(GeneratedField::MultipleCatalogSupport),
                            "primary_key_foreign_key_enabled" => Ok(GeneratedField::PrimaryKeyForeignKeyEnabled),
                            "max_bytes_per_fetch_request" => Ok(GeneratedField::MaxBytesPerFetchRequest),
                            "prefetch_count" => Ok(GeneratedField::PrefetchCount),
                            "memory_buffer_size_mb" => Ok(GeneratedField::MemoryBufferSizeMb),
                            "direct_result_max_bytes" => Ok(GeneratedField::DirectResultMaxBytes),
                            "direct_result_max_rows" => Ok(GeneratedField::DirectResultMaxRows),
                            "retry_max_attempts" => Ok(GeneratedField::RetryMaxAttempts),
                            "retry_overall_timeout_ms" => Ok(GeneratedField::RetryOverallTimeoutMs),
                            "max_chunks_in_memory" => Ok(GeneratedField::MaxChunksInMemory),
                            "uses_oauth_credentials_from_user_password" => Ok(GeneratedField::UsesOauthCredentialsFromUserPassword),
                            "enable_heartbeat" => Ok(GeneratedField::EnableHeartbeat),
                            "heartbeat_interval_ms" => Ok(GeneratedField::HeartbeatIntervalMs),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DriverConnectionParameters;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.DriverConnectionParameters")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DriverConnectionParameters, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut http_path__ = None;
                let mut mode__ = None;
                let mut host_info__ = None;
                let mut use_proxy__ = None;
                let mut auth_mech__ = None;
                let mut auth_flow__ = None;
                let mut auth_scope__ = None;
                let mut use_system_proxy__ = None;
                let mut non_proxy_hosts__ = None;
                let mut use_cf_proxy__ = None;
                let mut proxy_host_info__ = None;
                let mut cf_proxy_host_info__ = None;
                let mut discovery_mode_enabled__ = None;
                let mut discovery_url__ = None;
                let mut use_empty_metadata__ = None;
                let mut support_many_parameters__ = None;
                let mut ssl_trust_store_type__ = None;
                let mut check_certificate_revocation__ = None;
                let mut accept_undetermined_certificate_revocation__ = None;
                let mut google_service_account__ = None;
                let mut google_credential_file_path__ = None;
                let mut http_connection_pool_size__ = None;
                let mut enable_sea_hybrid_results__ = None;
                let mut enable_complex_datatype_support__ = None;
                let mut allow_self_signed_support__ = None;
                let mut use_system_trust_store__ = None;
                let mut rows_fetched_per_block__ = None;
                let mut azure_workspace_resource_id__ = None;
                let mut azure_tenant_id__ = None;
                let mut string_column_length__ = None;
                let mut enable_token_cache__ = None;
                let mut token_endpoint__ = None;
                let mut auth_endpoint__ = None;
                let mut enable_arrow__ = None;
                let mut enable_direct_results__ = None;
                let mut enable_jwt_assertion__ = None;
                let mut jwt_key_file__ = None;
                let mut jwt_algorithm__ = None;
                let mut socket_timeout__ = None;
                let mut allowed_volume_ingestion_paths__ = None;
                let mut async_poll_interval_millis__ = None;
                let mut query_tags__ = None;
                let mut enable_metric_view_metadata__ = None;
                let mut auto_commit__ = None;
                let mut fetch_auto_commit_from_server__ = None;
                let mut enable_geospatial_support__ = None;
                let mut cloudfetch_enabled__ = None;
                let mut lz4_decompression_enabled__ = None;
                let mut max_bytes_per_file__ = None;
                let mut max_parallel_downloads__ = None;
                let mut trace_propagation_enabled__ = None;
                let mut multiple_catalog_support__ = None;
                let mut primary_key_foreign_key_enabled__ = None;
                let mut max_bytes_per_fetch_request__ = None;
                let mut prefetch_count__ = None;
                let mut memory_buffer_size_mb__ = None;
                let mut direct_result_max_bytes__ = None;
                let mut direct_result_max_rows__ = None;
                let mut retry_max_attempts__ = None;
                let mut retry_overall_timeout_ms__ = None;
                let mut max_chunks_in_memory__ = None;
                let mut uses_oauth_credentials_from_user_password__ = None;
                let mut enable_heartbeat__ = None;
                let mut heartbeat_interval_ms__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::HttpPath => {
                            if http_path__.is_some() {
                                return Err(serde::de::Error::duplicate_field("http_path"));
                            }
                            http_path__ = map_.next_value()?;
                        }
                        GeneratedField::Mode => {
                            if mode__.is_some() {
                                return Err(serde::de::Error::duplicate_field("mode"));
                            }
                            mode__ = map_.next_value::<::std::option::Option<driver_mode::Type>>()?.map(|x| x as i32);
                        }
                        GeneratedField::HostInfo => {
                            if host_info__.is_some() {
                                return Err(serde::de::Error::duplicate_field("host_info"));
                            }
                            host_info__ = map_.next_value()?;
                        }
                        GeneratedField::UseProxy => {
                            if use_proxy__.is_some() {
                                return Err(serde::de::Error::duplicate_field("use_proxy"));
                            }
                            use_proxy__ = map_.next_value()?;
                        }
                        GeneratedField::AuthMech => {
                            if auth_mech__.is_some() {
                                return Err(serde::de::Error::duplicate_field("auth_mech"));
                            }
                            auth_mech__ = map_.next_value::<::std::option::Option<auth_mech::Type>>()?.map(|x| x as i32);
                        }
                        GeneratedField::AuthFlow => {
                            if auth_flow__.is_some() {
                                return Err(serde::de::Error::duplicate_field("auth_flow"));
                            }
                            auth_flow__ = map_.next_value::<::std::option::Option<auth_flow::Type>>()?.map(|x| x as i32);
                        }
                        GeneratedField::AuthScope => {
                            if auth_scope__.is_some() {
                                return Err(serde::de::Error::duplicate_field("auth_scope"));
                            }
                            auth_scope__ = map_.next_value()?;
                        }
                        GeneratedField::UseSystemProxy => {
                            if use_system_proxy__.is_some() {
                                return Err(serde::de::Error::duplicate_field("use_system_proxy"));
                            }
                            use_system_proxy__ = map_.next_value()?;
                        }
                        GeneratedField::NonProxyHosts => {
                            if non_proxy_hosts__.is_some() {
                                return Err(serde::de::Error::duplicate_field("non_proxy_hosts"));
                            }
                            non_proxy_hosts__ = Some(map_.next_value()?);
                        }
                        GeneratedField::UseCfProxy => {
                            if use_cf_proxy__.is_some() {
                                return Err(serde::de::Error::duplicate_field("use_cf_proxy"));
                            }
                            use_cf_proxy__ = map_.next_value()?;
                        }
                        GeneratedField::ProxyHostInfo => {
                            if proxy_host_info__.is_some() {
                                return Err(serde::de::Error::duplicate_field("proxy_host_info"));
                            }
                            proxy_host_info__ = map_.next_value()?;
                        }
                        GeneratedField::CfProxyHostInfo => {
                            if cf_proxy_host_info__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cf_proxy_host_info"));
                            }
                            cf_proxy_host_info__ = map_.next_value()?;
                        }
                        GeneratedField::DiscoveryModeEnabled => {
                            if discovery_mode_enabled__.is_some() {
                                return Err(serde::de::Error::duplicate_field("discovery_mode_enabled"));
                            }
                            discovery_mode_enabled__ = map_.next_value()?;
                        }
                        GeneratedField::DiscoveryUrl => {
                            if discovery_url__.is_some() {
                                return Err(serde::de::Error::duplicate_field("discovery_url"));
                            }
                            discovery_url__ = map_.next_value()?;
                        }
                        GeneratedField::UseEmptyMetadata => {
                            if use_empty_metadata__.is_some() {
                                return Err(serde::de::Error::duplicate_field("use_empty_metadata"));
                            }
                            use_empty_metadata__ = map_.next_value()?;
                        }
                        GeneratedField::SupportManyParameters => {
                            if support_many_parameters__.is_some() {
                                return Err(serde::de::Error::duplicate_field("support_many_parameters"));
                            }
                            support_many_parameters__ = map_.next_value()?;
                        }
                        GeneratedField::SslTrustStoreType => {
                            if ssl_trust_store_type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ssl_trust_store_type"));
                            }
                            ssl_trust_store_type__ = map_.next_value()?;
                        }
                        GeneratedField::CheckCertificateRevocation => {
                            if check_certificate_revocation__.is_some() {
                                return Err(serde::de::Error::duplicate_field("check_certificate_revocation"));
                            }
                            check_certificate_revocation__ = map_.next_value()?;
                        }
                        GeneratedField::AcceptUndeterminedCertificateRevocation => {
                            if accept_undetermined_certificate_revocation__.is_some() {
                                return Err(serde::de::Error::duplicate_field("accept_undetermined_certificate_revocation"));
                            }
                            accept_undetermined_certificate_revocation__ = map_.next_value()?;
                        }
                        GeneratedField::GoogleServiceAccount => {
                            if google_service_account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("google_service_account"));
                            }
                            google_service_account__ = map_.next_value()?;
                        }
                        GeneratedField::GoogleCredentialFilePath => {
                            if google_credential_file_path__.is_some() {
                                return Err(serde::de::Error::duplicate_field("google_credential_file_path"));
                            }
                            google_credential_file_path__ = map_.next_value()?;
                        }
                        GeneratedField::HttpConnectionPoolSize => {
                            if http_connection_pool_size__.is_some() {
                                return Err(serde::de::Error::duplicate_field("http_connection_pool_size"));
                            }
                            http_connection_pool_size__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::EnableSeaHybridResults => {
                            if enable_sea_hybrid_results__.is_some() {
                                return Err(serde::de::Error::duplicate_field("enable_sea_hybrid_results"));
                            }
                            enable_sea_hybrid_results__ = map_.next_value()?;
                        }
                        GeneratedField::EnableComplexDatatypeSupport => {
                            if enable_complex_datatype_support__.is_some() {
                                return Err(serde::de::Error::duplicate_field("enable_complex_datatype_support"));
                            }
                            enable_complex_datatype_support__ = map_.next_value()?;
                        }
                        GeneratedField::AllowSelfSignedSupport => {
                            if allow_self_signed_support__.is_some() {
                                return Err(serde::de::Error::duplicate_field("allow_self_signed_support"));
                            }
                            allow_self_signed_support__ = map_.next_value()?;
                        }
                        GeneratedField::UseSystemTrustStore => {
                            if use_system_trust_store__.is_some() {
                                return Err(serde::de::Error::duplicate_field("use_system_trust_store"));
                            }
                            use_system_trust_store__ = map_.next_value()?;
                        }
                        GeneratedField::RowsFetchedPerBlock => {
                            if rows_fetched_per_block__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rows_fetched_per_block"));
                            }
                            rows_fetched_per_block__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::AzureWorkspaceResourceId => {
                            if azure_workspace_resource_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("azure_workspace_resource_id"));
                            }
                            azure_workspace_resource_id__ = map_.next_value()?;
                        }
                        GeneratedField::AzureTenantId => {
                            if azure_tenant_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("azure_tenant_id"));
                            }
                            azure_tenant_id__ = map_.next_value()?;
                        }
                        GeneratedField::StringColumnLength => {
                            if string_column_length__.is_some() {
                                return Err(serde::de::Error::duplicate_field("string_column_length"));
                            }
                            string_column_length__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::EnableTokenCache => {
                            if enable_token_cache__.is_some() {
                                return Err(serde::de::Error::duplicate_field("enable_token_cache"));
                            }
                            enable_token_cache__ = map_.next_value()?;
                        }
                        GeneratedField::TokenEndpoint => {
                            if token_endpoint__.is_some() {
                                return Err(serde::de::Error::duplicate_field("token_endpoint"));
                            }
                            token_endpoint__ = map_.next_value()?;
                        }
                        GeneratedField::AuthEndpoint => {
                            if auth_endpoint__.is_some() {
                                return Err(serde::de::Error::duplicate_field("auth_endpoint"));
                            }
                            auth_endpoint__ = map_.next_value()?;
                        }
                        GeneratedField::EnableArrow => {
                            if enable_arrow__.is_some() {
                                return Err(serde::de::Error::duplicate_field("enable_arrow"));
                            }
                            enable_arrow__ = map_.next_value()?;
                        }
                        GeneratedField::EnableDirectResults => {
                            if enable_direct_results__.is_some() {
                                return Err(serde::de::Error::duplicate_field("enable_direct_results"));
                            }
                            enable_direct_results__ = map_.next_value()?;
                        }
                        GeneratedField::EnableJwtAssertion => {
                            if enable_jwt_assertion__.is_some() {
                                return Err(serde::de::Error::duplicate_field("enable_jwt_assertion"));
                            }
                            enable_jwt_assertion__ = map_.next_value()?;
                        }
                        GeneratedField::JwtKeyFile => {
                            if jwt_key_file__.is_some() {
                                return Err(serde::de::Error::duplicate_field("jwt_key_file"));
                            }
                            jwt_key_file__ = map_.next_value()?;
                        }
                        GeneratedField::JwtAlgorithm => {
                            if jwt_algorithm__.is_some() {
                                return Err(serde::de::Error::duplicate_field("jwt_algorithm"));
                            }
                            jwt_algorithm__ = map_.next_value()?;
                        }
                        GeneratedField::SocketTimeout => {
                            if socket_timeout__.is_some() {
                                return Err(serde::de::Error::duplicate_field("socket_timeout"));
                            }
                            socket_timeout__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::AllowedVolumeIngestionPaths => {
                            if allowed_volume_ingestion_paths__.is_some() {
                                return Err(serde::de::Error::duplicate_field("allowed_volume_ingestion_paths"));
                            }
                            allowed_volume_ingestion_paths__ = map_.next_value()?;
                        }
                        GeneratedField::AsyncPollIntervalMillis => {
                            if async_poll_interval_millis__.is_some() {
                                return Err(serde::de::Error::duplicate_field("async_poll_interval_millis"));
                            }
                            async_poll_interval_millis__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::QueryTags => {
                            if query_tags__.is_some() {
                                return Err(serde::de::Error::duplicate_field("query_tags"));
                            }
                            query_tags__ = map_.next_value()?;
                        }
                        GeneratedField::EnableMetricViewMetadata => {
                            if enable_metric_view_metadata__.is_some() {
                                return Err(serde::de::Error::duplicate_field("enable_metric_view_metadata"));
                            }
                            enable_metric_view_metadata__ = map_.next_value()?;
                        }
                        GeneratedField::AutoCommit => {
                            if auto_commit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("auto_commit"));
                            }
                            auto_commit__ = map_.next_value()?;
                        }
                        GeneratedField::FetchAutoCommitFromServer => {
                            if fetch_auto_commit_from_server__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fetch_auto_commit_from_server"));
                            }
                            fetch_auto_commit_from_server__ = map_.next_value()?;
                        }
                        GeneratedField::EnableGeospatialSupport => {
                            if enable_geospatial_support__.is_some() {
                                return Err(serde::de::Error::duplicate_field("enable_geospatial_support"));
                            }
                            enable_geospatial_support__ = map_.next_value()?;
                        }
                        GeneratedField::CloudfetchEnabled => {
                            if cloudfetch_enabled__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cloudfetch_enabled"));
                            }
                            cloudfetch_enabled__ = map_.next_value()?;
                        }
                        GeneratedField::Lz4DecompressionEnabled => {
                            if lz4_decompression_enabled__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lz4_decompression_enabled"));
                            }
                            lz4_decompression_enabled__ = map_.next_value()?;
                        }
                        GeneratedField::MaxBytesPerFile => {
                            if max_bytes_per_file__.is_some() {
                                return Err(serde::de::Error::duplicate_field("max_bytes_per_file"));
                            }
                            max_bytes_per_file__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::MaxParallelDownloads => {
                            if max_parallel_downloads__.is_some() {
                                return Err(serde::de::Error::duplicate_field("max_parallel_downloads"));
                            }
                            max_parallel_downloads__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::TracePropagationEnabled => {
                            if trace_propagation_enabled__.is_some() {
                                return Err(serde::de::Error::duplicate_field("trace_propagation_enabled"));
                            }
                            trace_propagation_enabled__ = map_.next_value()?;
                        }
                        GeneratedField::MultipleCatalogSupport => {
                            if multiple_catalog_support__.is_some() {
                                return Err(serde::de::Error::duplicate_field("multiple_catalog_support"));
                            }
                            multiple_catalog_support__ = map_.next_value()?;
                        }
                        GeneratedField::PrimaryKeyForeignKeyEnabled => {
                            if primary_key_foreign_key_enabled__.is_some() {
                                return Err(serde::de::Error::duplicate_field("primary_key_foreign_key_enabled"));
                            }
                            primary_key_foreign_key_enabled__ = map_.next_value()?;
                        }
                        GeneratedField::MaxBytesPerFetchRequest => {
                            if max_bytes_per_fetch_request__.is_some() {
                                return Err(serde::de::Error::duplicate_field("max_bytes_per_fetch_request"));
                            }
                            max_bytes_per_fetch_request__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::PrefetchCount => {
                            if prefetch_count__.is_some() {
                                return Err(serde::de::Error::duplicate_field("prefetch_count"));
                            }
                            prefetch_count__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::MemoryBufferSizeMb => {
                            if memory_buffer_size_mb__.is_some() {
                                return Err(serde::de::Error::duplicate_field("memory_buffer_size_mb"));
                            }
                            memory_buffer_size_mb__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::DirectResultMaxBytes => {
                            if direct_result_max_bytes__.is_some() {
                                return Err(serde::de::Error::duplicate_field("direct_result_max_bytes"));
                            }
                            direct_result_max_bytes__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::DirectResultMaxRows => {
                            if direct_result_max_rows__.is_some() {
                                return Err(serde::de::Error::duplicate_field("direct_result_max_rows"));
                            }
                            direct_result_max_rows__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::RetryMaxAttempts => {
                            if retry_max_attempts__.is_some() {
                                return Err(serde::de::Error::duplicate_field("retry_max_attempts"));
                            }
                            retry_max_attempts__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::RetryOverallTimeoutMs => {
                            if retry_overall_timeout_ms__.is_some() {
                                return Err(serde::de::Error::duplicate_field("retry_overall_timeout_ms"));
                            }
                            retry_overall_timeout_ms__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::MaxChunksInMemory => {
                            if max_chunks_in_memory__.is_some() {
                                return Err(serde::de::Error::duplicate_field("max_chunks_in_memory"));
                            }
                            max_chunks_in_memory__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::UsesOauthCredentialsFromUserPassword => {
                            if uses_oauth_credentials_from_user_password__.is_some() {
                                return Err(serde::de::Error::duplicate_field("uses_oauth_credentials_from_user_password"));
                            }
                            uses_oauth_credentials_from_user_password__ = map_.next_value()?;
                        }
                        GeneratedField::EnableHeartbeat => {
                            if enable_heartbeat__.is_some() {
                                return Err(serde::de::Error::duplicate_field("enable_heartbeat"));
                            }
                            enable_heartbeat__ = map_.next_value()?;
                        }
                        GeneratedField::HeartbeatIntervalMs => {
                            if heartbeat_interval_ms__.is_some() {
                                return Err(serde::de::Error::duplicate_field("heartbeat_interval_ms"));
                            }
                            heartbeat_interval_ms__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                    }
                }
                Ok(DriverConnectionParameters {
                    http_path: http_path__,
                    mode: mode__,
                    host_info: host_info__,
                    use_proxy: use_proxy__,
                    auth_mech: auth_mech__,
                    auth_flow: auth_flow__,
                    auth_scope: auth_scope__,
                    use_system_proxy: use_system_proxy__,
                    non_proxy_hosts: non_proxy_hosts__.unwrap_or_default(),
                    use_cf_proxy: use_cf_proxy__,
                    proxy_host_info: proxy_host_info__,
                    cf_proxy_host_info: cf_proxy_host_info__,
                    discovery_mode_enabled: discovery_mode_enabled__,
                    discovery_url: discovery_url__,
                    use_empty_metadata: use_empty_metadata__,
                    support_many_parameters: support_many_parameters__,
                    ssl_trust_store_type: ssl_trust_store_type__,
                    check_certificate_revocation: check_certificate_revocation__,
                    accept_undetermined_certificate_revocation: accept_undetermined_certificate_revocation__,
                    google_service_account: google_service_account__,
                    google_credential_file_path: google_credential_file_path__,
                    http_connection_pool_size: http_connection_pool_size__,
                    enable_sea_hybrid_results: enable_sea_hybrid_results__,
                    enable_complex_datatype_support: enable_complex_datatype_support__,
                    allow_self_signed_support: allow_self_signed_support__,
                    use_system_trust_store: use_system_trust_store__,
                    rows_fetched_per_block: rows_fetched_per_block__,
                    azure_workspace_resource_id: azure_workspace_resource_id__,
                    azure_tenant_id: azure_tenant_id__,
                    string_column_length: string_column_length__,
                    enable_token_cache: enable_token_cache__,
                    token_endpoint: token_endpoint__,
                    auth_endpoint: auth_endpoint__,
                    enable_arrow: enable_arrow__,
                    enable_direct_results: enable_direct_results__,
                    enable_jwt_assertion: enable_jwt_assertion__,
                    jwt_key_file: jwt_key_file__,
                    jwt_algorithm: jwt_algorithm__,
                    socket_timeout: socket_timeout__,
                    allowed_volume_ingestion_paths: allowed_volume_ingestion_paths__,
                    async_poll_interval_millis: async_poll_interval_millis__,
                    query_tags: query_tags__,
                    enable_metric_view_metadata: enable_metric_view_metadata__,
                    auto_commit: auto_commit__,
                    fetch_auto_commit_from_server: fetch_auto_commit_from_server__,
                    enable_geospatial_support: enable_geospatial_support__,
                    cloudfetch_enabled: cloudfetch_enabled__,
                    lz4_decompression_enabled: lz4_decompression_enabled__,
                    max_bytes_per_file: max_bytes_per_file__,
                    max_parallel_downloads: max_parallel_downloads__,
                    trace_propagation_enabled: trace_propagation_enabled__,
                    multiple_catalog_support: multiple_catalog_support__,
                    primary_key_foreign_key_enabled: primary_key_foreign_key_enabled__,
                    max_bytes_per_fetch_request: max_bytes_per_fetch_request__,
                    prefetch_count: prefetch_count__,
                    memory_buffer_size_mb: memory_buffer_size_mb__,
                    direct_result_max_bytes: direct_result_max_bytes__,
                    direct_result_max_rows: direct_result_max_rows__,
                    retry_max_attempts: retry_max_attempts__,
                    retry_overall_timeout_ms: retry_overall_timeout_ms__,
                    max_chunks_in_memory: max_chunks_in_memory__,
                    uses_oauth_credentials_from_user_password: uses_oauth_credentials_from_user_password__,
                    enable_heartbeat: enable_heartbeat__,
                    heartbeat_interval_ms: heartbeat_interval_ms__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.DriverConnectionParameters", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DriverError {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let len = 0;
        let struct_ser = serializer.serialize_struct("telemetry.log.v1.DriverError", len)?;
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DriverError {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                            Err(serde::de::Error::unknown_field(value, FIELDS))
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DriverError;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.DriverError")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DriverError, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                while map_.next_key::<GeneratedField>()?.is_some() {
                    let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                }
                Ok(DriverError {
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.DriverError", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for driver_error::Name {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "NAME_UNSPECIFIED",
            Self::UnknownError => "UNKNOWN_ERROR",
            Self::ConnectionError => "CONNECTION_ERROR",
            Self::ConnectionClosed => "CONNECTION_CLOSED",
            Self::SslHandshakeError => "SSL_HANDSHAKE_ERROR",
            Self::ProxyError => "PROXY_ERROR",
            Self::ResolutionError => "NAME_RESOLUTION_ERROR",
            Self::TimeoutError => "TIMEOUT_ERROR",
            Self::AuthError => "AUTH_ERROR",
            Self::PermissionError => "PERMISSION_ERROR",
            Self::RateLimitExceeded => "RATE_LIMIT_EXCEEDED",
            Self::TemporarilyUnavailable => "TEMPORARILY_UNAVAILABLE",
            Self::ServerError => "SERVER_ERROR",
            Self::NotFound => "NOT_FOUND",
            Self::InvalidRequest => "INVALID_REQUEST",
            Self::InvalidResponse => "INVALID_RESPONSE",
            Self::InputValidationError => "INPUT_VALIDATION_ERROR",
            Self::InvalidState => "INVALID_STATE",
            Self::UnsupportedOperation => "UNSUPPORTED_OPERATION",
            Self::SyntaxError => "SYNTAX_ERROR",
            Self::SessionOpenFailed => "SESSION_OPEN_FAILED",
            Self::SessionClosed => "SESSION_CLOSED",
            Self::ExecuteStatementFailed => "EXECUTE_STATEMENT_FAILED",
            Self::ExecuteStatementCancelled => "EXECUTE_STATEMENT_CANCELLED",
            Self::StatementExecutionTimeout => "STATEMENT_EXECUTION_TIMEOUT",
            Self::StatementClosed => "STATEMENT_CLOSED",
            Self::MetadataError => "METADATA_ERROR",
            Self::ResultSetError => "RESULT_SET_ERROR",
            Self::ArrowSchemaParsingError => "ARROW_SCHEMA_PARSING_ERROR",
            Self::ChunkDownloadError => "CHUNK_DOWNLOAD_ERROR",
            Self::ChunkLinkExpired => "CHUNK_LINK_EXPIRED",
            Self::DecompressionError => "DECOMPRESSION_ERROR",
            Self::VolumeOperationError => "VOLUME_OPERATION_ERROR",
            Self::Cancelled => "CANCELLED",
            Self::IoError => "IO_ERROR",
            Self::InternalError => "INTERNAL_ERROR",
            Self::ResultSetClosed => "RESULT_SET_CLOSED",
            Self::InlineChunkParsingError => "INLINE_CHUNK_PARSING_ERROR",
            Self::TypeConversionError => "TYPE_CONVERSION_ERROR",
            Self::BatchExecuteException => "BATCH_EXECUTE_EXCEPTION",
            Self::TemporaryRedirectException => "TEMPORARY_REDIRECT_EXCEPTION",
            Self::ThreadInterruptedError => "THREAD_INTERRUPTED_ERROR",
            Self::LoggingInitialisationError => "LOGGING_INITIALISATION_ERROR",
            Self::AlreadyExists => "ALREADY_EXISTS",
            Self::InvalidData => "INVALID_DATA",
            Self::IntegrityError => "INTEGRITY_ERROR",
            Self::DataLoss => "DATA_LOSS",
            Self::OperationAbandoned => "OPERATION_ABANDONED",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for driver_error::Name {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "NAME_UNSPECIFIED",
            "UNKNOWN_ERROR",
            "CONNECTION_ERROR",
            "CONNECTION_CLOSED",
            "SSL_HANDSHAKE_ERROR",
            "PROXY_ERROR",
            "NAME_RESOLUTION_ERROR",
            "TIMEOUT_ERROR",
            "AUTH_ERROR",
            "PERMISSION_ERROR",
            "RATE_LIMIT_EXCEEDED",
            "TEMPORARILY_UNAVAILABLE",
            "SERVER_ERROR",
            "NOT_FOUND",
            "INVALID_REQUEST",
            "INVALID_RESPONSE",
            "INPUT_VALIDATION_ERROR",
            "INVALID_STATE",
            "UNSUPPORTED_OPERATION",
            "SYNTAX_ERROR",
            "SESSION_OPEN_FAILED",
            "SESSION_CLOSED",
            "EXECUTE_STATEMENT_FAILED",
            "EXECUTE_STATEMENT_CANCELLED",
            "STATEMENT_EXECUTION_TIMEOUT",
            "STATEMENT_CLOSED",
            "METADATA_ERROR",
            "RESULT_SET_ERROR",
            "ARROW_SCHEMA_PARSING_ERROR",
            "CHUNK_DOWNLOAD_ERROR",
            "CHUNK_LINK_EXPIRED",
            "DECOMPRESSION_ERROR",
            "VOLUME_OPERATION_ERROR",
            "CANCELLED",
            "IO_ERROR",
            "INTERNAL_ERROR",
            "RESULT_SET_CLOSED",
            "INLINE_CHUNK_PARSING_ERROR",
            "TYPE_CONVERSION_ERROR",
            "BATCH_EXECUTE_EXCEPTION",
            "TEMPORARY_REDIRECT_EXCEPTION",
            "THREAD_INTERRUPTED_ERROR",
            "LOGGING_INITIALISATION_ERROR",
            "ALREADY_EXISTS",
            "INVALID_DATA",
            "INTEGRITY_ERROR",
            "DATA_LOSS",
            "OPERATION_ABANDONED",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = driver_error::Name;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                    })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                    })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "NAME_UNSPECIFIED" => Ok(driver_error::Name::Unspecified),
                    "UNKNOWN_ERROR" => Ok(driver_error::Name::UnknownError),
                    "CONNECTION_ERROR" => Ok(driver_error::Name::ConnectionError),
                    "CONNECTION_CLOSED" => Ok(driver_error::Name::ConnectionClosed),
                    "SSL_HANDSHAKE_ERROR" => Ok(driver_error::Name::SslHandshakeError),
                    "PROXY_ERROR" => Ok(driver_error::Name::ProxyError),
                    "NAME_RESOLUTION_ERROR" => Ok(driver_error::Name::ResolutionError),
                    "TIMEOUT_ERROR" => Ok(driver_error::Name::TimeoutError),
                    "AUTH_ERROR" => Ok(driver_error::Name::AuthError),
                    "PERMISSION_ERROR" => Ok(driver_error::Name::PermissionError),
                    "RATE_LIMIT_EXCEEDED" => Ok(driver_error::Name::RateLimitExceeded),
                    "TEMPORARILY_UNAVAILABLE" => Ok(driver_error::Name::TemporarilyUnavailable),
                    "SERVER_ERROR" => Ok(driver_error::Name::ServerError),
                    "NOT_FOUND" => Ok(driver_error::Name::NotFound),
                    "INVALID_REQUEST" => Ok(driver_error::Name::InvalidRequest),
                    "INVALID_RESPONSE" => Ok(driver_error::Name::InvalidResponse),
                    "INPUT_VALIDATION_ERROR" => Ok(driver_error::Name::InputValidationError),
                    "INVALID_STATE" => Ok(driver_error::Name::InvalidState),
                    "UNSUPPORTED_OPERATION" => Ok(driver_error::Name::UnsupportedOperation),
                    "SYNTAX_ERROR" => Ok(driver_error::Name::SyntaxError),
                    "SESSION_OPEN_FAILED" => Ok(driver_error::Name::SessionOpenFailed),
                    "SESSION_CLOSED" => Ok(driver_error::Name::SessionClosed),
                    "EXECUTE_STATEMENT_FAILED" => Ok(driver_error::Name::ExecuteStatementFailed),
                    "EXECUTE_STATEMENT_CANCELLED" => Ok(driver_error::Name::ExecuteStatementCancelled),
                    "STATEMENT_EXECUTION_TIMEOUT" => Ok(driver_error::Name::StatementExecutionTimeout),
                    "STATEMENT_CLOSED" => Ok(driver_error::Name::StatementClosed),
                    "METADATA_ERROR" => Ok(driver_error::Name::MetadataError),
                    "RESULT_SET_ERROR" => Ok(driver_error::Name::ResultSetError),
                    "ARROW_SCHEMA_PARSING_ERROR" => Ok(driver_error::Name::ArrowSchemaParsingError),
                    "CHUNK_DOWNLOAD_ERROR" => Ok(driver_error::Name::ChunkDownloadError),
                    "CHUNK_LINK_EXPIRED" => Ok(driver_error::Name::ChunkLinkExpired),
                    "DECOMPRESSION_ERROR" => Ok(driver_error::Name::DecompressionError),
                    "VOLUME_OPERATION_ERROR" => Ok(driver_error::Name::VolumeOperationError),
                    "CANCELLED" => Ok(driver_error::Name::Cancelled),
                    "IO_ERROR" => Ok(driver_error::Name::IoError),
                    "INTERNAL_ERROR" => Ok(driver_error::Name::InternalError),
                    "RESULT_SET_CLOSED" => Ok(driver_error::Name::ResultSetClosed),
                    "INLINE_CHUNK_PARSING_ERROR" => Ok(driver_error::Name::InlineChunkParsingError),
                    "TYPE_CONVERSION_ERROR" => Ok(driver_error::Name::TypeConversionError),
                    "BATCH_EXECUTE_EXCEPTION" => Ok(driver_error::Name::BatchExecuteException),
                    "TEMPORARY_REDIRECT_EXCEPTION" => Ok(driver_error::Name::TemporaryRedirectException),
                    "THREAD_INTERRUPTED_ERROR" => Ok(driver_error::Name::ThreadInterruptedError),
                    "LOGGING_INITIALISATION_ERROR" => Ok(driver_error::Name::LoggingInitialisationError),
                    "ALREADY_EXISTS" => Ok(driver_error::Name::AlreadyExists),
                    "INVALID_DATA" => Ok(driver_error::Name::InvalidData),
                    "INTEGRITY_ERROR" => Ok(driver_error::Name::IntegrityError),
                    "DATA_LOSS" => Ok(driver_error::Name::DataLoss),
                    "OPERATION_ABANDONED" => Ok(driver_error::Name::OperationAbandoned),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for DriverErrorInfo {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.error_name.is_some() {
            len += 1;
        }
        if self.stack_trace.is_some() {
            len += 1;
        }
        if self.error_class.is_some() {
            len += 1;
        }
        if self.sql_state.is_some() {
            len += 1;
        }
        if self.http_status.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.DriverErrorInfo", len)?;
        if let Some(v) = self.error_name.as_ref() {
            struct_ser.serialize_field("error_name", v)?;
        }
        if let Some(v) = self.stack_trace.as_ref() {
            struct_ser.serialize_field("stack_trace", v)?;
        }
        if let Some(v) = self.error_class.as_ref() {
            struct_ser.serialize_field("error_class", v)?;
        }
        if let Some(v) = self.sql_state.as_ref() {
            struct_ser.serialize_field("sql_state", v)?;
        }
        if let Some(v) = self.http_status.as_ref() {
            struct_ser.serialize_field("http_status", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DriverErrorInfo {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "error_name",
            "stack_trace",
            "error_class",
            "sql_state",
            "http_status",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ErrorName,
            StackTrace,
            ErrorClass,
            SqlState,
            HttpStatus,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "error_name" => Ok(GeneratedField::ErrorName),
                            "stack_trace" => Ok(GeneratedField::StackTrace),
                            "error_class" => Ok(GeneratedField::ErrorClass),
                            "sql_state" => Ok(GeneratedField::SqlState),
                            "http_status" => Ok(GeneratedField::HttpStatus),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DriverErrorInfo;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.DriverErrorInfo")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DriverErrorInfo, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut error_name__ = None;
                let mut stack_trace__ = None;
                let mut error_class__ = None;
                let mut sql_state__ = None;
                let mut http_status__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ErrorName => {
                            if error_name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("error_name"));
                            }
                            error_name__ = map_.next_value()?;
                        }
                        GeneratedField::StackTrace => {
                            if stack_trace__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stack_trace"));
                            }
                            stack_trace__ = map_.next_value()?;
                        }
                        GeneratedField::ErrorClass => {
                            if error_class__.is_some() {
                                return Err(serde::de::Error::duplicate_field("error_class"));
                            }
                            error_class__ = map_.next_value()?;
                        }
                        GeneratedField::SqlState => {
                            if sql_state__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sql_state"));
                            }
                            sql_state__ = map_.next_value()?;
                        }
                        GeneratedField::HttpStatus => {
                            if http_status__.is_some() {
                                return Err(serde::de::Error::duplicate_field("http_status"));
                            }
                            http_status__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                    }
                }
                Ok(DriverErrorInfo {
                    error_name: error_name__,
                    stack_trace: stack_trace__,
                    error_class: error_class__,
                    sql_state: sql_state__,
                    http_status: http_status__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.DriverErrorInfo", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DriverMode {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let len = 0;
        let struct_ser = serializer.serialize_struct("telemetry.log.v1.DriverMode", len)?;
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DriverMode {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                            Err(serde::de::Error::unknown_field(value, FIELDS))
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DriverMode;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.DriverMode")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DriverMode, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                while map_.next_key::<GeneratedField>()?.is_some() {
                    let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                }
                Ok(DriverMode {
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.DriverMode", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for driver_mode::Type {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "TYPE_UNSPECIFIED",
            Self::Thrift => "THRIFT",
            Self::Sea => "SEA",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for driver_mode::Type {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "TYPE_UNSPECIFIED",
            "THRIFT",
            "SEA",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = driver_mode::Type;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                    })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                    })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "TYPE_UNSPECIFIED" => Ok(driver_mode::Type::Unspecified),
                    "THRIFT" => Ok(driver_mode::Type::Thrift),
                    "SEA" => Ok(driver_mode::Type::Sea),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for DriverProxy {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let len = 0;
        let struct_ser = serializer.serialize_struct("telemetry.log.v1.DriverProxy", len)?;
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DriverProxy {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                            Err(serde::de::Error::unknown_field(value, FIELDS))
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DriverProxy;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.DriverProxy")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DriverProxy, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                while map_.next_key::<GeneratedField>()?.is_some() {
                    let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                }
                Ok(DriverProxy {
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.DriverProxy", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for driver_proxy::Auth {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "AUTH_UNSPECIFIED",
            Self::None => "NONE",
            Self::Basic => "BASIC",
            Self::Spnego => "SPNEGO",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for driver_proxy::Auth {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "AUTH_UNSPECIFIED",
            "NONE",
            "BASIC",
            "SPNEGO",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = driver_proxy::Auth;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                    })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                    })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "AUTH_UNSPECIFIED" => Ok(driver_proxy::Auth::Unspecified),
                    "NONE" => Ok(driver_proxy::Auth::None),
                    "BASIC" => Ok(driver_proxy::Auth::Basic),
                    "SPNEGO" => Ok(driver_proxy::Auth::Spnego),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for DriverSystemConfiguration {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.driver_version.is_some() {
            len += 1;
        }
        if self.runtime_name.is_some() {
            len += 1;
        }
        if self.runtime_version.is_some() {
            len += 1;
        }
        if self.runtime_vendor.is_some() {
            len += 1;
        }
        if self.os_name.is_some() {
            len += 1;
        }
        if self.os_version.is_some() {
            len += 1;
        }
        if self.os_arch.is_some() {
            len += 1;
        }
        if self.driver_name.is_some() {
            len += 1;
        }
        if self.client_app_name.is_some() {
            len += 1;
        }
        if self.locale_name.is_some() {
            len += 1;
        }
        if self.char_set_encoding.is_some() {
            len += 1;
        }
        if self.process_name.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.DriverSystemConfiguration", len)?;
        if let Some(v) = self.driver_version.as_ref() {
            struct_ser.serialize_field("driver_version", v)?;
        }
        if let Some(v) = self.runtime_name.as_ref() {
            struct_ser.serialize_field("runtime_name", v)?;
        }
        if let Some(v) = self.runtime_version.as_ref() {
            struct_ser.serialize_field("runtime_version", v)?;
        }
        if let Some(v) = self.runtime_vendor.as_ref() {
            struct_ser.serialize_field("runtime_vendor", v)?;
        }
        if let Some(v) = self.os_name.as_ref() {
            struct_ser.serialize_field("os_name", v)?;
        }
        if let Some(v) = self.os_version.as_ref() {
            struct_ser.serialize_field("os_version", v)?;
        }
        if let Some(v) = self.os_arch.as_ref() {
            struct_ser.serialize_field("os_arch", v)?;
        }
        if let Some(v) = self.driver_name.as_ref() {
            struct_ser.serialize_field("driver_name", v)?;
        }
        if let Some(v) = self.client_app_name.as_ref() {
            struct_ser.serialize_field("client_app_name", v)?;
        }
        if let Some(v) = self.locale_name.as_ref() {
            struct_ser.serialize_field("locale_name", v)?;
        }
        if let Some(v) = self.char_set_encoding.as_ref() {
            struct_ser.serialize_field("char_set_encoding", v)?;
        }
        if let Some(v) = self.process_name.as_ref() {
            struct_ser.serialize_field("process_name", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DriverSystemConfiguration {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "driver_version",
            "runtime_name",
            "runtime_version",
            "runtime_vendor",
            "os_name",
            "os_version",
            "os_arch",
            "driver_name",
            "client_app_name",
            "locale_name",
            "char_set_encoding",
            "process_name",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            DriverVersion,
            RuntimeName,
            RuntimeVersion,
            RuntimeVendor,
            OsName,
            OsVersion,
            OsArch,
            DriverName,
            ClientAppName,
            LocaleName,
            CharSetEncoding,
            ProcessName,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "driver_version" => Ok(GeneratedField::DriverVersion),
                            "runtime_name" => Ok(GeneratedField::RuntimeName),
                            "runtime_version" => Ok(GeneratedField::RuntimeVersion),
                            "runtime_vendor" => Ok(GeneratedField::RuntimeVendor),
                            "os_name" => Ok(GeneratedField::OsName),
                            "os_version" => Ok(GeneratedField::OsVersion),
                            "os_arch" => Ok(GeneratedField::OsArch),
                            "driver_name" => Ok(GeneratedField::DriverName),
                            "client_app_name" => Ok(GeneratedField::ClientAppName),
                            "locale_name" => Ok(GeneratedField::LocaleName),
                            "char_set_encoding" => Ok(GeneratedField::CharSetEncoding),
                            "process_name" => Ok(GeneratedField::ProcessName),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DriverSystemConfiguration;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.DriverSystemConfiguration")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DriverSystemConfiguration, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut driver_version__ = None;
                let mut runtime_name__ = None;
                let mut runtime_version__ = None;
                let mut runtime_vendor__ = None;
                let mut os_name__ = None;
                let mut os_version__ = None;
                let mut os_arch__ = None;
                let mut driver_name__ = None;
                let mut client_app_name__ = None;
                let mut locale_name__ = None;
                let mut char_set_encoding__ = None;
                let mut process_name__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::DriverVersion => {
                            if driver_version__.is_some() {
                                return Err(serde::de::Error::duplicate_field("driver_version"));
                            }
                            driver_version__ = map_.next_value()?;
                        }
                        GeneratedField::RuntimeName => {
                            if runtime_name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("runtime_name"));
                            }
                            runtime_name__ = map_.next_value()?;
                        }
                        GeneratedField::RuntimeVersion => {
                            if runtime_version__.is_some() {
                                return Err(serde::de::Error::duplicate_field("runtime_version"));
                            }
                            runtime_version__ = map_.next_value()?;
                        }
                        GeneratedField::RuntimeVendor => {
                            if runtime_vendor__.is_some() {
                                return Err(serde::de::Error::duplicate_field("runtime_vendor"));
                            }
                            runtime_vendor__ = map_.next_value()?;
                        }
                        GeneratedField::OsName => {
                            if os_name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("os_name"));
                            }
                            os_name__ = map_.next_value()?;
                        }
                        GeneratedField::OsVersion => {
                            if os_version__.is_some() {
                                return Err(serde::de::Error::duplicate_field("os_version"));
                            }
                            os_version__ = map_.next_value()?;
                        }
                        GeneratedField::OsArch => {
                            if os_arch__.is_some() {
                                return Err(serde::de::Error::duplicate_field("os_arch"));
                            }
                            os_arch__ = map_.next_value()?;
                        }
                        GeneratedField::DriverName => {
                            if driver_name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("driver_name"));
                            }
                            driver_name__ = map_.next_value()?;
                        }
                        GeneratedField::ClientAppName => {
                            if client_app_name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("client_app_name"));
                            }
                            client_app_name__ = map_.next_value()?;
                        }
                        GeneratedField::LocaleName => {
                            if locale_name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("locale_name"));
                            }
                            locale_name__ = map_.next_value()?;
                        }
                        GeneratedField::CharSetEncoding => {
                            if char_set_encoding__.is_some() {
                                return Err(serde::de::Error::duplicate_field("char_set_encoding"));
                            }
                            char_set_encoding__ = map_.next_value()?;
                        }
                        GeneratedField::ProcessName => {
                            if process_name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("process_name"));
                            }
                            process_name__ = map_.next_value()?;
                        }
                    }
                }
                Ok(DriverSystemConfiguration {
                    driver_version: driver_version__,
                    runtime_name: runtime_name__,
                    runtime_version: runtime_version__,
                    runtime_vendor: runtime_vendor__,
                    os_name: os_name__,
                    os_version: os_version__,
                    os_arch: os_arch__,
                    driver_name: driver_name__,
                    client_app_name: client_app_name__,
                    locale_name: locale_name__,
                    char_set_encoding: char_set_encoding__,
                    process_name: process_name__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.DriverSystemConfiguration", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DriverTelemetryLoss {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.reporter_id.is_some() {
            len += 1;
        }
        if self.recorded.is_some() {
            len += 1;
        }
        if self.dropped.is_some() {
            len += 1;
        }
        if self.retried.is_some() {
            len += 1;
        }
        if self.breaker_openings.is_some() {
            len += 1;
        }
        if self.queue_high_water.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.DriverTelemetryLoss", len)?;
        if let Some(v) = self.reporter_id.as_ref() {
            struct_ser.serialize_field("reporter_id", v)?;
        }
        if let Some(v) = self.recorded.as_ref() {
            struct_ser.serialize_field("recorded", v)?;
        }
        if let Some(v) = self.dropped.as_ref() {
            struct_ser.serialize_field("dropped", v)?;
        }
        if let Some(v) = self.retried.as_ref() {
            struct_ser.serialize_field("retried", v)?;
        }
        if let Some(v) = self.breaker_openings.as_ref() {
            struct_ser.serialize_field("breaker_openings", v)?;
        }
        if let Some(v) = self.queue_high_water.as_ref() {
            struct_ser.serialize_field("queue_high_water", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DriverTelemetryLoss {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "reporter_id",
            "recorded",
            "dropped",
            "retried",
            "breaker_openings",
            "queue_high_water",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ReporterId,
            Recorded,
            Dropped,
            Retried,
            BreakerOpenings,
            QueueHighWater,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "reporter_id" => Ok(GeneratedField::ReporterId),
                            "recorded" => Ok(GeneratedField::Recorded),
                            "dropped" => Ok(GeneratedField::Dropped),
                            "retried" => Ok(GeneratedField::Retried),
                            "breaker_openings" => Ok(GeneratedField::BreakerOpenings),
                            "queue_high_water" => Ok(GeneratedField::QueueHighWater),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DriverTelemetryLoss;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.DriverTelemetryLoss")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DriverTelemetryLoss, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut reporter_id__ = None;
                let mut recorded__ = None;
                let mut dropped__ = None;
                let mut retried__ = None;
                let mut breaker_openings__ = None;
                let mut queue_high_water__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ReporterId => {
                            if reporter_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reporter_id"));
                            }
                            reporter_id__ = map_.next_value()?;
                        }
                        GeneratedField::Recorded => {
                            if recorded__.is_some() {
                                return Err(serde::de::Error::duplicate_field("recorded"));
                            }
                            recorded__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::Dropped => {
                            if dropped__.is_some() {
                                return Err(serde::de::Error::duplicate_field("dropped"));
                            }
                            dropped__ = map_.next_value()?;
                        }
                        GeneratedField::Retried => {
                            if retried__.is_some() {
                                return Err(serde::de::Error::duplicate_field("retried"));
                            }
                            retried__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::BreakerOpenings => {
                            if breaker_openings__.is_some() {
                                return Err(serde::de::Error::duplicate_field("breaker_openings"));
                            }
                            breaker_openings__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::QueueHighWater => {
                            if queue_high_water__.is_some() {
                                return Err(serde::de::Error::duplicate_field("queue_high_water"));
                            }
                            queue_high_water__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                    }
                }
                Ok(DriverTelemetryLoss {
                    reporter_id: reporter_id__,
                    recorded: recorded__,
                    dropped: dropped__,
                    retried: retried__,
                    breaker_openings: breaker_openings__,
                    queue_high_water: queue_high_water__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.DriverTelemetryLoss", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DriverVolumeOperation {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.volume_operation_type.is_some() {
            len += 1;
        }
        if self.volume_path.is_some() {
            len += 1;
        }
        if self.local_file.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.DriverVolumeOperation", len)?;
        if let Some(v) = self.volume_operation_type.as_ref() {
            let v = volume_operation::Type::try_from(*v)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", *v)))?;
            struct_ser.serialize_field("volume_operation_type", &v)?;
        }
        if let Some(v) = self.volume_path.as_ref() {
            struct_ser.serialize_field("volume_path", v)?;
        }
        if let Some(v) = self.local_file.as_ref() {
            struct_ser.serialize_field("local_file", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DriverVolumeOperation {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "volume_operation_type",
            "volume_path",
            "local_file",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            VolumeOperationType,
            VolumePath,
            LocalFile,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "volume_operation_type" => Ok(GeneratedField::VolumeOperationType),
                            "volume_path" => Ok(GeneratedField::VolumePath),
                            "local_file" => Ok(GeneratedField::LocalFile),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DriverVolumeOperation;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.DriverVolumeOperation")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DriverVolumeOperation, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut volume_operation_type__ = None;
                let mut volume_path__ = None;
                let mut local_file__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::VolumeOperationType => {
                            if volume_operation_type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("volume_operation_type"));
                            }
                            volume_operation_type__ = map_.next_value::<::std::option::Option<volume_operation::Type>>()?.map(|x| x as i32);
                        }
                        GeneratedField::VolumePath => {
                            if volume_path__.is_some() {
                                return Err(serde::de::Error::duplicate_field("volume_path"));
                            }
                            volume_path__ = map_.next_value()?;
                        }
                        GeneratedField::LocalFile => {
                            if local_file__.is_some() {
                                return Err(serde::de::Error::duplicate_field("local_file"));
                            }
                            local_file__ = map_.next_value()?;
                        }
                    }
                }
                Ok(DriverVolumeOperation {
                    volume_operation_type: volume_operation_type__,
                    volume_path: volume_path__,
                    local_file: local_file__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.DriverVolumeOperation", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DroppedEvents {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.queue_full.is_some() {
            len += 1;
        }
        if self.too_large.is_some() {
            len += 1;
        }
        if self.flag_off.is_some() {
            len += 1;
        }
        if self.no_credential.is_some() {
            len += 1;
        }
        if self.rejected.is_some() {
            len += 1;
        }
        if self.not_the_service.is_some() {
            len += 1;
        }
        if self.partial.is_some() {
            len += 1;
        }
        if self.exhausted.is_some() {
            len += 1;
        }
        if self.closed.is_some() {
            len += 1;
        }
        if self.panicked.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.DroppedEvents", len)?;
        if let Some(v) = self.queue_full.as_ref() {
            struct_ser.serialize_field("queue_full", v)?;
        }
        if let Some(v) = self.too_large.as_ref() {
            struct_ser.serialize_field("too_large", v)?;
        }
        if let Some(v) = self.flag_off.as_ref() {
            struct_ser.serialize_field("flag_off", v)?;
        }
        if let Some(v) = self.no_credential.as_ref() {
            struct_ser.serialize_field("no_credential", v)?;
        }
        if let Some(v) = self.rejected.as_ref() {
            struct_ser.serialize_field("rejected", v)?;
        }
        if let Some(v) = self.not_the_service.as_ref() {
            struct_ser.serialize_field("not_the_service", v)?;
        }
        if let Some(v) = self.partial.as_ref() {
            struct_ser.serialize_field("partial", v)?;
        }
        if let Some(v) = self.exhausted.as_ref() {
            struct_ser.serialize_field("exhausted", v)?;
        }
        if let Some(v) = self.closed.as_ref() {
            struct_ser.serialize_field("closed", v)?;
        }
        if let Some(v) = self.panicked.as_ref() {
            struct_ser.serialize_field("panicked", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DroppedEvents {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "queue_full",
            "too_large",
            "flag_off",
            "no_credential",
            "rejected",
            "not_the_service",
            "partial",
            "exhausted",
            "closed",
            "panicked",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            QueueFull,
            TooLarge,
            FlagOff,
            NoCredential,
            Rejected,
            NotTheService,
            Partial,
            Exhausted,
            Closed,
            Panicked,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "queue_full" => Ok(GeneratedField::QueueFull),
                            "too_large" => Ok(GeneratedField::TooLarge),
                            "flag_off" => Ok(GeneratedField::FlagOff),
                            "no_credential" => Ok(GeneratedField::NoCredential),
                            "rejected" => Ok(GeneratedField::Rejected),
                            "not_the_service" => Ok(GeneratedField::NotTheService),
                            "partial" => Ok(GeneratedField::Partial),
                            "exhausted" => Ok(GeneratedField::Exhausted),
                            "closed" => Ok(GeneratedField::Closed),
                            "panicked" => Ok(GeneratedField::Panicked),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DroppedEvents;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.DroppedEvents")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DroppedEvents, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut queue_full__ = None;
                let mut too_large__ = None;
                let mut flag_off__ = None;
                let mut no_credential__ = None;
                let mut rejected__ = None;
                let mut not_the_service__ = None;
                let mut partial__ = None;
                let mut exhausted__ = None;
                let mut closed__ = None;
                let mut panicked__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::QueueFull => {
                            if queue_full__.is_some() {
                                return Err(serde::de::Error::duplicate_field("queue_full"));
                            }
                            queue_full__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::TooLarge => {
                            if too_large__.is_some() {
                                return Err(serde::de::Error::duplicate_field("too_large"));
                            }
                            too_large__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::FlagOff => {
                            if flag_off__.is_some() {
                                return Err(serde::de::Error::duplicate_field("flag_off"));
                            }
                            flag_off__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::NoCredential => {
                            if no_credential__.is_some() {
                                return Err(serde::de::Error::duplicate_field("no_credential"));
                            }
                            no_credential__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::Rejected => {
                            if rejected__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rejected"));
                            }
                            rejected__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::NotTheService => {
                            if not_the_service__.is_some() {
                                return Err(serde::de::Error::duplicate_field("not_the_service"));
                            }
                            not_the_service__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::Partial => {
                            if partial__.is_some() {
                                return Err(serde::de::Error::duplicate_field("partial"));
                            }
                            partial__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::Exhausted => {
                            if exhausted__.is_some() {
                                return Err(serde::de::Error::duplicate_field("exhausted"));
                            }
                            exhausted__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::Closed => {
                            if closed__.is_some() {
                                return Err(serde::de::Error::duplicate_field("closed"));
                            }
                            closed__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::Panicked => {
                            if panicked__.is_some() {
                                return Err(serde::de::Error::duplicate_field("panicked"));
                            }
                            panicked__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                    }
                }
                Ok(DroppedEvents {
                    queue_full: queue_full__,
                    too_large: too_large__,
                    flag_off: flag_off__,
                    no_credential: no_credential__,
                    rejected: rejected__,
                    not_the_service: not_the_service__,
                    partial: partial__,
                    exhausted: exhausted__,
                    closed: closed__,
                    panicked: panicked__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.DroppedEvents", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ExecutionResult {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let len = 0;
        let struct_ser = serializer.serialize_struct("telemetry.log.v1.ExecutionResult", len)?;
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ExecutionResult {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                            Err(serde::de::Error::unknown_field(value, FIELDS))
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ExecutionResult;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.ExecutionResult")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ExecutionResult, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                while map_.next_key::<GeneratedField>()?.is_some() {
                    let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                }
                Ok(ExecutionResult {
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.ExecutionResult", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for execution_result::Format {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "FORMAT_UNSPECIFIED",
            Self::InlineArrow => "INLINE_ARROW",
            Self::InlineJson => "INLINE_JSON",
            Self::ExternalLinks => "EXTERNAL_LINKS",
            Self::ColumnarInline => "COLUMNAR_INLINE",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for execution_result::Format {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "FORMAT_UNSPECIFIED",
            "INLINE_ARROW",
            "INLINE_JSON",
            "EXTERNAL_LINKS",
            "COLUMNAR_INLINE",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = execution_result::Format;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                    })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                    })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "FORMAT_UNSPECIFIED" => Ok(execution_result::Format::Unspecified),
                    "INLINE_ARROW" => Ok(execution_result::Format::InlineArrow),
                    "INLINE_JSON" => Ok(execution_result::Format::InlineJson),
                    "EXTERNAL_LINKS" => Ok(execution_result::Format::ExternalLinks),
                    "COLUMNAR_INLINE" => Ok(execution_result::Format::ColumnarInline),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for FrontendLog {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.workspace_id.is_some() {
            len += 1;
        }
        if self.frontend_log_event_id.is_some() {
            len += 1;
        }
        if self.context.is_some() {
            len += 1;
        }
        if self.entry.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.FrontendLog", len)?;
        if let Some(v) = self.workspace_id.as_ref() {
            struct_ser.serialize_field("workspace_id", v)?;
        }
        if let Some(v) = self.frontend_log_event_id.as_ref() {
            struct_ser.serialize_field("frontend_log_event_id", v)?;
        }
        if let Some(v) = self.context.as_ref() {
            struct_ser.serialize_field("context", v)?;
        }
        if let Some(v) = self.entry.as_ref() {
            struct_ser.serialize_field("entry", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for FrontendLog {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "workspace_id",
            "frontend_log_event_id",
            "context",
            "entry",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            WorkspaceId,
            FrontendLogEventId,
            Context,
            Entry,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "workspace_id" => Ok(GeneratedField::WorkspaceId),
                            "frontend_log_event_id" => Ok(GeneratedField::FrontendLogEventId),
                            "context" => Ok(GeneratedField::Context),
                            "entry" => Ok(GeneratedField::Entry),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = FrontendLog;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.FrontendLog")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<FrontendLog, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut workspace_id__ = None;
                let mut frontend_log_event_id__ = None;
                let mut context__ = None;
                let mut entry__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::WorkspaceId => {
                            if workspace_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("workspace_id"));
                            }
                            workspace_id__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::FrontendLogEventId => {
                            if frontend_log_event_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("frontend_log_event_id"));
                            }
                            frontend_log_event_id__ = map_.next_value()?;
                        }
                        GeneratedField::Context => {
                            if context__.is_some() {
                                return Err(serde::de::Error::duplicate_field("context"));
                            }
                            context__ = map_.next_value()?;
                        }
                        GeneratedField::Entry => {
                            if entry__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entry"));
                            }
                            entry__ = map_.next_value()?;
                        }
                    }
                }
                Ok(FrontendLog {
                    workspace_id: workspace_id__,
                    frontend_log_event_id: frontend_log_event_id__,
                    context: context__,
                    entry: entry__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.FrontendLog", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for FrontendLogContext {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.client_context.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.FrontendLogContext", len)?;
        if let Some(v) = self.client_context.as_ref() {
            struct_ser.serialize_field("client_context", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for FrontendLogContext {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "client_context",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ClientContext,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "client_context" => Ok(GeneratedField::ClientContext),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = FrontendLogContext;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.FrontendLogContext")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<FrontendLogContext, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut client_context__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ClientContext => {
                            if client_context__.is_some() {
                                return Err(serde::de::Error::duplicate_field("client_context"));
                            }
                            client_context__ = map_.next_value()?;
                        }
                    }
                }
                Ok(FrontendLogContext {
                    client_context: client_context__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.FrontendLogContext", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for FrontendLogEntry {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.sql_driver_log.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.FrontendLogEntry", len)?;
        if let Some(v) = self.sql_driver_log.as_ref() {
            struct_ser.serialize_field("sql_driver_log", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for FrontendLogEntry {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "sql_driver_log",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            SqlDriverLog,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "sql_driver_log" => Ok(GeneratedField::SqlDriverLog),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = FrontendLogEntry;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.FrontendLogEntry")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<FrontendLogEntry, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut sql_driver_log__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::SqlDriverLog => {
                            if sql_driver_log__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sql_driver_log"));
                            }
                            sql_driver_log__ = map_.next_value()?;
                        }
                    }
                }
                Ok(FrontendLogEntry {
                    sql_driver_log: sql_driver_log__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.FrontendLogEntry", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for HostDetails {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.host_url.is_some() {
            len += 1;
        }
        if self.port.is_some() {
            len += 1;
        }
        if self.proxy_auth_type.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.HostDetails", len)?;
        if let Some(v) = self.host_url.as_ref() {
            struct_ser.serialize_field("host_url", v)?;
        }
        if let Some(v) = self.port.as_ref() {
            struct_ser.serialize_field("port", v)?;
        }
        if let Some(v) = self.proxy_auth_type.as_ref() {
            let v = driver_proxy::Auth::try_from(*v)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", *v)))?;
            struct_ser.serialize_field("proxy_auth_type", &v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for HostDetails {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "host_url",
            "port",
            "proxy_auth_type",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            HostUrl,
            Port,
            ProxyAuthType,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "host_url" => Ok(GeneratedField::HostUrl),
                            "port" => Ok(GeneratedField::Port),
                            "proxy_auth_type" => Ok(GeneratedField::ProxyAuthType),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = HostDetails;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.HostDetails")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<HostDetails, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut host_url__ = None;
                let mut port__ = None;
                let mut proxy_auth_type__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::HostUrl => {
                            if host_url__.is_some() {
                                return Err(serde::de::Error::duplicate_field("host_url"));
                            }
                            host_url__ = map_.next_value()?;
                        }
                        GeneratedField::Port => {
                            if port__.is_some() {
                                return Err(serde::de::Error::duplicate_field("port"));
                            }
                            port__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::ProxyAuthType => {
                            if proxy_auth_type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("proxy_auth_type"));
                            }
                            proxy_auth_type__ = map_.next_value::<::std::option::Option<driver_proxy::Auth>>()?.map(|x| x as i32);
                        }
                    }
                }
                Ok(HostDetails {
                    host_url: host_url__,
                    port: port__,
                    proxy_auth_type: proxy_auth_type__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.HostDetails", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Operation {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let len = 0;
        let struct_ser = serializer.serialize_struct("telemetry.log.v1.Operation", len)?;
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Operation {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                            Err(serde::de::Error::unknown_field(value, FIELDS))
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Operation;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.Operation")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Operation, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                while map_.next_key::<GeneratedField>()?.is_some() {
                    let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                }
                Ok(Operation {
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.Operation", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for operation::Type {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "TYPE_UNSPECIFIED",
            Self::CreateSession => "CREATE_SESSION",
            Self::DeleteSession => "DELETE_SESSION",
            Self::ExecuteStatement => "EXECUTE_STATEMENT",
            Self::ExecuteStatementAsync => "EXECUTE_STATEMENT_ASYNC",
            Self::CloseStatement => "CLOSE_STATEMENT",
            Self::CancelStatement => "CANCEL_STATEMENT",
            Self::ListTypeInfo => "LIST_TYPE_INFO",
            Self::ListCatalogs => "LIST_CATALOGS",
            Self::ListSchemas => "LIST_SCHEMAS",
            Self::ListTables => "LIST_TABLES",
            Self::ListTableTypes => "LIST_TABLE_TYPES",
            Self::ListColumns => "LIST_COLUMNS",
            Self::ListFunctions => "LIST_FUNCTIONS",
            Self::ListPrimaryKeys => "LIST_PRIMARY_KEYS",
            Self::ListImportedKeys => "LIST_IMPORTED_KEYS",
            Self::ListExportedKeys => "LIST_EXPORTED_KEYS",
            Self::ListCrossReferences => "LIST_CROSS_REFERENCES",
            Self::ListProcedures => "LIST_PROCEDURES",
            Self::ListProcedureColumns => "LIST_PROCEDURE_COLUMNS",
            Self::ListFunctionColumns => "LIST_FUNCTION_COLUMNS",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for operation::Type {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "TYPE_UNSPECIFIED",
            "CREATE_SESSION",
            "DELETE_SESSION",
            "EXECUTE_STATEMENT",
            "EXECUTE_STATEMENT_ASYNC",
            "CLOSE_STATEMENT",
            "CANCEL_STATEMENT",
            "LIST_TYPE_INFO",
            "LIST_CATALOGS",
            "LIST_SCHEMAS",
            "LIST_TABLES",
            "LIST_TABLE_TYPES",
            "LIST_COLUMNS",
            "LIST_FUNCTIONS",
            "LIST_PRIMARY_KEYS",
            "LIST_IMPORTED_KEYS",
            "LIST_EXPORTED_KEYS",
            "LIST_CROSS_REFERENCES",
            "LIST_PROCEDURES",
            "LIST_PROCEDURE_COLUMNS",
            "LIST_FUNCTION_COLUMNS",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = operation::Type;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                    })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                    })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "TYPE_UNSPECIFIED" => Ok(operation::Type::Unspecified),
                    "CREATE_SESSION" => Ok(operation::Type::CreateSession),
                    "DELETE_SESSION" => Ok(operation::Type::DeleteSession),
                    "EXECUTE_STATEMENT" => Ok(operation::Type::ExecuteStatement),
                    "EXECUTE_STATEMENT_ASYNC" => Ok(operation::Type::ExecuteStatementAsync),
                    "CLOSE_STATEMENT" => Ok(operation::Type::CloseStatement),
                    "CANCEL_STATEMENT" => Ok(operation::Type::CancelStatement),
                    "LIST_TYPE_INFO" => Ok(operation::Type::ListTypeInfo),
                    "LIST_CATALOGS" => Ok(operation::Type::ListCatalogs),
                    "LIST_SCHEMAS" => Ok(operation::Type::ListSchemas),
                    "LIST_TABLES" => Ok(operation::Type::ListTables),
                    "LIST_TABLE_TYPES" => Ok(operation::Type::ListTableTypes),
                    "LIST_COLUMNS" => Ok(operation::Type::ListColumns),
                    "LIST_FUNCTIONS" => Ok(operation::Type::ListFunctions),
                    "LIST_PRIMARY_KEYS" => Ok(operation::Type::ListPrimaryKeys),
                    "LIST_IMPORTED_KEYS" => Ok(operation::Type::ListImportedKeys),
                    "LIST_EXPORTED_KEYS" => Ok(operation::Type::ListExportedKeys),
                    "LIST_CROSS_REFERENCES" => Ok(operation::Type::ListCrossReferences),
                    "LIST_PROCEDURES" => Ok(operation::Type::ListProcedures),
                    "LIST_PROCEDURE_COLUMNS" => Ok(operation::Type::ListProcedureColumns),
                    "LIST_FUNCTION_COLUMNS" => Ok(operation::Type::ListFunctionColumns),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for OperationDetail {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.n_operation_status_calls.is_some() {
            len += 1;
        }
        if self.operation_status_latency_millis.is_some() {
            len += 1;
        }
        if self.operation_type.is_some() {
            len += 1;
        }
        if self.is_internal_call.is_some() {
            len += 1;
        }
        if self.heartbeat_count.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.OperationDetail", len)?;
        if let Some(v) = self.n_operation_status_calls.as_ref() {
            struct_ser.serialize_field("n_operation_status_calls", v)?;
        }
        if let Some(v) = self.operation_status_latency_millis.as_ref() {
            struct_ser.serialize_field("operation_status_latency_millis", v)?;
        }
        if let Some(v) = self.operation_type.as_ref() {
            let v = operation::Type::try_from(*v)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", *v)))?;
            struct_ser.serialize_field("operation_type", &v)?;
        }
        if let Some(v) = self.is_internal_call.as_ref() {
            struct_ser.serialize_field("is_internal_call", v)?;
        }
        if let Some(v) = self.heartbeat_count.as_ref() {
            struct_ser.serialize_field("heartbeat_count", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for OperationDetail {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "n_operation_status_calls",
            "operation_status_latency_millis",
            "operation_type",
            "is_internal_call",
            "heartbeat_count",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            NOperationStatusCalls,
            OperationStatusLatencyMillis,
            OperationType,
            IsInternalCall,
            HeartbeatCount,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "n_operation_status_calls" => Ok(GeneratedField::NOperationStatusCalls),
                            "operation_status_latency_millis" => Ok(GeneratedField::OperationStatusLatencyMillis),
                            "operation_type" => Ok(GeneratedField::OperationType),
                            "is_internal_call" => Ok(GeneratedField::IsInternalCall),
                            "heartbeat_count" => Ok(GeneratedField::HeartbeatCount),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = OperationDetail;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.OperationDetail")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<OperationDetail, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut n_operation_status_calls__ = None;
                let mut operation_status_latency_millis__ = None;
                let mut operation_type__ = None;
                let mut is_internal_call__ = None;
                let mut heartbeat_count__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::NOperationStatusCalls => {
                            if n_operation_status_calls__.is_some() {
                                return Err(serde::de::Error::duplicate_field("n_operation_status_calls"));
                            }
                            n_operation_status_calls__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::OperationStatusLatencyMillis => {
                            if operation_status_latency_millis__.is_some() {
                                return Err(serde::de::Error::duplicate_field("operation_status_latency_millis"));
                            }
                            operation_status_latency_millis__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::OperationType => {
                            if operation_type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("operation_type"));
                            }
                            operation_type__ = map_.next_value::<::std::option::Option<operation::Type>>()?.map(|x| x as i32);
                        }
                        GeneratedField::IsInternalCall => {
                            if is_internal_call__.is_some() {
                                return Err(serde::de::Error::duplicate_field("is_internal_call"));
                            }
                            is_internal_call__ = map_.next_value()?;
                        }
                        GeneratedField::HeartbeatCount => {
                            if heartbeat_count__.is_some() {
                                return Err(serde::de::Error::duplicate_field("heartbeat_count"));
                            }
                            heartbeat_count__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                    }
                }
                Ok(OperationDetail {
                    n_operation_status_calls: n_operation_status_calls__,
                    operation_status_latency_millis: operation_status_latency_millis__,
                    operation_type: operation_type__,
                    is_internal_call: is_internal_call__,
                    heartbeat_count: heartbeat_count__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.OperationDetail", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ResultLatency {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.result_set_ready_latency_millis.is_some() {
            len += 1;
        }
        if self.result_set_consumption_latency_millis.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.ResultLatency", len)?;
        if let Some(v) = self.result_set_ready_latency_millis.as_ref() {
            struct_ser.serialize_field("result_set_ready_latency_millis", v)?;
        }
        if let Some(v) = self.result_set_consumption_latency_millis.as_ref() {
            struct_ser.serialize_field("result_set_consumption_latency_millis", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ResultLatency {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "result_set_ready_latency_millis",
            "result_set_consumption_latency_millis",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ResultSetReadyLatencyMillis,
            ResultSetConsumptionLatencyMillis,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "result_set_ready_latency_millis" => Ok(GeneratedField::ResultSetReadyLatencyMillis),
                            "result_set_consumption_latency_millis" => Ok(GeneratedField::ResultSetConsumptionLatencyMillis),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ResultLatency;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.ResultLatency")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ResultLatency, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut result_set_ready_latency_millis__ = None;
                let mut result_set_consumption_latency_millis__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ResultSetReadyLatencyMillis => {
                            if result_set_ready_latency_millis__.is_some() {
                                return Err(serde::de::Error::duplicate_field("result_set_ready_latency_millis"));
                            }
                            result_set_ready_latency_millis__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::ResultSetConsumptionLatencyMillis => {
                            if result_set_consumption_latency_millis__.is_some() {
                                return Err(serde::de::Error::duplicate_field("result_set_consumption_latency_millis"));
                            }
                            result_set_consumption_latency_millis__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                    }
                }
                Ok(ResultLatency {
                    result_set_ready_latency_millis: result_set_ready_latency_millis__,
                    result_set_consumption_latency_millis: result_set_consumption_latency_millis__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.ResultLatency", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SqlDriverLog {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.session_id.is_some() {
            len += 1;
        }
        if self.sql_statement_id.is_some() {
            len += 1;
        }
        if self.system_configuration.is_some() {
            len += 1;
        }
        if self.driver_connection_params.is_some() {
            len += 1;
        }
        if self.auth_type.is_some() {
            len += 1;
        }
        if self.vol_operation.is_some() {
            len += 1;
        }
        if self.sql_operation.is_some() {
            len += 1;
        }
        if self.error_info.is_some() {
            len += 1;
        }
        if self.operation_latency_ms.is_some() {
            len += 1;
        }
        if self.schema_version.is_some() {
            len += 1;
        }
        if self.telemetry_loss.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.SqlDriverLog", len)?;
        if let Some(v) = self.session_id.as_ref() {
            struct_ser.serialize_field("session_id", v)?;
        }
        if let Some(v) = self.sql_statement_id.as_ref() {
            struct_ser.serialize_field("sql_statement_id", v)?;
        }
        if let Some(v) = self.system_configuration.as_ref() {
            struct_ser.serialize_field("system_configuration", v)?;
        }
        if let Some(v) = self.driver_connection_params.as_ref() {
            struct_ser.serialize_field("driver_connection_params", v)?;
        }
        if let Some(v) = self.auth_type.as_ref() {
            struct_ser.serialize_field("auth_type", v)?;
        }
        if let Some(v) = self.vol_operation.as_ref() {
            struct_ser.serialize_field("vol_operation", v)?;
        }
        if let Some(v) = self.sql_operation.as_ref() {
            struct_ser.serialize_field("sql_operation", v)?;
        }
        if let Some(v) = self.error_info.as_ref() {
            struct_ser.serialize_field("error_info", v)?;
        }
        if let Some(v) = self.operation_latency_ms.as_ref() {
            struct_ser.serialize_field("operation_latency_ms", v)?;
        }
        if let Some(v) = self.schema_version.as_ref() {
            struct_ser.serialize_field("schema_version", v)?;
        }
        if let Some(v) = self.telemetry_loss.as_ref() {
            struct_ser.serialize_field("telemetry_loss", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SqlDriverLog {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "session_id",
            "sql_statement_id",
            "system_configuration",
            "driver_connection_params",
            "auth_type",
            "vol_operation",
            "sql_operation",
            "error_info",
            "operation_latency_ms",
            "schema_version",
            "telemetry_loss",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            SessionId,
            SqlStatementId,
            SystemConfiguration,
            DriverConnectionParams,
            AuthType,
            VolOperation,
            SqlOperation,
            ErrorInfo,
            OperationLatencyMs,
            SchemaVersion,
            TelemetryLoss,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "session_id" => Ok(GeneratedField::SessionId),
                            "sql_statement_id" => Ok(GeneratedField::SqlStatementId),
                            "system_configuration" => Ok(GeneratedField::SystemConfiguration),
                            "driver_connection_params" => Ok(GeneratedField::DriverConnectionParams),
                            "auth_type" => Ok(GeneratedField::AuthType),
                            "vol_operation" => Ok(GeneratedField::VolOperation),
                            "sql_operation" => Ok(GeneratedField::SqlOperation),
                            "error_info" => Ok(GeneratedField::ErrorInfo),
                            "operation_latency_ms" => Ok(GeneratedField::OperationLatencyMs),
                            "schema_version" => Ok(GeneratedField::SchemaVersion),
                            "telemetry_loss" => Ok(GeneratedField::TelemetryLoss),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SqlDriverLog;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.SqlDriverLog")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SqlDriverLog, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut session_id__ = None;
                let mut sql_statement_id__ = None;
                let mut system_configuration__ = None;
                let mut driver_connection_params__ = None;
                let mut auth_type__ = None;
                let mut vol_operation__ = None;
                let mut sql_operation__ = None;
                let mut error_info__ = None;
                let mut operation_latency_ms__ = None;
                let mut schema_version__ = None;
                let mut telemetry_loss__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::SessionId => {
                            if session_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("session_id"));
                            }
                            session_id__ = map_.next_value()?;
                        }
                        GeneratedField::SqlStatementId => {
                            if sql_statement_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sql_statement_id"));
                            }
                            sql_statement_id__ = map_.next_value()?;
                        }
                        GeneratedField::SystemConfiguration => {
                            if system_configuration__.is_some() {
                                return Err(serde::de::Error::duplicate_field("system_configuration"));
                            }
                            system_configuration__ = map_.next_value()?;
                        }
                        GeneratedField::DriverConnectionParams => {
                            if driver_connection_params__.is_some() {
                                return Err(serde::de::Error::duplicate_field("driver_connection_params"));
                            }
                            driver_connection_params__ = map_.next_value()?;
                        }
                        GeneratedField::AuthType => {
                            if auth_type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("auth_type"));
                            }
                            auth_type__ = map_.next_value()?;
                        }
                        GeneratedField::VolOperation => {
                            if vol_operation__.is_some() {
                                return Err(serde::de::Error::duplicate_field("vol_operation"));
                            }
                            vol_operation__ = map_.next_value()?;
                        }
                        GeneratedField::SqlOperation => {
                            if sql_operation__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sql_operation"));
                            }
                            sql_operation__ = map_.next_value()?;
                        }
                        GeneratedField::ErrorInfo => {
                            if error_info__.is_some() {
                                return Err(serde::de::Error::duplicate_field("error_info"));
                            }
                            error_info__ = map_.next_value()?;
                        }
                        GeneratedField::OperationLatencyMs => {
                            if operation_latency_ms__.is_some() {
                                return Err(serde::de::Error::duplicate_field("operation_latency_ms"));
                            }
                            operation_latency_ms__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::SchemaVersion => {
                            if schema_version__.is_some() {
                                return Err(serde::de::Error::duplicate_field("schema_version"));
                            }
                            schema_version__ = map_.next_value()?;
                        }
                        GeneratedField::TelemetryLoss => {
                            if telemetry_loss__.is_some() {
                                return Err(serde::de::Error::duplicate_field("telemetry_loss"));
                            }
                            telemetry_loss__ = map_.next_value()?;
                        }
                    }
                }
                Ok(SqlDriverLog {
                    session_id: session_id__,
                    sql_statement_id: sql_statement_id__,
                    system_configuration: system_configuration__,
                    driver_connection_params: driver_connection_params__,
                    auth_type: auth_type__,
                    vol_operation: vol_operation__,
                    sql_operation: sql_operation__,
                    error_info: error_info__,
                    operation_latency_ms: operation_latency_ms__,
                    schema_version: schema_version__,
                    telemetry_loss: telemetry_loss__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.SqlDriverLog", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SqlExecutionEvent {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.statement_type.is_some() {
            len += 1;
        }
        if self.is_compressed.is_some() {
            len += 1;
        }
        if self.execution_result.is_some() {
            len += 1;
        }
        if self.chunk_id.is_some() {
            len += 1;
        }
        if self.retry_count.is_some() {
            len += 1;
        }
        if self.chunk_details.is_some() {
            len += 1;
        }
        if self.result_latency.is_some() {
            len += 1;
        }
        if self.operation_detail.is_some() {
            len += 1;
        }
        if self.java_uses_patched_arrow.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.SqlExecutionEvent", len)?;
        if let Some(v) = self.statement_type.as_ref() {
            let v = statement::Type::try_from(*v)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", *v)))?;
            struct_ser.serialize_field("statement_type", &v)?;
        }
        if let Some(v) = self.is_compressed.as_ref() {
            struct_ser.serialize_field("is_compressed", v)?;
        }
        if let Some(v) = self.execution_result.as_ref() {
            let v = execution_result::Format::try_from(*v)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", *v)))?;
            struct_ser.serialize_field("execution_result", &v)?;
        }
        if let Some(v) = self.chunk_id.as_ref() {
            struct_ser.serialize_field("chunk_id", v)?;
        }
        if let Some(v) = self.retry_count.as_ref() {
            struct_ser.serialize_field("retry_count", v)?;
        }
        if let Some(v) = self.chunk_details.as_ref() {
            struct_ser.serialize_field("chunk_details", v)?;
        }
        if let Some(v) = self.result_latency.as_ref() {
            struct_ser.serialize_field("result_latency", v)?;
        }
        if let Some(v) = self.operation_detail.as_ref() {
            struct_ser.serialize_field("operation_detail", v)?;
        }
        if let Some(v) = self.java_uses_patched_arrow.as_ref() {
            struct_ser.serialize_field("java_uses_patched_arrow", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SqlExecutionEvent {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "statement_type",
            "is_compressed",
            "execution_result",
            "chunk_id",
            "retry_count",
            "chunk_details",
            "result_latency",
            "operation_detail",
            "java_uses_patched_arrow",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            StatementType,
            IsCompressed,
            ExecutionResult,
            ChunkId,
            RetryCount,
            ChunkDetails,
            ResultLatency,
            OperationDetail,
            JavaUsesPatchedArrow,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "statement_type" => Ok(GeneratedField::StatementType),
                            "is_compressed" => Ok(GeneratedField::IsCompressed),
                            "execution_result" => Ok(GeneratedField::ExecutionResult),
                            "chunk_id" => Ok(GeneratedField::ChunkId),
                            "retry_count" => Ok(GeneratedField::RetryCount),
                            "chunk_details" => Ok(GeneratedField::ChunkDetails),
                            "result_latency" => Ok(GeneratedField::ResultLatency),
                            "operation_detail" => Ok(GeneratedField::OperationDetail),
                            "java_uses_patched_arrow" => Ok(GeneratedField::JavaUsesPatchedArrow),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SqlExecutionEvent;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.SqlExecutionEvent")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SqlExecutionEvent, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut statement_type__ = None;
                let mut is_compressed__ = None;
                let mut execution_result__ = None;
                let mut chunk_id__ = None;
                let mut retry_count__ = None;
                let mut chunk_details__ = None;
                let mut result_latency__ = None;
                let mut operation_detail__ = None;
                let mut java_uses_patched_arrow__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::StatementType => {
                            if statement_type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("statement_type"));
                            }
                            statement_type__ = map_.next_value::<::std::option::Option<statement::Type>>()?.map(|x| x as i32);
                        }
                        GeneratedField::IsCompressed => {
                            if is_compressed__.is_some() {
                                return Err(serde::de::Error::duplicate_field("is_compressed"));
                            }
                            is_compressed__ = map_.next_value()?;
                        }
                        GeneratedField::ExecutionResult => {
                            if execution_result__.is_some() {
                                return Err(serde::de::Error::duplicate_field("execution_result"));
                            }
                            execution_result__ = map_.next_value::<::std::option::Option<execution_result::Format>>()?.map(|x| x as i32);
                        }
                        GeneratedField::ChunkId => {
                            if chunk_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("chunk_id"));
                            }
                            chunk_id__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::RetryCount => {
                            if retry_count__.is_some() {
                                return Err(serde::de::Error::duplicate_field("retry_count"));
                            }
                            retry_count__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::ChunkDetails => {
                            if chunk_details__.is_some() {
                                return Err(serde::de::Error::duplicate_field("chunk_details"));
                            }
                            chunk_details__ = map_.next_value()?;
                        }
                        GeneratedField::ResultLatency => {
                            if result_latency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("result_latency"));
                            }
                            result_latency__ = map_.next_value()?;
                        }
                        GeneratedField::OperationDetail => {
                            if operation_detail__.is_some() {
                                return Err(serde::de::Error::duplicate_field("operation_detail"));
                            }
                            operation_detail__ = map_.next_value()?;
                        }
                        GeneratedField::JavaUsesPatchedArrow => {
                            if java_uses_patched_arrow__.is_some() {
                                return Err(serde::de::Error::duplicate_field("java_uses_patched_arrow"));
                            }
                            java_uses_patched_arrow__ = map_.next_value()?;
                        }
                    }
                }
                Ok(SqlExecutionEvent {
                    statement_type: statement_type__,
                    is_compressed: is_compressed__,
                    execution_result: execution_result__,
                    chunk_id: chunk_id__,
                    retry_count: retry_count__,
                    chunk_details: chunk_details__,
                    result_latency: result_latency__,
                    operation_detail: operation_detail__,
                    java_uses_patched_arrow: java_uses_patched_arrow__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.SqlExecutionEvent", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Statement {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let len = 0;
        let struct_ser = serializer.serialize_struct("telemetry.log.v1.Statement", len)?;
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Statement {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                            Err(serde::de::Error::unknown_field(value, FIELDS))
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Statement;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.Statement")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Statement, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                while map_.next_key::<GeneratedField>()?.is_some() {
                    let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                }
                Ok(Statement {
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.Statement", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for statement::Type {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "TYPE_UNSPECIFIED",
            Self::Query => "QUERY",
            Self::Sql => "SQL",
            Self::Update => "UPDATE",
            Self::Metadata => "METADATA",
            Self::Volume => "VOLUME",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for statement::Type {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "TYPE_UNSPECIFIED",
            "QUERY",
            "SQL",
            "UPDATE",
            "METADATA",
            "VOLUME",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = statement::Type;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                    })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                    })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "TYPE_UNSPECIFIED" => Ok(statement::Type::Unspecified),
                    "QUERY" => Ok(statement::Type::Query),
                    "SQL" => Ok(statement::Type::Sql),
                    "UPDATE" => Ok(statement::Type::Update),
                    "METADATA" => Ok(statement::Type::Metadata),
                    "VOLUME" => Ok(statement::Type::Volume),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for TelemetryClientContext {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.timestamp_millis.is_some() {
            len += 1;
        }
        if self.user_agent.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.log.v1.TelemetryClientContext", len)?;
        if let Some(v) = self.timestamp_millis.as_ref() {
            struct_ser.serialize_field("timestamp_millis", v)?;
        }
        if let Some(v) = self.user_agent.as_ref() {
            struct_ser.serialize_field("user_agent", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for TelemetryClientContext {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "timestamp_millis",
            "user_agent",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            TimestampMillis,
            UserAgent,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "timestamp_millis" => Ok(GeneratedField::TimestampMillis),
                            "user_agent" => Ok(GeneratedField::UserAgent),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = TelemetryClientContext;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.TelemetryClientContext")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<TelemetryClientContext, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut timestamp_millis__ = None;
                let mut user_agent__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::TimestampMillis => {
                            if timestamp_millis__.is_some() {
                                return Err(serde::de::Error::duplicate_field("timestamp_millis"));
                            }
                            timestamp_millis__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::UserAgent => {
                            if user_agent__.is_some() {
                                return Err(serde::de::Error::duplicate_field("user_agent"));
                            }
                            user_agent__ = map_.next_value()?;
                        }
                    }
                }
                Ok(TelemetryClientContext {
                    timestamp_millis: timestamp_millis__,
                    user_agent: user_agent__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.TelemetryClientContext", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for VolumeOperation {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let len = 0;
        let struct_ser = serializer.serialize_struct("telemetry.log.v1.VolumeOperation", len)?;
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for VolumeOperation {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                            Err(serde::de::Error::unknown_field(value, FIELDS))
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = VolumeOperation;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.log.v1.VolumeOperation")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<VolumeOperation, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                while map_.next_key::<GeneratedField>()?.is_some() {
                    let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                }
                Ok(VolumeOperation {
                })
            }
        }
        deserializer.deserialize_struct("telemetry.log.v1.VolumeOperation", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for volume_operation::Type {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "TYPE_UNSPECIFIED",
            Self::Put => "PUT",
            Self::Get => "GET",
            Self::Delete => "DELETE",
            Self::List => "LIST",
            Self::Query => "QUERY",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for volume_operation::Type {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "TYPE_UNSPECIFIED",
            "PUT",
            "GET",
            "DELETE",
            "LIST",
            "QUERY",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = volume_operation::Type;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                    })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                    })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "TYPE_UNSPECIFIED" => Ok(volume_operation::Type::Unspecified),
                    "PUT" => Ok(volume_operation::Type::Put),
                    "GET" => Ok(volume_operation::Type::Get),
                    "DELETE" => Ok(volume_operation::Type::Delete),
                    "LIST" => Ok(volume_operation::Type::List),
                    "QUERY" => Ok(volume_operation::Type::Query),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}

impl serde::Serialize for UploadRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.upload.v1.UploadRequest", len)?;
        if let Some(v) = self.upload_time.as_ref() {
            struct_ser.serialize_field("uploadTime", v)?;
        }
        if true {
            struct_ser.serialize_field("items", &self.items)?;
        }
        if true {
            struct_ser.serialize_field("protoLogs", &self.proto_logs)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for UploadRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "upload_time",
            "uploadTime",
            "items",
            "proto_logs",
            "protoLogs",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            UploadTime,
            Items,
            ProtoLogs,
            __SkipField__,
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
                            "uploadTime" | "upload_time" => Ok(GeneratedField::UploadTime),
                            "items" => Ok(GeneratedField::Items),
                            "protoLogs" | "proto_logs" => Ok(GeneratedField::ProtoLogs),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = UploadRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.upload.v1.UploadRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<UploadRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut upload_time__ = None;
                let mut items__ = None;
                let mut proto_logs__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::UploadTime => {
                            if upload_time__.is_some() {
                                return Err(serde::de::Error::duplicate_field("uploadTime"));
                            }
                            upload_time__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::Items => {
                            if items__.is_some() {
                                return Err(serde::de::Error::duplicate_field("items"));
                            }
                            items__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ProtoLogs => {
                            if proto_logs__.is_some() {
                                return Err(serde::de::Error::duplicate_field("protoLogs"));
                            }
                            proto_logs__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(UploadRequest {
                    upload_time: upload_time__,
                    items: items__.unwrap_or_default(),
                    proto_logs: proto_logs__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("telemetry.upload.v1.UploadRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for UploadResponse {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        if true {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("telemetry.upload.v1.UploadResponse", len)?;
        if true {
            struct_ser.serialize_field("errors", &self.errors)?;
        }
        if let Some(v) = self.num_success.as_ref() {
            struct_ser.serialize_field("numSuccess", v)?;
        }
        if let Some(v) = self.num_proto_success.as_ref() {
            struct_ser.serialize_field("numProtoSuccess", v)?;
        }
        if let Some(v) = self.num_realtime_success.as_ref() {
            struct_ser.serialize_field("numRealtimeSuccess", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for UploadResponse {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "errors",
            "num_success",
            "numSuccess",
            "num_proto_success",
            "numProtoSuccess",
            "num_realtime_success",
            "numRealtimeSuccess",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Errors,
            NumSuccess,
            NumProtoSuccess,
            NumRealtimeSuccess,
            __SkipField__,
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
                            "errors" => Ok(GeneratedField::Errors),
                            "numSuccess" | "num_success" => Ok(GeneratedField::NumSuccess),
                            "numProtoSuccess" | "num_proto_success" => Ok(GeneratedField::NumProtoSuccess),
                            "numRealtimeSuccess" | "num_realtime_success" => Ok(GeneratedField::NumRealtimeSuccess),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = UploadResponse;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct telemetry.upload.v1.UploadResponse")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<UploadResponse, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut errors__ = None;
                let mut num_success__ = None;
                let mut num_proto_success__ = None;
                let mut num_realtime_success__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Errors => {
                            if errors__.is_some() {
                                return Err(serde::de::Error::duplicate_field("errors"));
                            }
                            errors__ = Some(map_.next_value()?);
                        }
                        GeneratedField::NumSuccess => {
                            if num_success__.is_some() {
                                return Err(serde::de::Error::duplicate_field("numSuccess"));
                            }
                            num_success__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::NumProtoSuccess => {
                            if num_proto_success__.is_some() {
                                return Err(serde::de::Error::duplicate_field("numProtoSuccess"));
                            }
                            num_proto_success__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::NumRealtimeSuccess => {
                            if num_realtime_success__.is_some() {
                                return Err(serde::de::Error::duplicate_field("numRealtimeSuccess"));
                            }
                            num_realtime_success__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(UploadResponse {
                    errors: errors__.unwrap_or_default(),
                    num_success: num_success__,
                    num_proto_success: num_proto_success__,
                    num_realtime_success: num_realtime_success__,
                })
            }
        }
        deserializer.deserialize_struct("telemetry.upload.v1.UploadResponse", FIELDS, GeneratedVisitor)
    }
}

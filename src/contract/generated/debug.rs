// `Debug` of each message: generated.
impl fmt::Debug for generated::telemetry::log::v1::DriverConnectionParameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::HostDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::DriverErrorInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::DriverSystemConfiguration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::DriverTelemetryLoss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::DroppedEvents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::DriverVolumeOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::FrontendLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::FrontendLogContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::TelemetryClientContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::FrontendLogEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::SqlDriverLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::SqlExecutionEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::ChunkDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::ResultLatency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::log::v1::OperationDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::service::v1::ExportRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::service::v1::ExportResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::upload::v1::UploadRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}
impl fmt::Debug for generated::telemetry::upload::v1::UploadResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { debug_message(self, f) }
}

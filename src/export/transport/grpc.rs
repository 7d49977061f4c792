//! The transport over gRPC, to a service of the same contract.

use std::error::Error;
use std::sync::Mutex;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, RETRY_AFTER};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use tokio::runtime::{Handle, Id};
use tonic::metadata::MetadataMap;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Status};

use super::{BoxFuture, Transport, TransportError};
use crate::contract::frontend_log_service_client::FrontendLogServiceClient;
use crate::contract::{ExportRequest, ExportResponse, FrontendLog, UploadRequest};
use crate::export::RESPONSE_MAX;
use crate::json;

/// Sends uploads to a `FrontendLogService`: a process on the same host that uploads on behalf of others, or a receiver
/// in a test. No workspace offers this service.
///
/// It is a translation at the last step: what has been scrubbed, batched and encoded for HTTP is read back and sent as
/// messages, and the answer becomes one of HTTP, so that retries, breaker and books are the same. Requests go to the
/// endpoint given here, whatever the connection's host is; credentials and the driver's headers go along as metadata.
///
/// The service does not know the server's flag: connections over it need
/// [`force_enable`](crate::config::Config::force_enable), or collect nothing.
pub struct GrpcTransport {
    endpoint: Endpoint,
    /// With the runtime on which it was made: its connection ends with that runtime.
    channel: Mutex<Option<(Id, Channel)>>,
}

impl GrpcTransport {
    /// Returns a transport to `endpoint`. Nothing is connected before the first request, which is sent on the worker.
    pub fn new(endpoint: Endpoint) -> Self {
        Self { endpoint, channel: Mutex::new(None) }
    }

    /// Returns the channel of the runtime that this is called on. While somebody else makes one, who in a forked child
    /// may not exist, one for a single request.
    fn channel(&self) -> Channel {
        let here = Handle::current().id();
        let Ok(mut kept) = self.channel.try_lock() else { return self.endpoint.connect_lazy() };
        if let Some((runtime, channel)) = &*kept
            && *runtime == here
        {
            return channel.clone();
        }
        let made = self.endpoint.connect_lazy();
        *kept = Some((here, made.clone()));
        made
    }
}

impl Transport for GrpcTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            if request.method() != Method::POST {
                return Ok(answer(StatusCode::NOT_IMPLEMENTED));
            }
            let (mut head, body) = request.into_parts();
            let message = translate(&body).map_err(|error| TransportError::Unusable(error.into()))?;
            // What describes the HTTP message describes nothing here.
            for name in [ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST] {
                head.headers.remove(name);
            }
            let mut request = tonic::Request::new(message);
            *request.metadata_mut() = MetadataMap::from_headers(head.headers);
            let client = FrontendLogServiceClient::new(self.channel());
            match client.max_decoding_message_size(RESPONSE_MAX).export(request).await {
                Ok(response) => Ok(accepted(&response.into_inner())),
                Err(status) => refused(status),
            }
        })
    }
}

impl std::fmt::Debug for GrpcTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GrpcTransport").finish_non_exhaustive()
    }
}

/// From the envelope to the service's message.
fn translate(body: &[u8]) -> Result<ExportRequest, json::DecodeError> {
    let upload: UploadRequest = json::from_slice(body)?;
    let logs = upload.proto_logs.iter().map(|log| json::from_str::<FrontendLog>(log)).collect::<Result<_, _>>()?;
    Ok(ExportRequest { upload_time: upload.upload_time, logs })
}

fn accepted(response: &ExportResponse) -> Response<Bytes> {
    let mut answer = answer(StatusCode::OK);
    // Its errors are the service's own text, which nobody here looks at.
    if let Some(count) = response.num_proto_success {
        *answer.body_mut() = format!(r#"{{"numProtoSuccess":{count}}}"#).into();
    }
    answer
}

/// From a gRPC status to the HTTP status that says the same.
fn refused(status: Status) -> Result<Response<Bytes>, TransportError> {
    // `tonic` reports a missing or broken connection as a status that no service sent: one with a source.
    if status.source().is_some() {
        return Err(match status.code() {
            Code::DeadlineExceeded => TransportError::TimedOut,
            Code::Unavailable => TransportError::Unreachable(status.into()),
            _ => TransportError::Broken(status.into()),
        });
    }
    let mut answer = answer(match status.code() {
        Code::Unauthenticated => StatusCode::UNAUTHORIZED,
        Code::PermissionDenied => StatusCode::FORBIDDEN,
        Code::InvalidArgument | Code::FailedPrecondition => StatusCode::BAD_REQUEST,
        Code::NotFound | Code::Unimplemented => StatusCode::NOT_FOUND,
        Code::OutOfRange => StatusCode::PAYLOAD_TOO_LARGE,
        Code::ResourceExhausted => StatusCode::TOO_MANY_REQUESTS,
        Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Code::DeadlineExceeded => StatusCode::GATEWAY_TIMEOUT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    });
    let pushback = status.metadata().get("grpc-retry-pushback-ms").and_then(|value| value.to_str().ok());
    if let Some(millis) = pushback.and_then(|value| value.parse::<u64>().ok()) {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(millis.div_ceil(1_000)));
    }
    Ok(answer)
}

fn answer(status: StatusCode) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    response
}

//! The gRPC service of the contract: the same intake, the same faults.

use std::sync::Arc;

use tonic::transport::server::TcpIncoming;
use tonic::{Code, Request, Response, Status};

use super::client::Client;
use super::fault::FaultKind;
use super::intake::Arrival;
use super::shared::Shared;
use super::store::Outcome;
use crate::contract::frontend_log_service_server::{FrontendLogService, FrontendLogServiceServer};
use crate::contract::{ExportRequest, ExportResponse};

/// Serves until the receiver stops.
pub(crate) async fn serve(listener: tokio::net::TcpListener, shared: Arc<Shared>) {
    let mut stop = shared.stop.clone();
    let limit = shared.max_body_bytes;
    let service = FrontendLogServiceServer::new(Service(shared)).max_decoding_message_size(limit);
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
    let stopped = async move {
        // An error means that the receiver is gone, which is a stop too.
        let _ = stop.wait_for(|stop| *stop).await;
    };
    let server = tonic::transport::Server::builder().add_service(service);
    // What ends one connection does not end the server; what ends the server ends with the receiver.
    let _ = server.serve_with_incoming_shutdown(incoming, stopped).await;
}

struct Service(Arc<Shared>);

#[tonic::async_trait]
impl FrontendLogService for Service {
    async fn export(&self, request: Request<ExportRequest>) -> Result<Response<ExportResponse>, Status> {
        let shared = &self.0;
        let agent = request.metadata().get("user-agent").and_then(|value| value.to_str().ok());
        let sender = agent.and_then(Client::from_user_agent);
        let ExportRequest { upload_time, logs } = request.into_inner();
        let (number, verdict) = shared.next_upload();
        if !verdict.delay.is_zero() {
            tokio::time::sleep(verdict.delay).await;
        }
        let mut arrival = Arrival::from_messages(logs, upload_time, number, shared.now(), sender, &shared.kinds);
        let sent = arrival.logs.len();
        match verdict.fault {
            Some(FaultKind::Status { .. } | FaultKind::Hang | FaultKind::Reset) => arrival.stored = 0,
            // A share of at most 1 of a length is a length.
            Some(FaultKind::Partial(share)) => arrival.stored = (sent as f64 * share).floor() as usize,
            Some(FaultKind::Garbage) => arrival.spoiled = true,
            _ => arrival.spoiled = !verdict.delay.is_zero(),
        }
        let stored = arrival.stored;
        if !matches!(shared.writer.store(arrival).await, Ok(Outcome::Stored)) {
            return Err(Status::internal("the store did not take the logs"));
        }
        match verdict.fault {
            Some(FaultKind::Status { code, .. }) => Err(Status::new(code_of(code), "this answer was asked for")),
            Some(FaultKind::Hang) => {
                let mut stop = shared.stop.clone();
                let _ = stop.wait_for(|stop| *stop).await;
                Err(Status::unavailable("the receiver stops"))
            }
            Some(FaultKind::Reset) => Err(Status::unavailable("this answer was asked for")),
            Some(FaultKind::Garbage) => Err(Status::data_loss("this answer was asked for")),
            _ => {
                let num_proto_success = i64::try_from(stored).ok();
                Ok(Response::new(ExportResponse { errors: Vec::new(), num_proto_success }))
            }
        }
    }
}

/// Returns the gRPC code that stands for a status of HTTP.
fn code_of(status: u16) -> Code {
    match status {
        401 => Code::Unauthenticated,
        403 => Code::PermissionDenied,
        404 => Code::Unimplemented,
        413 | 429 => Code::ResourceExhausted,
        400..=499 => Code::InvalidArgument,
        501 => Code::Unimplemented,
        500 => Code::Internal,
        504 => Code::DeadlineExceeded,
        _ => Code::Unavailable,
    }
}

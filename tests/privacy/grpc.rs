//! Secrets in everything that a driver can set, and what a service of the contract is then sent over gRPC.

#![cfg(feature = "grpc")]

use std::sync::{Arc, Mutex};

use crate::secrets::life::{self, OWN_HEADER, token};
use crate::secrets::{clean, clean_bytes, each_carried};
use http::header;
use sql_driver_telemetry::contract::frontend_log_service_server::{FrontendLogService, FrontendLogServiceServer};
use sql_driver_telemetry::contract::{Binary, ExportRequest, ExportResponse};
use sql_driver_telemetry::export::GrpcTransport;
use sql_driver_telemetry::{ConnectionOptions, CredentialIdentity, json};
use tokio::net::TcpListener;
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Endpoint, Server};
use tonic::{Request, Response, Status};

type Requests = Arc<Mutex<Vec<Request<ExportRequest>>>>;

struct Service(Requests);

#[tonic::async_trait]
impl FrontendLogService for Service {
    async fn export(&self, request: Request<ExportRequest>) -> Result<Response<ExportResponse>, Status> {
        let count = i64::try_from(request.get_ref().logs.len()).expect("few");
        self.0.lock().unwrap().push(request);
        Ok(Response::new(ExportResponse { num_proto_success: Some(count), ..ExportResponse::default() }))
    }
}

#[test]
fn nothing_is_sent_over_grpc() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let requests = Requests::default();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    let server = Server::builder().add_service(FrontendLogServiceServer::new(Service(Arc::clone(&requests))));
    {
        let _inside = runtime.enter();
        runtime.spawn(server.serve_with_incoming(TcpIncoming::from(listener)));
    }
    let live = |options: ConnectionOptions, text: &str| -> Vec<Request<ExportRequest>> {
        let endpoint = Endpoint::from_shared(format!("http://{address}")).unwrap();
        life::live(options.transport(GrpcTransport::new(endpoint)), text).shutdown(life::WAIT);
        std::mem::take(&mut *requests.lock().unwrap())
    };
    each_carried(|kind, text, secret| {
        for sent in [
            live(life::options(text).credentials(token, CredentialIdentity::of(text)), text),
            live(life::from_properties(text), text),
        ] {
            assert!(!sent.is_empty(), "{kind}: nothing was sent of {text}");
            sent.iter().for_each(|request| look_at(kind, secret, request));
        }
    });
}

fn look_at(kind: &str, secret: &str, request: &Request<ExportRequest>) {
    let message = request.get_ref();
    clean_bytes("binary", kind, secret, &message.to_binary());
    clean("json", kind, secret, &json::to_string(message));
    let headers = request.metadata().clone().into_headers();
    let has_credentials = headers.contains_key(header::AUTHORIZATION);
    for (name, value) in &headers {
        if name != header::AUTHORIZATION && !(name == OWN_HEADER && has_credentials) {
            clean_bytes(name.as_str(), kind, secret, value.as_bytes());
        }
    }
}

//! The three transports, each with a service that counts what it takes. The services live in the process that looks
//! on, so that those that are looked at have threads and descriptors of telemetry's only.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use serde_json::Value;
use sql_driver_telemetry::ConnectionOptions;
use sql_driver_telemetry::export::{MemoryTransport, Transport};

/// By which transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Memory,
    #[cfg(feature = "rustls")]
    Http,
    #[cfg(feature = "grpc")]
    Grpc,
}

impl Way {
    pub const ALL: &[Self] = &[
        Self::Memory,
        #[cfg(feature = "rustls")]
        Self::Http,
        #[cfg(feature = "grpc")]
        Self::Grpc,
    ];
}

/// Where the services are, told to a child in one variable of its environment.
#[derive(Clone)]
pub struct Addresses(pub String);

/// A service of each way, and what they have taken.
pub struct Services {
    pub addresses: Addresses,
    pub taken: Arc<AtomicU64>,
    #[cfg(feature = "grpc")]
    _runtime: tokio::runtime::Runtime,
}

impl Services {
    pub fn start() -> Self {
        let taken = Arc::new(AtomicU64::new(0));
        let http = http(taken.clone());
        #[cfg(feature = "grpc")]
        let (runtime, grpc) = grpc::serve(taken.clone());
        #[cfg(not(feature = "grpc"))]
        let grpc = "";
        Self {
            addresses: Addresses(format!("{http} {grpc}")),
            taken,
            #[cfg(feature = "grpc")]
            _runtime: runtime,
        }
    }
}

/// A transport for many connections, one after the other and at the same time.
pub struct Line {
    way: Way,
    transport: Option<Arc<dyn Transport>>,
    host: String,
    memory: MemoryTransport,
}

impl Line {
    pub fn of(way: Way, addresses: &Addresses) -> Self {
        let memory = MemoryTransport::new();
        let (http, _grpc) = addresses.0.split_once(' ').expect("two addresses");
        let (transport, host): (Option<Arc<dyn Transport>>, _) = match way {
            Way::Memory => (Some(Arc::new(memory.clone())), "dbc-a1.cloud.databricks.com".to_owned()),
            // The default transport.
            #[cfg(feature = "rustls")]
            Way::Http => (None, http.to_owned()),
            #[cfg(feature = "grpc")]
            Way::Grpc => (Some(grpc::transport(_grpc)), http.to_owned()),
        };
        Self { way, transport, host, memory }
    }

    pub fn host(&self) -> &str {
        &self.host
    }

    pub fn lay(&self, options: ConnectionOptions) -> ConnectionOptions {
        match self.transport.clone() {
            Some(transport) => options.shared_transport(transport),
            None => options,
        }
    }

    /// What arrived, where that is known on this side.
    pub fn arrived(&self) -> Option<u64> {
        let requests = (self.way == Way::Memory).then(|| self.memory.requests())?;
        Some(requests.iter().map(|request| logs(request.body())).sum())
    }
}

fn logs(body: &[u8]) -> u64 {
    let envelope: Value = serde_json::from_slice(body).expect("an envelope");
    envelope["protoLogs"].as_array().map_or(0, |logs| logs.len() as u64)
}

fn http(taken: Arc<AtomicU64>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let taken = taken.clone();
            thread::spawn(move || answer(stream, &taken));
        }
    });
    format!("http://{address}")
}

fn answer(stream: TcpStream, taken: &AtomicU64) -> Option<()> {
    let mut lines = BufReader::new(stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        lines.read_exact(&mut body).ok()?;
        taken.fetch_add(logs(&body), Ordering::Relaxed);
        lines
            .get_mut()
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}")
            .ok()?;
    }
}

/// A transport to nowhere yet.
#[cfg(feature = "grpc")]
pub fn grpc(address: &str) -> Arc<dyn Transport> {
    grpc::transport(address)
}

#[cfg(feature = "grpc")]
mod grpc {
    use super::*;
    use sql_driver_telemetry::contract::frontend_log_service_server::{FrontendLogService, FrontendLogServiceServer};
    use sql_driver_telemetry::contract::{ExportRequest, ExportResponse};
    use sql_driver_telemetry::export::GrpcTransport;
    use tokio::net;
    use tokio::runtime::Runtime;
    use tonic::transport::server::TcpIncoming;
    use tonic::transport::{Endpoint, Server};

    struct Counting(Arc<AtomicU64>);

    #[tonic::async_trait]
    impl FrontendLogService for Counting {
        async fn export(
            &self,
            request: tonic::Request<ExportRequest>,
        ) -> Result<tonic::Response<ExportResponse>, tonic::Status> {
            let count = request.get_ref().logs.len() as u64;
            self.0.fetch_add(count, Ordering::Relaxed);
            let num_proto_success = i64::try_from(count).ok();
            Ok(tonic::Response::new(ExportResponse { num_proto_success, ..ExportResponse::default() }))
        }
    }

    pub fn serve(taken: Arc<AtomicU64>) -> (Runtime, String) {
        let runtime = Runtime::new().expect("a runtime");
        let listener = runtime.block_on(net::TcpListener::bind("127.0.0.1:0")).expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = Server::builder().add_service(FrontendLogServiceServer::new(Counting(taken)));
        runtime.spawn(server.serve_with_incoming(TcpIncoming::from(listener)));
        (runtime, format!("http://{address}"))
    }

    pub fn transport(address: &str) -> Arc<dyn Transport> {
        Arc::new(GrpcTransport::new(Endpoint::from_shared(address.to_owned()).expect("an address")))
    }
}

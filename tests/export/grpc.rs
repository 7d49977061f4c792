//! The gRPC transport against a service of the contract, in its good and bad moments.
#![cfg(feature = "grpc")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::frontend_log_service_server::{FrontendLogService, FrontendLogServiceServer};
use sql_driver_telemetry::contract::{ExportRequest, ExportResponse, OperationType};
use sql_driver_telemetry::export::{BoxError, Credentials, GrpcTransport, Outcome, Transport, TransportError};
use sql_driver_telemetry::{ConnectionOptions, CredentialIdentity, DriverIdentity, Telemetry};
use tokio::net::TcpListener;
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Endpoint, Server};
use tonic::{Code, Status};

use crate::table::{Row, Table};

type Requests = Arc<Mutex<Vec<tonic::Request<ExportRequest>>>>;

/// Answers with what it is told, and keeps what it was sent.
struct Service {
    answer: Box<dyn Fn(usize) -> Result<ExportResponse, Status> + Send + Sync>,
    requests: Requests,
}

#[tonic::async_trait]
impl FrontendLogService for Service {
    async fn export(&self, request: tonic::Request<ExportRequest>) -> Result<tonic::Response<ExportResponse>, Status> {
        let mut requests = self.requests.lock().unwrap();
        requests.push(request);
        (self.answer)(requests.len()).map(tonic::Response::new)
    }
}

async fn serve(
    answer: impl Fn(usize) -> Result<ExportResponse, Status> + Send + Sync + 'static,
) -> (GrpcTransport, Requests) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let requests = Requests::default();
    let service = Service { answer: Box::new(answer), requests: Arc::clone(&requests) };
    let server = Server::builder().add_service(FrontendLogServiceServer::new(service));
    tokio::spawn(server.serve_with_incoming(TcpIncoming::from(listener)));
    (GrpcTransport::new(Endpoint::from_shared(format!("http://{address}")).unwrap()), requests)
}

fn taken(count: i64) -> ExportResponse {
    ExportResponse { num_proto_success: Some(count), ..ExportResponse::default() }
}

fn upload() -> Request<Bytes> {
    let body = r#"{"uploadTime":7,"items":[],"protoLogs":["{\"workspace_id\":42}","{}"]}"#;
    let mut request = Request::post("https://a.example.com/telemetry-ext").body(body.into()).unwrap();
    for (name, value) in
        [("authorization", "Bearer secret"), ("user-agent", "driver/1.0"), ("x-databricks-org-id", "42")]
    {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    request
}

fn outcome(answer: &Result<Response<Bytes>, TransportError>) -> Outcome {
    match answer {
        Ok(response) => Outcome::of_response(response.status(), response.headers(), std::time::SystemTime::now()),
        Err(error) => error.outcome(),
    }
}

#[tokio::test]
async fn an_upload_arrives_as_messages_with_its_headers() {
    let (transport, requests) = serve(|_| Ok(taken(2))).await;
    let response = transport.send(upload()).await.unwrap();
    assert_eq!(&response.body()[..], br#"{"numProtoSuccess":2}"#);
    let requests = requests.lock().unwrap();
    let (metadata, message) = (requests[0].metadata(), requests[0].get_ref());
    assert_eq!((message.upload_time, message.logs.len()), (Some(7), 2));
    assert_eq!(message.logs[0].workspace_id, Some(42));
    assert_eq!(metadata.get("authorization").unwrap(), "Bearer secret");
    assert_eq!(metadata.get("x-databricks-org-id").unwrap(), "42");
    assert!(metadata.get("user-agent").unwrap().to_str().unwrap().starts_with("driver/1.0"));
}

#[tokio::test]
async fn every_status_means_what_its_http_counterpart_does() {
    for number in 1..=16 {
        let code = Code::from_i32(number);
        let (transport, _) = serve(move |_| Err(Status::new(code, "no"))).await;
        let expected = match code {
            Code::Unauthenticated | Code::PermissionDenied => Outcome::Unauthorized,
            Code::InvalidArgument | Code::FailedPrecondition => Outcome::Rejected,
            Code::NotFound | Code::Unimplemented => Outcome::NotFound,
            Code::OutOfRange => Outcome::TooLarge,
            Code::ResourceExhausted => Outcome::Throttled(None),
            _ => Outcome::Unavailable(None),
        };
        let answer = transport.send(upload()).await;
        assert_eq!(outcome(&answer), expected, "{code:?}");
        let status = match code {
            Code::Unavailable => 503,
            Code::DeadlineExceeded => 504,
            _ if expected == Outcome::Unavailable(None) => 500,
            _ => continue,
        };
        assert_eq!(answer.expect("an answer").status(), status, "{code:?}");
    }
    let (transport, _) = serve(|_| {
        let mut status = Status::resource_exhausted("slow down");
        status.metadata_mut().insert("grpc-retry-pushback-ms", "2500".parse().unwrap());
        Err(status)
    })
    .await;
    let wait = Some(Duration::from_secs(3));
    assert_eq!(outcome(&transport.send(upload()).await), Outcome::Throttled(wait));
}

#[tokio::test]
async fn nobody_there_is_unreachable_and_the_flag_is_not_served() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let transport = GrpcTransport::new(Endpoint::from_shared(format!("http://{address}")).unwrap());
    let answer = transport.send(upload()).await;
    assert!(matches!(answer, Err(TransportError::Unreachable(_))), "{answer:?}");
    let flag = Request::get("https://a.example.com/flag").body(Bytes::new()).unwrap();
    assert_eq!(transport.send(flag).await.unwrap().status(), 501);
}

#[tokio::test]
async fn a_drivers_whole_way_over_grpc() {
    let (transport, requests) = serve(|n| if n == 1 { Err(Status::unavailable("once")) } else { Ok(taken(3)) }).await;
    let token = || async { Ok::<_, BoxError>(Credentials::bearer("t")?) };
    let options = ConnectionOptions::new("dbc-a1.cloud.databricks.com", DriverIdentity::new("Test Driver", "1.2.3"))
        .config(Config::new().force_enable(true))
        .transport(transport)
        .credentials(token, CredentialIdentity::of("somebody"));
    let connection = Telemetry::with_environment(Environment::none()).connect(options);
    for _ in 0..3 {
        drop(connection.statement(OperationType::ExecuteStatement));
    }
    let flushed = connection.close_async(Duration::from_secs(20)).await;
    assert_eq!((flushed.delivered, flushed.is_complete()), (3, true));
    let requests = requests.lock().unwrap();
    let ids = |n: usize| -> Vec<_> {
        requests[n].get_ref().logs.iter().map(|log| log.frontend_log_event_id.clone()).collect()
    };
    assert_eq!(requests.len(), 2);
    assert_eq!(ids(0), ids(1), "the same events again");
    let mut table = Table::of("A fault that passes", "export::grpc::a_drivers_whole_way_over_grpc");
    table.row("gRPC: `UNAVAILABLE`", Row::of(&connection.stats()).requests(requests.len(), 2..=2));
    table.check();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transport_outlives_the_worker_that_used_it() {
    let (transport, requests) = serve(|_| Ok(taken(10))).await;
    let transport: Arc<dyn Transport> = Arc::new(transport);
    let telemetry = Telemetry::with_environment(Environment::none());
    for round in 1..=5 {
        let options =
            ConnectionOptions::new("dbc-a1.cloud.databricks.com", DriverIdentity::new("Test Driver", "1.2.3"))
                .config(Config::new().force_enable(true).flush_interval(Duration::from_secs(3_600)))
                .shared_transport(transport.clone());
        let connection = telemetry.connect(options);
        for _ in 0..10 {
            drop(connection.statement(OperationType::ExecuteStatement));
        }
        let flushed = connection.close_async(Duration::from_secs(20)).await;
        assert_eq!((flushed.delivered, flushed.is_complete()), (10, true), "{round}");
        drop(connection);
        let telemetry = telemetry.clone();
        let down = tokio::task::spawn_blocking(move || telemetry.shutdown(Duration::from_secs(20)));
        assert!(!down.await.unwrap().timed_out, "{round}: the worker is still there");
    }
    assert_eq!(requests.lock().unwrap().iter().map(|it| it.get_ref().logs.len()).sum::<usize>(), 50);
    let mut table =
        Table::of("Connections that live for moments", "export::grpc::a_transport_outlives_the_worker_that_used_it");
    let stats = telemetry.stats();
    let row = Row::of(&stats).requests(stats.requests as usize, 5..=5);
    table.row("gRPC: one transport, five connections of ten events, the worker ended between them", row);
    table.check();
}

//! Both transports, against the receiver, and against nobody.

use sql_driver_telemetry::Telemetry;
use sql_driver_telemetry::config::Environment;
use sql_driver_telemetry::export::bytes::Bytes;
use sql_driver_telemetry::export::http::Request;
use sql_driver_telemetry::export::{Transport, TransportError};
use sql_driver_telemetry::receiver::Receiver;
use sql_driver_telemetry_transports::{HyperTransport, ReqwestTransport, drive};

fn arrives(transport: impl Transport) {
    let receiver = Receiver::start().expect("a receiver");
    let telemetry = Telemetry::with_environment(Environment::none());
    let sent = drive(&telemetry, &receiver.url(), transport);
    assert_eq!((sent.delivered, sent.dropped), (1, 0));
    receiver.events().expect_no_violations().expect_one();
}

#[test]
fn what_is_sent_by_reqwest_arrives() {
    arrives(ReqwestTransport::default());
}

#[test]
fn what_is_sent_by_hyper_arrives() {
    arrives(HyperTransport::default());
}

/// Nobody listens on the port of a socket that was closed.
#[test]
fn a_refused_connection_is_known_as_one() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port");
    let transports: [Box<dyn Transport>; 2] =
        [Box::new(ReqwestTransport::default()), Box::new(HyperTransport::default())];
    for transport in transports {
        let request = Request::post(format!("http://{free}/telemetry-ext")).body(Bytes::new()).expect("a request");
        let answer = runtime.block_on(transport.send(request));
        assert!(matches!(answer, Err(TransportError::Unreachable(_))), "{answer:?}");
    }
}

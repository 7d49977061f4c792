//! Over `hyper` and nothing else. TLS is the connector's: a driver puts its own in the place of the plain one.

use std::sync::OnceLock;

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use sql_driver_telemetry::export::bytes::Bytes;
use sql_driver_telemetry::export::http::{Request, Response};
use sql_driver_telemetry::export::{BoxFuture, RESPONSE_MAX, Transport, TransportError};

/// Sends with a client that is made at the first request.
#[derive(Debug, Default)]
pub struct HyperTransport {
    client: OnceLock<Client<HttpConnector, Full<Bytes>>>,
}

impl Transport for HyperTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let make = || Client::builder(TokioExecutor::new()).build(HttpConnector::new());
            let client = self.client.get_or_init(make);
            let response = client.request(request.map(Full::new)).await.map_err(TransportError::from_error)?;
            let (head, body) = response.into_parts();
            // An answer that is longer than anybody looks at is as good as an empty one.
            let body = match Limited::new(body, RESPONSE_MAX).collect().await {
                Ok(body) => body.to_bytes(),
                Err(error) if error.is::<LengthLimitError>() => Bytes::new(),
                Err(error) => return Err(TransportError::from_error(error)),
            };
            Ok(Response::from_parts(head, body))
        })
    }
}

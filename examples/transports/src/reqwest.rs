//! Over `reqwest`, another one than telemetry's own.

use std::sync::OnceLock;

use sql_driver_telemetry::export::{BoxFuture, RESPONSE_MAX, Transport, TransportError, bytes, http};

/// Sends with a client that is made at the first request.
#[derive(Debug, Default)]
pub struct ReqwestTransport {
    client: OnceLock<reqwest::Client>,
}

impl ReqwestTransport {
    fn client(&self) -> Result<&reqwest::Client, TransportError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        // The driver's settings belong here: proxy, certificates, TLS.
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|error| TransportError::Unusable(error.into()))?;
        Ok(self.client.get_or_init(|| client))
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<bytes::Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<bytes::Bytes>, TransportError>> {
        Box::pin(async move {
            // The URL is in the error's text.
            let failed = |error: reqwest::Error| TransportError::from_error(error.without_url());
            let request = request.try_into().map_err(|error: reqwest::Error| TransportError::Unusable(error.into()))?;
            let mut response = self.client()?.execute(request).await.map_err(failed)?;
            let mut answer = http::Response::new(bytes::Bytes::new());
            *answer.status_mut() = response.status();
            *answer.headers_mut() = std::mem::take(response.headers_mut());
            let mut body = bytes::BytesMut::new();
            while let Some(part) = response.chunk().await.map_err(failed)? {
                body.extend_from_slice(&part);
                if body.len() >= RESPONSE_MAX {
                    break;
                }
            }
            *answer.body_mut() = body.freeze();
            Ok(answer)
        })
    }
}

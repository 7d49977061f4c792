//! Reading a request's body within bounds: of size, of time, and of what all requests hold together.

use std::io::{Read, Write};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::config::{BODY_PAUSE, BODY_TIMEOUT, MAX_BYTES_IN_FLIGHT, MAX_MEMBERS};

/// A body that was read, with its share of the bytes that may be in flight.
pub(crate) struct Received {
    pub(crate) bytes: Vec<u8>,
    _share: Share,
}

/// Why a body was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BodyError {
    #[error("the body is larger than the {0} bytes that are taken")]
    TooLarge(usize),
    #[error("the body has more than the {MAX_MEMBERS} members that are taken")]
    TooManyMembers,
    #[error("the body did not arrive in time")]
    Slow,
    #[error("the body broke off, or its length is not what was announced")]
    Broken,
    #[error("the body is no gzip, or broken off")]
    NotGzip,
    #[error("the content coding is not taken: send gzip or none")]
    Encoding,
    #[error("too many bodies are being read: try again")]
    Busy,
}

impl BodyError {
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::TooLarge(_) | Self::TooManyMembers => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::Broken | Self::NotGzip => StatusCode::BAD_REQUEST,
            Self::Encoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// The bytes that all requests may hold together.
#[derive(Clone, Debug)]
pub(crate) struct InFlight(Arc<Semaphore>);

/// Bytes are counted in steps of 4 KiB, rounded up: a semaphore is cheap, but not a byte's worth.
const STEP: usize = 4096;

impl Default for InFlight {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MAX_BYTES_IN_FLIGHT / STEP)))
    }
}

/// What one request holds of [`InFlight`]. Grows with the bytes that have come, not with what was announced, so that
/// clients that announce much and send little keep nobody out.
struct Share {
    pool: InFlight,
    permits: Option<OwnedSemaphorePermit>,
    steps: usize,
}

impl Share {
    fn grow_to(&mut self, bytes: usize) -> Result<(), BodyError> {
        let wanted = bytes.div_ceil(STEP);
        if wanted <= self.steps {
            return Ok(());
        }
        let more = u32::try_from(wanted - self.steps).map_err(|_| BodyError::Busy)?;
        let more = Arc::clone(&self.pool.0).try_acquire_many_owned(more).map_err(|_| BodyError::Busy)?;
        match &mut self.permits {
            Some(permits) => permits.merge(more),
            None => self.permits = Some(more),
        }
        self.steps = wanted;
        Ok(())
    }
}

/// Reads a body of at most `limit` bytes, gzip undone.
pub(crate) async fn read(
    body: Body,
    headers: &HeaderMap,
    limit: usize,
    pool: &InFlight,
) -> Result<Received, BodyError> {
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|announced| announced > limit) {
        return Err(BodyError::TooLarge(limit));
    }
    let gzip = match headers.get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap_or("?").trim()) {
        None | Some("" | "identity") => false,
        Some(coding) if coding.eq_ignore_ascii_case("gzip") => true,
        Some(_) => return Err(BodyError::Encoding),
    };
    let mut share = Share { pool: pool.clone(), permits: None, steps: 0 };
    let collected = tokio::time::timeout(BODY_TIMEOUT, collect(body, limit, &mut share, BODY_PAUSE)).await;
    let mut bytes = collected.map_err(|_| BodyError::Slow)??;
    if gzip {
        bytes = inflate(&bytes, limit, &mut share)?;
    }
    // A body that is shorter than so many commas need not be counted.
    if bytes.len() > MAX_MEMBERS && bytes.iter().filter(|byte| **byte == b',').count() > MAX_MEMBERS {
        return Err(BodyError::TooManyMembers);
    }
    Ok(Received { bytes, _share: share })
}

async fn collect(mut body: Body, limit: usize, share: &mut Share, pause: Duration) -> Result<Vec<u8>, BodyError> {
    let mut bytes = Vec::new();
    loop {
        let frame = tokio::time::timeout(pause, body.frame()).await.map_err(|_| BodyError::Slow)?;
        let Some(frame) = frame else { return Ok(bytes) };
        let data: Bytes = match frame.map_err(|_| BodyError::Broken)?.into_data() {
            Ok(data) => data,
            // Trailers say nothing about the body.
            Err(_) => continue,
        };
        if bytes.len() + data.len() > limit {
            return Err(BodyError::TooLarge(limit));
        }
        share.grow_to(bytes.len() + data.len())?;
        bytes.extend_from_slice(&data);
    }
}

/// Undoes gzip up to `limit` bytes: a bomb is noticed as soon as it has grown that far.
fn inflate(bytes: &[u8], limit: usize, share: &mut Share) -> Result<Vec<u8>, BodyError> {
    let mut plain = Vec::new();
    let mut reader = flate2::read::MultiGzDecoder::new(bytes);
    let mut piece = [0; 16 * 1024];
    loop {
        let length = reader.read(&mut piece).map_err(|_| BodyError::NotGzip)?;
        if length == 0 {
            return Ok(plain);
        }
        if plain.len() + length > limit {
            return Err(BodyError::TooLarge(limit));
        }
        share.grow_to(bytes.len() + plain.len() + length)?;
        plain.write_all(&piece[..length]).map_err(|_| BodyError::NotGzip)?;
    }
}

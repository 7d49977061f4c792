//! The JSON of the contract: how a log is written, how it is read, and the envelope that it travels in.
//!
//! - Names are the contract's (snake_case; the envelope is lowerCamelCase), integers of 64 bits are numbers, enums are
//!   words, unset fields are left out, zeros and `false` are written.
//! - Writing cannot fail: a number of an enum that this version does not know is left out.
//! - Reading is strict for logs ([`from_str`]) and names the full path of what is wrong; [`read_tolerant`] goes on and
//!   lists every departure instead; the service's answer is read by [`read_response`], which forgives everything.

mod departure;
mod document;
mod envelope;
mod line;
mod reader;
mod response;
mod strict;
mod tree;
mod writer;

pub use departure::{Departure, DepartureKind};
pub use document::to_document;
pub use envelope::{Body, BodyBuilder};
use line::Line;
pub use reader::{DecodeError, MAX_INPUT_BYTES, from_slice, from_str, read_strict, read_tolerant};
pub(crate) use reader::{camel, read_at_once, shown, snake};
pub use response::read_response;
pub(crate) use strict::{LogText, read_upload_at_once};
pub(crate) use tree::Borrowed;
pub use tree::{Number, Tree, TreeError};
pub use writer::{Constant, pretty, to_string};
pub(crate) use writer::{Form, write_message};

//! Secrets in everything that a driver can set, in what its provider and its transport fail and panic with, and in what
//! the service answers: none is in what this crate logs, and this crate adds no panic to the driver's own. In a process
//! of its own, for the sake of the global subscriber and of the panic hook.

#![cfg(feature = "collect")]

#[path = "privacy/secrets/mod.rs"]
mod secrets;

use std::fmt::{Debug, Write};
use std::panic;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode};
use secrets::{clean, each_carried, life};
use sql_driver_telemetry::config::Config;
use sql_driver_telemetry::export::{BoxError, Credentials, TransportError, blocking_credentials};
use sql_driver_telemetry::{ConnectionOptions, CredentialIdentity};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Keeps every word it is told, at every level: target, name and fields.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<String>>);

impl Listener {
    fn hear(&self, metadata: &Metadata<'_>, record: impl FnOnce(&mut dyn Visit)) {
        let mut heard = Words(format!("{} {} ", metadata.target(), metadata.name()));
        record(&mut heard);
        let mut all = self.0.lock().unwrap();
        all.push_str(&heard.0);
        all.push('\n');
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("sql_driver_telemetry")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.hear(span.metadata(), |words| span.record(words));
        Id::from_u64(1)
    }

    fn event(&self, event: &Event<'_>) {
        self.hear(event.metadata(), |words| event.record(words));
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

struct Words(String);

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, "{}={value:?} ", field.name());
    }
}

/// How long an end is waited for: half of it is a failing provider's, before events go without a credential.
const END: Duration = Duration::from_millis(100);

#[test]
fn nothing_is_logged_and_no_panic_is_added() {
    let listener = Listener::default();
    tracing::subscriber::set_global_default(listener.clone()).unwrap();
    let foreign: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&foreign);
    panic::set_hook(Box::new(move |info| {
        // The test's own panics are a driver's here, and its own words; any other would be this crate's.
        if info.location().is_none_or(|at| at.file() != file!()) {
            seen.lock().unwrap().push(info.to_string());
        }
    }));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut wrong = None;
    each_carried(|kind, text, secret| {
        for life in lives(text, runtime.handle()) {
            let telemetry = life::live_for(life, text, Duration::from_millis(20));
            clean("stats", kind, secret, &format!("{:?}", telemetry.stats()));
            clean("end", kind, secret, &format!("{:?}", telemetry.shutdown(END)));
        }
        let heard = std::mem::take(&mut *listener.0.lock().unwrap());
        assert!(heard.contains("a batch has ended") && heard.contains("telemetry is off"), "{heard}");
        let found = panic::catch_unwind(|| clean("log", kind, secret, &heard));
        wrong = wrong.take().or(found.is_err().then(|| format!("{kind}: {heard}")));
    });
    let _ = panic::take_hook();
    assert_eq!(wrong, None);
    assert_eq!(*foreign.lock().unwrap(), Vec::<String>::new());
}

/// Connections whose transport, provider, service or host go wrong in every way, with `text` in it.
fn lives(text: &str, runtime: &tokio::runtime::Handle) -> Vec<ConnectionOptions> {
    let plain = || {
        // What went wrong is settled at once.
        let config = Config::from_properties([("adbc.databricks.telemetry.max_retries", "0")]).force_enable(true);
        life::options(text).config(config)
    };
    let identity = CredentialIdentity::of(text);
    let mut lives = vec![
        plain().transport(answers(text, |said| Err(TransportError::Unreachable(said.into())))),
        plain().transport(answers(text, |said| Err(TransportError::Unusable(said.into())))),
        plain().transport(answers(text, |said| panic!("{said}"))),
        plain().transport(answers(text, |said| Ok(response(400, said)))),
        plain().transport(answers(text, |said| Ok(response(503, said)))),
        plain().transport(answers(text, |said| Ok(response(200, said)))),
    ];
    let accepts = || answers(text, |said| Ok(response(200, said)));
    let said = text.to_owned();
    let fails = move || std::future::ready(Err::<Credentials, BoxError>(said.clone().into()));
    lives.push(plain().transport(accepts()).credentials(fails, identity));
    let said = text.to_owned();
    let panics = move || -> Result<Credentials, BoxError> { panic!("{said}") };
    lives.push(
        plain().transport(accepts()).credentials(blocking_credentials(runtime.clone(), panics.clone()), identity),
    );
    lives.push(plain().transport(accepts()).credentials(move || std::future::ready(panics()), identity));
    lives.push(life::asking(plain().transport(accepts())));
    let nowhere = plain().transport(accepts()).host(format!("https://user:{text}@"));
    lives.push(nowhere);
    let out = plain().transport(accepts()).config(Config::new().enabled(false));
    lives.push(out);
    lives
}

type Answer = Result<Response<Bytes>, TransportError>;

fn answers(
    text: &str,
    answer: fn(String) -> Answer,
) -> impl Fn(Request<Bytes>) -> std::future::Ready<Answer> + Send + Sync + 'static {
    let text = text.to_owned();
    move |_| std::future::ready(answer(text.clone()))
}

fn response(status: u16, said: String) -> Response<Bytes> {
    let mut response = Response::new(said.clone().into());
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    if let Ok(value) = HeaderValue::try_from(&said) {
        response.headers_mut().insert("retry-after", value.clone());
        response.headers_mut().insert("x-said", value);
    }
    response
}

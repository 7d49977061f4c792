//! Guards as spans of the `tracing` crate: one measurement for a driver's traces and for telemetry.
//!
//! A statement, the call that submits it, an operation, a poll and a download are spans of the one target
//! [`SPAN_TARGET`], at level `INFO`. Their attributes have the names of OpenTelemetry's semantic conventions, which the
//! contract says beside its fields, and hold no more than the privacy pass lets through. Nobody listening costs a look at
//! one number.

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{Trace, is_listened_to};
#[cfg(feature = "tracing")]
pub use on::SPAN_TARGET;
#[cfg(feature = "tracing")]
pub(crate) use on::{Trace, is_listened_to};

#[cfg(feature = "tracing")]
mod on {
    use std::fmt;
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
    use tracing::{Dispatch, Level, Metadata, Span, dispatcher};
    use tracing_core::callsite::DefaultCallsite;
    use tracing_core::field::{Field, FieldSet, Value};
    use tracing_core::identify_callsite;
    use tracing_core::metadata::Kind;

    use super::super::error::ErrorInfo;
    use super::super::facts::Facts;
    use super::super::profile::Profile;
    use crate::contract::{
        DriverErrorInfo, HostDetails, Message, MessageDescriptor, OperationDetail, OperationType, SqlExecutionEvent,
    };
    use crate::privacy::class;

    /// The target of all spans that are made of guards: what a subscriber's filter names to have them, or not to.
    ///
    /// | span | is | lasts until |
    /// |---|---|---|
    /// | `statement` | a [`StatementTelemetry`](crate::StatementTelemetry) | the statement ends |
    /// | `call` | the call that submits it, below it | it [returned](crate::StatementTelemetry::returned) |
    /// | `poll` | a [`PollTimer`](crate::PollTimer), below it | the timer is dropped |
    /// | `chunk` | a [`ChunkTimer`](crate::ChunkTimer), below it | the chunk has arrived or is given up |
    /// | `operation` | an [`OperationTimer`](crate::OperationTimer) | it returned |
    ///
    /// The parent of a statement and of an operation is the span that is current where they begin. A subscriber of
    /// OpenTelemetry sees the word of the operation as the name of a `statement` or an `operation`, and these two as a
    /// client's.
    pub const SPAN_TARGET: &str = "sql_driver_telemetry::span";

    // The names are the contract's: a field that loses its attribute stops the build here.
    const OPERATION: &str = attribute(OperationDetail::DESCRIPTOR, "operation_type");
    const ADDRESS: &str = attribute(HostDetails::DESCRIPTOR, "host_url");
    const PORT: &str = attribute(HostDetails::DESCRIPTOR, "port");
    const ERROR: &str = attribute(DriverErrorInfo::DESCRIPTOR, "error_name");
    const STATUS: &str = attribute(DriverErrorInfo::DESCRIPTOR, "sql_state");
    // No field of the contract says these: which database it is is known to who reads the log.
    const SYSTEM: &str = "db.system.name";
    /// The chunk of a result, by the name of its field: the conventions have none.
    const CHUNK: &str = field(SqlExecutionEvent::DESCRIPTOR, "chunk_id");
    // What `tracing-opentelemetry` takes for the name, the kind and the status of a span.
    const OTEL_NAME: &str = "otel.name";
    const OTEL_KIND: &str = "otel.kind";
    const OTEL_STATUS: &str = "otel.status_code";

    const fn attribute(message: &'static MessageDescriptor, name: &str) -> &'static str {
        let mut index = 0;
        while index < message.fields.len() {
            if is_same(message.fields[index].name, name)
                && let Some(attribute) = message.fields[index].otel_attribute
            {
                return attribute;
            }
            index += 1;
        }
        panic!("the contract gives this field no attribute")
    }

    const fn field(message: &'static MessageDescriptor, name: &str) -> &'static str {
        let mut index = 0;
        while index < message.fields.len() {
            if is_same(message.fields[index].name, name) {
                return message.fields[index].name;
            }
            index += 1;
        }
        panic!("the contract has no such field")
    }

    const fn is_same(left: &str, right: &str) -> bool {
        let (left, right) = (left.as_bytes(), right.as_bytes());
        let mut index = 0;
        while index < left.len() && index < right.len() && left[index] == right[index] {
            index += 1;
        }
        index == left.len() && index == right.len()
    }

    /// A kind of span, as a subscriber registers it.
    struct Site {
        callsite: &'static DefaultCallsite,
        metadata: &'static Metadata<'static>,
    }

    macro_rules! site {
        ($site:ident, $name:literal, $fields:expr) => {
            static $site: Site = {
                static CALLSITE: DefaultCallsite = DefaultCallsite::new(&METADATA);
                static METADATA: Metadata<'static> = Metadata::new(
                    $name,
                    SPAN_TARGET,
                    Level::INFO,
                    None,
                    None,
                    None,
                    FieldSet::new($fields, identify_callsite!(&CALLSITE)),
                    Kind::SPAN,
                );
                Site { callsite: &CALLSITE, metadata: &METADATA }
            };
        };
    }

    const DATABASE: &[&str] = &[OTEL_NAME, OTEL_KIND, OTEL_STATUS, SYSTEM, OPERATION, ADDRESS, PORT, ERROR, STATUS];

    site!(STATEMENT, "statement", DATABASE);
    site!(SINGLE, "operation", DATABASE);
    site!(CALL, "call", &[]);
    site!(POLL, "poll", &[]);
    site!(DOWNLOAD, "chunk", &[OTEL_STATUS, CHUNK]);

    /// The spans of one guard, while somebody listens.
    #[derive(Default)]
    pub(crate) struct Trace(Option<Box<Mutex<Spans>>>);

    #[derive(Default)]
    struct Spans {
        whole: Option<Span>,
        call: Option<Span>,
    }

    impl Trace {
        pub(crate) const fn none() -> Self {
            Self(None)
        }

        /// Returns whether somebody listens, or did.
        #[inline(always)]
        pub(crate) const fn is_some(&self) -> bool {
            self.0.is_some()
        }

        /// Returns a statement, and the call that submits it.
        pub(crate) fn statement(profile: &Profile, operation: OperationType) -> Self {
            let trace = Self::open(&STATEMENT, profile, operation);
            if let Some(mut spans) = trace.spans() {
                spans.call = spans.whole.as_ref().and_then(|parent| below(parent, &CALL));
            }
            trace
        }

        /// Returns an operation, which is one call.
        #[inline]
        pub(crate) fn operation(profile: &Profile, operation: OperationType) -> Self {
            if is_listened_to() { Self::open(&SINGLE, profile, operation) } else { Self(None) }
        }

        #[inline]
        pub(crate) fn poll(&self) -> Self {
            self.0.as_ref().map_or(Self(None), |_| self.below(&POLL))
        }

        #[inline]
        pub(crate) fn chunk(&self, index: u64) -> Self {
            self.0.as_ref().map_or(Self(None), |_| {
                let trace = self.below(&DOWNLOAD);
                trace.span().record(CHUNK, index);
                trace
            })
        }

        /// Notes that the call has come back, now: `read` reads the clock in the same moment in which the span is
        /// closed.
        pub(crate) fn returned(&self, read: &mut dyn FnMut()) {
            match self.spans().and_then(|mut spans| spans.call.take()) {
                Some(call) => close(call, read),
                None => read(),
            }
        }

        /// Closes the span with what is known by now. Handles that others have of the span may keep it open.
        #[inline(always)]
        pub(crate) fn end(&self, facts: &Facts) {
            if self.0.is_some() {
                self.close(facts);
            }
        }

        /// Closes the span of what has no error of its own to tell.
        #[inline]
        pub(crate) fn finish(&self, failed: bool) {
            let Some(span) = self.spans().and_then(|mut spans| spans.whole.take()) else { return };
            if failed {
                span.record(OTEL_STATUS, "ERROR");
            }
            close(span, || {});
        }

        /// Returns a handle of the span; one that is disabled if nobody listens, or it has ended.
        pub(crate) fn span(&self) -> Span {
            self.spans().and_then(|spans| spans.whole.clone()).unwrap_or_else(Span::none)
        }

        #[cold]
        #[inline(never)]
        fn open(site: &'static Site, profile: &Profile, operation: OperationType) -> Self {
            if site.callsite.interest().is_never() {
                return Self(None);
            }
            let Some(span) = dispatcher::get_default(|dispatch| {
                begin(site, dispatch, |meta| Span::new_with(meta, &nothing(meta), dispatch))
            }) else {
                return Self(None);
            };
            let name = operation.as_str_name();
            span.record(OTEL_NAME, name).record(OTEL_KIND, "client").record(OPERATION, name);
            span.record(SYSTEM, "databricks");
            let server = profile.server();
            if let Some(address) = &server.address {
                span.record(ADDRESS, &**address);
            }
            if let Some(port) = server.port {
                span.record(PORT, port);
            }
            Self::of(span)
        }

        fn of(span: Span) -> Self {
            Self(Some(Box::new(Mutex::new(Spans { whole: Some(span), call: None }))))
        }

        #[cold]
        #[inline(never)]
        fn below(&self, site: &'static Site) -> Self {
            let whole = self.span();
            below(&whole, site).map_or(Self(None), Self::of)
        }

        #[cold]
        #[inline(never)]
        fn close(&self, facts: &Facts) {
            let Some((whole, call)) = self.spans().map(|mut spans| (spans.whole.take(), spans.call.take())) else {
                return;
            };
            call.into_iter().for_each(|call| close(call, || {}));
            let Some(span) = whole else { return };
            if let Some(error) = facts.first_error(|error| error.map(ErrorInfo::to_contract)) {
                span.record(OTEL_STATUS, "ERROR");
                if let Some(name) = error.error_name.as_deref().and_then(class::error_name) {
                    span.record(ERROR, name.as_ref());
                }
                if let Some(state) = error.sql_state.as_deref().and_then(class::sqlstate) {
                    span.record(STATUS, state.as_ref());
                }
            }
            close(span, || {});
        }

        fn spans(&self) -> Option<MutexGuard<'_, Spans>> {
            Some(self.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner))
        }
    }

    impl fmt::Debug for Trace {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_tuple("Trace").field(&self.0.is_some()).finish()
        }
    }

    /// Returns whether any subscriber of the process would look at one of these spans.
    #[inline(always)]
    pub(crate) fn is_listened_to() -> bool {
        Level::INFO <= STATIC_MAX_LEVEL && Level::INFO <= LevelFilter::current()
    }

    fn below(parent: &Span, site: &'static Site) -> Option<Span> {
        parent.with_subscriber(|(id, dispatch)| {
            begin(site, dispatch, |meta| Span::child_of_with(id.clone(), meta, &nothing(meta), dispatch))
        })?
    }

    /// Lets go of a span where its subscriber is the current one, whatever thread this is: a registry lets go of the
    /// parent by way of the current one.
    fn close(span: Span, last: impl FnOnce()) {
        let dispatch = span.with_subscriber(|(_, dispatch)| dispatch.clone()).unwrap_or_else(Dispatch::none);
        dispatcher::with_default(&dispatch, || {
            last();
            drop(span);
        });
    }

    impl Drop for Spans {
        /// Of a guard that ends without a word, and of a statement that is let go of with the process.
        fn drop(&mut self) {
            [self.call.take(), self.whole.take()].into_iter().flatten().for_each(|span| close(span, || {}));
        }
    }

    fn begin(
        site: &'static Site,
        dispatch: &Dispatch,
        make: impl FnOnce(&'static Metadata<'static>) -> Span,
    ) -> Option<Span> {
        let interest = site.callsite.interest();
        if interest.is_never() || !(interest.is_always() || dispatch.enabled(site.metadata)) {
            return None;
        }
        Some(make(site.metadata))
    }

    /// Attributes are recorded one by one, once the span is there.
    fn nothing(meta: &'static Metadata<'static>) -> tracing_core::field::ValueSet<'static> {
        const NONE: [(&Field, Option<&(dyn Value + 'static)>); 0] = [];
        meta.fields().value_set(&NONE)
    }
}

/// Nothing, at no cost.
#[cfg(not(feature = "tracing"))]
mod off {
    use super::super::facts::Facts;
    use super::super::profile::Profile;
    use crate::contract::OperationType;

    #[inline(always)]
    pub(crate) const fn is_listened_to() -> bool {
        false
    }

    #[derive(Debug, Default)]
    pub(crate) struct Trace;

    impl Trace {
        pub(crate) const fn none() -> Self {
            Self
        }

        #[inline(always)]
        pub(crate) const fn is_some(&self) -> bool {
            false
        }

        #[inline(always)]
        pub(crate) fn statement(_: &Profile, _: OperationType) -> Self {
            Self
        }

        #[inline(always)]
        pub(crate) fn operation(_: &Profile, _: OperationType) -> Self {
            Self
        }

        #[inline(always)]
        pub(crate) fn poll(&self) -> Self {
            Self
        }

        #[inline(always)]
        pub(crate) fn chunk(&self, _: u64) -> Self {
            Self
        }

        pub(crate) fn returned(&self, read: &mut dyn FnMut()) {
            read();
        }

        #[inline(always)]
        pub(crate) fn end(&self, _: &Facts) {}

        #[inline(always)]
        pub(crate) fn finish(&self, _: bool) {}
    }
}

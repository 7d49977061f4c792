//! The states that a handle can be in, the places where its work can be done, and the contexts of a call.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::{ConnectionOptions, ConnectionTelemetry, DriverIdentity, RuntimeChoice, Telemetry};
use tokio::runtime::{Builder, Handle, Runtime};

use crate::calls::Hands;
use crate::ways::Line;

/// Long enough for any answer; whoever waits for it has failed.
pub const LONG: Duration = Duration::from_secs(20);

/// What has happened to a connection before the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing was ever recorded.
    Unused,
    /// Something is recorded, something is open, nothing was waited for.
    Used,
    /// All was sent, and the worker waits.
    Idle,
    Closed,
    ClosedTwice,
    /// Closed by another clone, and the thread is gone.
    Ended,
    /// After a `shutdown` that the connection was open in.
    ShutDown,
    /// Opted out.
    Off,
    /// Used, with a batch that cannot have been sent: the interval is an hour.
    Waiting,
}

impl State {
    pub const ALL: [Self; 9] = [
        Self::Unused,
        Self::Used,
        Self::Idle,
        Self::Closed,
        Self::ClosedTwice,
        Self::Ended,
        Self::ShutDown,
        Self::Off,
        Self::Waiting,
    ];

    /// As the page of faults has it.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Unused => "nothing was ever recorded",
            Self::Used => "something is recorded, something is open",
            Self::Idle => "all was sent, and the worker waits",
            Self::Closed => "closed",
            Self::ClosedTwice => "closed twice",
            Self::Ended => "closed by another clone, and the thread is gone",
            Self::ShutDown => "after a `shutdown`",
            Self::Off => "opted out",
            Self::Waiting => "a batch waits for its interval of an hour",
        }
    }
}

/// Whose runtime does the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Own,
    /// One of the driver's, with everything.
    Drivers,
    /// One of the driver's without timer and IO.
    Bare,
    /// One of the driver's that has ended before the call.
    Gone,
    /// The one that the call is made in.
    Around,
}

impl Place {
    pub const ALL: [Self; 5] = [Self::Own, Self::Drivers, Self::Bare, Self::Gone, Self::Around];

    /// As the page of faults has it.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Own => "on telemetry's own thread",
            Self::Drivers => "on a runtime of the driver's",
            Self::Bare => "on a runtime of the driver's without timer and IO",
            Self::Gone => "on a runtime of the driver's that has ended",
            Self::Around => "on the runtime that the call is made in",
        }
    }
}

/// Where a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    Plain,
    CurrentThread,
    MultiThread,
    Unwinding,
    ThreadLocal,
}

impl Context {
    pub const ALL: [Self; 5] =
        [Self::Plain, Self::CurrentThread, Self::MultiThread, Self::Unwinding, Self::ThreadLocal];

    /// Calls `act` there.
    pub fn enter(self, act: impl FnOnce() + Send + 'static) {
        match self {
            Self::Plain => act(),
            Self::CurrentThread => {
                let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
                runtime.block_on(async { act() });
            }
            Self::MultiThread => {
                let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
                runtime.block_on(runtime.spawn(async { act() })).expect("no panic");
            }
            Self::Unwinding => {
                let unwound = catch_unwind(AssertUnwindSafe(|| {
                    let _guard = AtEnd(Some(act));
                    // Unlike `panic!`, it says nothing.
                    resume_unwind(Box::new(()));
                }));
                assert!(unwound.is_err());
            }
            Self::ThreadLocal => {
                type Act = Box<dyn FnOnce() + Send>;
                thread_local! { static LAST: RefCell<Option<AtEnd<Act>>> = const { RefCell::new(None) } }
                let thread = thread::spawn(move || LAST.set(Some(AtEnd(Some(Box::new(act) as Act)))));
                thread.join().expect("no panic");
            }
        }
    }
}

/// Calls at its drop.
struct AtEnd<F: FnOnce()>(Option<F>);

impl<F: FnOnce()> Drop for AtEnd<F> {
    fn drop(&mut self) {
        if let Some(act) = self.0.take() {
            act();
        }
    }
}

/// One of each handle in that state, with work to be done in that place.
pub fn prepare(telemetry: Telemetry, line: &Line, place: Place, state: State) -> Hands {
    let (choice, ends) = runtime(place);
    let interval = if state == State::Waiting { Duration::from_secs(3_600) } else { Duration::from_millis(5) };
    let config = Config::new().force_enable(true).flush_interval(interval);
    let config = if state == State::Off { config.enabled(false) } else { config };
    let options = ConnectionOptions::new(line.host(), DriverIdentity::new("Test Driver", "1.2.3")).config(config);
    let options = line.lay(options).runtime(choice);
    let connection = telemetry.connect(options.clone());
    let used = state != State::Unused;
    if used {
        drop(connection.statement(OperationType::ExecuteStatement));
    }
    // What is open is recorded by the end of the connection, or by its own.
    let begin =
        |it: &ConnectionTelemetry| if used { it.statement(OperationType::ListTables) } else { Default::default() };
    let statement = begin(&connection);
    let recorder = statement.recorder();
    let operation = Cell::new(used.then(|| connection.operation(OperationType::CancelStatement)));
    match state {
        State::Unused | State::Used | State::Off | State::Waiting => {}
        // Where the work cannot be waited for, it has its time.
        State::Idle if place == Place::Around => {}
        State::Idle => drop(connection.flush(LONG)),
        State::Closed | State::ClosedTwice if place == Place::Around => connection.close_detached(),
        State::Closed => drop(connection.close(LONG)),
        State::ClosedTwice => drop([connection.close(LONG), connection.close(LONG)]),
        State::Ended => {
            connection.clone().close_detached();
            telemetry.shutdown(if place == Place::Around { Duration::ZERO } else { LONG });
        }
        State::ShutDown => drop(telemetry.shutdown(if place == Place::Around { Duration::ZERO } else { LONG })),
    }
    drop(ends);
    Hands { telemetry, options, connection, statement, recorder, operation }
}

/// The choice, and what is to be dropped for it to be so.
fn runtime(place: Place) -> (RuntimeChoice, Option<Runtime>) {
    match place {
        Place::Own => (RuntimeChoice::Own, None),
        Place::Drivers => (RuntimeChoice::Handle(drivers().handle().clone()), None),
        Place::Bare => (RuntimeChoice::Handle(bare().handle().clone()), None),
        Place::Gone => {
            let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
            (RuntimeChoice::Handle(runtime.handle().clone()), Some(runtime))
        }
        Place::Around => (RuntimeChoice::Handle(Handle::current()), None),
    }
}

/// The driver's, as long as its process lives.
pub fn drivers() -> &'static Runtime {
    static DRIVERS: OnceLock<Runtime> = OnceLock::new();
    DRIVERS.get_or_init(|| Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime"))
}

fn bare() -> &'static Runtime {
    static BARE: OnceLock<Runtime> = OnceLock::new();
    BARE.get_or_init(|| Builder::new_multi_thread().worker_threads(1).build().expect("a runtime"))
}

/// A telemetry of its own, in which nothing of the environment is read.
pub fn fresh() -> Telemetry {
    Telemetry::with_environment(Environment::none())
}

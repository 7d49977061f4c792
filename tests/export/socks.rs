//! A proxy that speaks SOCKS, on a real socket.
#![cfg(all(feature = "socks", feature = "rustls"))]

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{Network, Proxy};
use sql_driver_telemetry::{ConnectionOptions, DriverIdentity, Telemetry};

use crate::churn::{Service, WAIT};
use crate::table::{Row, Table};

/// What a proxy was asked: by whom, and where to.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    user: Option<(String, String)>,
    target: String,
}

/// A proxy as RFC 1928 and RFC 1929 have it, which leads everybody to `service`.
fn proxy(service: String) -> (u16, Arc<Mutex<Vec<Asked>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
    let log = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (log, service) = (Arc::clone(&log), service.clone());
            thread::spawn(move || lead(stream, &service, &log));
        }
    });
    (port, asked)
}

fn lead(mut stream: TcpStream, service: &str, log: &Mutex<Vec<Asked>>) -> io::Result<()> {
    let [5, methods] = read(&mut stream)? else { panic!("not SOCKS5") };
    let mut offered = vec![0; methods.into()];
    stream.read_exact(&mut offered)?;
    let wants_user = offered.contains(&2);
    stream.write_all(&[5, if wants_user { 2 } else { 0 }])?;
    let mut user = None;
    if wants_user {
        let [1] = read(&mut stream)? else { panic!("another version") };
        user = Some((text(&mut stream)?, text(&mut stream)?));
        stream.write_all(&[1, 0])?;
    }
    let [5, 1, 0, kind] = read(&mut stream)? else { panic!("not a CONNECT") };
    let name = match kind {
        1 => read::<4>(&mut stream)?.map(|part| part.to_string()).join("."),
        3 => text(&mut stream)?,
        other => panic!("an address of kind {other}"),
    };
    let port = u16::from_be_bytes(read(&mut stream)?);
    log.lock().unwrap().push(Asked { user, target: format!("{name}:{port}") });
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;

    let mut behind = TcpStream::connect(service)?;
    let (mut from, mut to) = (stream.try_clone()?, behind.try_clone()?);
    let there = thread::spawn(move || {
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    });
    let _ = io::copy(&mut behind, &mut stream);
    let _ = stream.shutdown(Shutdown::Both);
    let _ = there.join();
    Ok(())
}

fn read<const N: usize>(stream: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// One byte of length, and so many.
fn text(stream: &mut TcpStream) -> io::Result<String> {
    let [length] = read(stream)?;
    let mut bytes = vec![0; length.into()];
    stream.read_exact(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[test]
fn a_socks_proxy_is_the_only_way_with_its_user_or_without() {
    let mut table =
        Table::of("A fault that passes", "export::socks::a_socks_proxy_is_the_only_way_with_its_user_or_without");
    let somebody = || Some(("somebody".to_owned(), "hush".to_owned()));
    for (scheme, user) in [("socks5", None), ("socks5h", None), ("socks5", somebody()), ("socks5h", somebody())] {
        let service = Service::default();
        let url = service.start();
        let address = url.strip_prefix("http://").unwrap().to_owned();
        let (port, asked) = proxy(address.clone());
        // A port where nobody listens: who goes around the proxy finds nothing. With `h` the proxy is told the name.
        let (host, name) = if scheme == "socks5h" { ("localhost", "localhost") } else { ("127.0.0.1", "127.0.0.1") };
        let mut network = Network::default();
        let mut through = Proxy::new(format!("{scheme}://127.0.0.1:{port}"));
        through.user = user.clone();
        network.proxy = Some(through);
        let options = ConnectionOptions::new(format!("http://{host}:1"), DriverIdentity::new("Test Driver", "1.2.3"))
            .config(Config::new().force_enable(true))
            .network(network);
        let telemetry = Telemetry::with_environment(Environment::none());
        let connection = telemetry.connect(options);
        for _ in 0..10 {
            drop(connection.statement(OperationType::ExecuteStatement));
        }
        connection.close(WAIT);
        telemetry.shutdown(WAIT);
        let seen = asked.lock().unwrap().clone();
        assert_eq!((service.events(), seen), (10, vec![Asked { user, target: format!("{name}:1") }]), "{scheme}");
        table.row("no fault, but a proxy that speaks SOCKS, with a user or without", Row::of(&telemetry.stats()));
    }
    table.check();
}

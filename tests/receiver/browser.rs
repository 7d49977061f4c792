//! The page in a real browser: Debian's packages `chromium` and `chromium-driver`. Without them the test says so and
//! passes. `RECEIVER_SCREENSHOTS=DIR` writes pictures of every view.
#![cfg(feature = "receiver")]

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::{NOW, body, log, log_with, request, upload};
use base64::Engine;
use serde_json::{Value, json};
use sql_driver_telemetry::receiver::Receiver;

/// Chromium, driven over the WebDriver protocol.
struct Browser {
    driver: Child,
    address: SocketAddr,
    session: String,
}

impl Browser {
    fn start(dark: bool) -> Option<Self> {
        let driver = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut driver) = driver else {
            eprintln!("NOT TESTED: there is no chromedriver; install the packages chromium and chromium-driver");
            return None;
        };
        let lines = BufReader::new(driver.stdout.take().expect("piped")).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            line.split("started successfully on port ").nth(1)?.trim_end_matches('.').parse::<u16>().ok()
        });
        let address = SocketAddr::from(([127, 0, 0, 1], port.expect("a port")));
        let mut arguments = vec![
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--window-size=1280,800",
        ];
        if dark {
            arguments.push("--blink-settings=preferredColorScheme=0");
        }
        let wanted = json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": { "args": arguments } } } });
        let mut browser = Self { driver, address, session: String::new() };
        let answer = browser.call("POST", "/session", &wanted);
        browser.session = answer["sessionId"].as_str().expect("a session").to_owned();
        Some(browser)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if method != "POST" { String::new() } else { body.to_string() };
        let headers = [("Content-Type", "application/json")];
        let answer = request(self.address, method, path, &headers, body.as_bytes()).expect("chromedriver answers");
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()["value"].take()
    }

    fn ask(&self, method: &str, what: &str, body: &Value) -> Value {
        self.call(method, &format!("/session/{}/{what}", self.session), body)
    }

    fn open(&self, url: &str) {
        self.ask("POST", "url", &json!({ "url": url }));
    }

    fn run(&self, script: &str) -> Value {
        self.ask("POST", "execute/sync", &json!({ "script": script, "args": [] }))
    }

    fn press(&self, keys: &[&str]) {
        let actions: Vec<_> = keys
            .iter()
            .flat_map(|key| [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })])
            .collect();
        self.ask("POST", "actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
    }

    /// Waits until a script gives true.
    fn wait(&self, script: &str) {
        let begin = Instant::now();
        while self.run(script) != json!(true) {
            assert!(begin.elapsed() < Duration::from_secs(20), "never: {script}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// A headless window is never narrower than 500 pixels of the system's choice; what the page is told can be.
    fn narrow(&self, width: u32) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        let command = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": size });
        self.ask("POST", "goog/cdp/execute", &command);
    }

    fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("RECEIVER_SCREENSHOTS") else { return };
        let picture = self.ask("GET", "screenshot", &Value::Null);
        let bytes = base64::engine::general_purpose::STANDARD.decode(picture.as_str().expect("base64"));
        std::fs::write(Path::new(&folder).join(name), bytes.expect("base64")).expect("writable");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A test that fails has its own words to say; the browser goes with its driver.
        if !self.session.is_empty() && !std::thread::panicking() {
            self.call("DELETE", &format!("/session/{}", self.session), &Value::Null);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

#[test]
fn the_page_works_in_a_browser() {
    let Some(browser) = Browser::start(false) else { return };
    let receiver = Receiver::builder().clock(|| NOW).start().expect("it starts");
    let (address, url) = (receiver.address(), receiver.url());

    // The list fills while it is looked at, and the script puts what came in as text.
    browser.open(&url);
    browser.wait("return document.getElementById('live').textContent === 'live'");
    let hostile = "<img src=x onerror=\"document.title='pwned'\">";
    let sent = log(1).replace("EXECUTE_STATEMENT", "CREATE_SESSION");
    upload(address, &body(&[sent, log(2).replace("\"session_id\"", &format!("{}:1,\"session_id\"", json!(hostile)))]));
    browser.wait("return document.querySelectorAll('#rows tr').length === 2");
    browser.wait("return document.querySelector('[data-count=logs]').textContent === '2'");
    assert_eq!(browser.run("return document.getElementById('empty')"), Value::Null);

    // Paused, it holds what comes, and shows it afterwards.
    browser.run("document.getElementById('pause').click()");
    upload(address, &body(&[log(3)]));
    browser.wait("return document.getElementById('live').textContent === 'paused, 1 waiting'");
    browser.run("document.getElementById('pause').click()");
    browser.wait("return document.querySelectorAll('#rows tr').length === 3");

    // By keyboard alone: the first stop skips to the content, the views follow.
    browser.open(&url);
    browser.press(&[TAB]);
    assert_eq!(browser.run("return document.activeElement.textContent"), json!("Skip to content"));
    browser.press(&[TAB, TAB, TAB, ENTER]);
    browser.wait("return location.pathname === '/findings'");
    assert_eq!(browser.run("return document.querySelector('nav [aria-current]').textContent"), json!("Findings"));

    // A fault is added with a press, and strikes.
    browser.open(&format!("{url}/faults"));
    browser.run("document.querySelector('[aria-label^=\"Add status=503\"]').click()");
    browser.wait("return document.querySelectorAll('.faults li').length === 1");
    browser.run("document.querySelector('.faults button').click()");
    browser.wait("return document.querySelectorAll('.faults li').length === 0");

    // Nothing ran that was sent, nothing was refused by the page's own policy.
    for view in ["/", "/logs/2", "/findings", "/coverage", "/latency", "/faults"] {
        browser.open(&format!("{url}{view}"));
        assert!(browser.run("return document.title").as_str().is_some_and(|title| !title.contains("pwned")));
        assert_eq!(browser.run("return document.styleSheets[0].cssRules.length > 50"), json!(true), "{view}");
    }
}

#[test]
fn nothing_is_wider_than_the_window() {
    let Some(browser) = Browser::start(false) else { return };
    let receiver = Receiver::builder().clock(|| NOW).start().expect("it starts");
    for driver in 0..9 {
        let name = format!("AnUnusuallyLongNameOfADriver{driver}/1.0.7-oss");
        let headers = [("Authorization", "Bearer any"), ("Content-Type", "text/plain"), ("User-Agent", name.as_str())];
        let told = log_with(driver, "44444444-0000-4000-8000-000000000000");
        let told = body(&[told.replace("EXECUTE_STATEMENT", "NO_SUCH_OPERATION"), log(driver)]);
        request(receiver.address(), "POST", "/telemetry-ext", &headers, told.as_bytes()).expect("an answer");
    }
    for width in [1280, 600] {
        browser.narrow(width);
        for view in ["/", "/logs/2", "/findings", "/coverage", "/latency", "/faults"] {
            browser.open(&format!("{}{view}", receiver.url()));
            let wide = browser.run("return document.documentElement.scrollWidth");
            assert_eq!(wide, json!(width), "{view}");
            // No text runs into the next cell: each one has room for what it holds.
            let spills = "return [...document.querySelectorAll('td, th')]\
                .filter((cell) => cell.offsetParent && getComputedStyle(cell).overflowX === 'visible')\
                .filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent)";
            assert_eq!(browser.run(spills), json!([]), "{view} at {width}");
        }
    }
}

#[test]
fn the_page_is_dark_where_the_reader_wants_it() {
    let Some(browser) = Browser::start(true) else { return };
    let receiver = Receiver::builder().clock(|| NOW).start().expect("it starts");
    browser.open(&receiver.url());
    let colour = browser.run("return getComputedStyle(document.body).backgroundColor");
    assert_eq!(colour, json!("rgb(18, 21, 26)"));
}

/// Pictures for the manual: every capture of this repository, posted at the time at which it was sent.
#[test]
fn pictures_of_every_view() {
    if std::env::var_os("RECEIVER_SCREENSHOTS").is_none() {
        return;
    }
    let Some(browser) = Browser::start(false) else { return };
    let receiver = Receiver::builder().clock(|| NOW).start().expect("it starts");
    for driver in ["csharp-shape", "go", "jdbc", "nodejs", "python", "kernel"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/captures").join(driver);
        let mut files: Vec<_> = folder.read_dir().expect("it").map(|file| file.expect("a file").path()).collect();
        files.sort();
        for file in files {
            let capture: Value = serde_json::from_slice(&std::fs::read(&file).expect("readable")).expect("JSON");
            let header = |header: &'static str| {
                let headers = capture["request"]["headers"].as_array().expect("headers").iter();
                let named = |pair: &&Value| pair[0].as_str().is_some_and(|name| name.eq_ignore_ascii_case(header));
                headers.clone().find(named).map(|pair| (header, pair[1].as_str().expect("a value")))
            };
            let headers: Vec<_> =
                ["User-Agent", "Authorization", "Content-Type"].into_iter().filter_map(header).collect();
            let text = |name: &str| capture["request"][name].as_str().expect("a text").to_owned();
            request(receiver.address(), "POST", &text("path"), &headers, text("body_text").as_bytes()).expect("it");
        }
    }
    // A statement that tells everything there is to a timeline.
    let told = log_with(900, "44444444-0000-4000-8000-000000000000").replace(
        "\"operation_detail\":{",
        "\"execution_result\":\"EXTERNAL_LINKS\",\
         \"chunk_details\":{\"initial_chunk_latency_millis\":120,\"slowest_chunk_latency_millis\":340,\
         \"sum_chunks_download_time_millis\":1450,\"total_chunks_present\":12,\"total_chunks_iterated\":12},\
         \"result_latency\":{\"result_set_ready_latency_millis\":410,\
         \"result_set_consumption_latency_millis\":980},\
         \"operation_detail\":{\"n_operation_status_calls\":4,\"operation_status_latency_millis\":230,",
    );
    upload(receiver.address(), &body(&[told]));
    let url = receiver.url();
    let last = receiver.logs();
    let statement = format!("/logs/{last}");
    for (view, name) in [
        ("/", "live.png"),
        (statement.as_str(), "log.png"),
        ("/findings", "findings.png"),
        ("/coverage", "coverage.png"),
        ("/latency", "latency.png"),
        ("/faults", "faults.png"),
    ] {
        browser.open(&format!("{url}{view}"));
        if view == "/" {
            browser.wait("return document.getElementById('live').textContent === 'live'");
        }
        browser.picture(name);
    }
    browser.narrow(600);
    browser.open(&url);
    browser.wait("return document.getElementById('live').textContent === 'live'");
    browser.picture("live-narrow.png");
    let Some(dark) = Browser::start(true) else { return };
    for (view, name) in [("/", "live-dark.png"), ("/coverage", "coverage-dark.png"), (&statement, "log-dark.png")] {
        dark.open(&format!("{url}{view}"));
        dark.picture(name);
    }
}

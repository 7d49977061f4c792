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
        let mut started = None;
        // It takes a port that is free in one family of addresses, ends if another test has it in the other, and is asked again.
        for _ in 0..5 {
            let driver =
                Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
            let Ok(mut driver) = driver else {
                eprintln!("NOT TESTED: there is no chromedriver; install the packages chromium and chromium-driver");
                return None;
            };
            let lines = BufReader::new(driver.stdout.take().expect("piped")).lines();
            let port = lines.map_while(Result::ok).find_map(|line| {
                line.split("started successfully on port ").nth(1)?.trim_end_matches('.').parse::<u16>().ok()
            });
            if let Some(port) = port {
                started = Some((driver, port));
                break;
            }
            let _ = driver.wait();
        }
        let (driver, port) = started.expect("a port");
        let address = SocketAddr::from(([127, 0, 0, 1], port));
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
            assert!(begin.elapsed() < Duration::from_secs(120), "never: {script}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// A headless window is never narrower than 500 pixels of the system's choice; what the page is told can be.
    fn narrow(&self, width: u32) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        let command = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": size });
        self.ask("POST", "goog/cdp/execute", &command);
    }

    /// A picture for whoever looks at all of them.
    fn picture_all(&self, name: &str) {
        if std::env::var_os("RECEIVER_SCREENSHOTS_ALL").is_some() {
            self.picture(name);
        }
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
    for view in VIEWS {
        browser.open(&format!("{url}{view}"));
        assert!(browser.run("return document.title").as_str().is_some_and(|title| !title.contains("pwned")));
        assert_eq!(browser.run("return document.styleSheets[0].cssRules.length > 50"), json!(true), "{view}");
    }
}

/// Every view, once with what is long and many.
const VIEWS: [&str; 12] = [
    "/",
    "/?q=operation_latency_ms%20%3D%203&session=11111111-0000-4000-8000-000000000000",
    "/logs/1",
    "/logs/2",
    "/sessions/11111111-0000-4000-8000-000000000000",
    "/findings",
    "/coverage",
    "/latency",
    "/compare",
    "/requests",
    "/requests?refused=only",
    "/faults",
];

#[test]
fn everything_is_inside_the_window_at_every_width_in_both_colours() {
    let receiver = Receiver::builder().clock(|| NOW).fault("status=503@9..9".parse().expect("a fault")).start();
    let receiver = receiver.expect("it starts");
    for driver in 0..9 {
        let name = format!("AnUnusuallyLongNameOfADriver{driver}/1.0.7-oss");
        let headers = [("Authorization", "Bearer any"), ("Content-Type", "text/plain"), ("User-Agent", name.as_str())];
        let told = log_with(driver, "44444444-0000-4000-8000-000000000000");
        let error = "\"error_info\":{\"error_name\":\"UNSUPPORTED_OPERATION\"},\"sql_operation\"";
        let many = (0..25).map(|id| log(100 * driver + id).replacen("\"sql_operation\"", error, 1));
        let told = [told.replace("EXECUTE_STATEMENT", "NO_SUCH_OPERATION"), absurd(driver)];
        let told = body(&told.into_iter().chain(many).collect::<Vec<_>>());
        request(receiver.address(), "POST", "/telemetry-ext", &headers, told.as_bytes()).expect("an answer");
    }
    let headers = [("Authorization", "Bearer any"), ("X-Of-The-Driver", "x")];
    request(receiver.address(), "POST", "/telemetry-ext", &headers, b"null").expect("an answer");
    let mut wrong = Vec::new();
    for dark in [false, true] {
        let Some(browser) = Browser::start(dark) else { return };
        for width in [1440, 1024, 600, 390] {
            browser.narrow(width);
            for view in VIEWS {
                browser.open(&format!("{}{view}", receiver.url()));
                let mut look = |what: &str, seen: Value, wanted: Value| {
                    if seen != wanted {
                        wrong.push(format!("{view} at {width}, dark: {dark}: {what}: {seen}"));
                    }
                };
                look("wide", browser.run("return document.documentElement.scrollWidth"), json!(width));
                // No text runs into the next cell: each one has room for what it holds.
                let spills = "return [...document.querySelectorAll('td, th, dd, label, h1, h2, h3, p')]\
                    .filter((cell) => cell.offsetParent && getComputedStyle(cell).overflowX === 'visible')\
                    .filter((cell) => cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth > 0)\
                    .map((cell) => cell.tagName + ' ' + cell.textContent)";
                look("spills", browser.run(spills), json!([]));
                // The list has no part that is cut off, nor has one that has to be pushed to be seen.
                let cut = "return [...document.querySelectorAll('.wide:not(.timeline)')]\
                    .filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.scrollWidth)";
                look("cut", browser.run(cut), json!([]));
                // What is read can be told from what is behind it.
                look("faint", browser.run(CONTRAST), json!([]));
                let name = view.trim_matches('/').split('?').next().unwrap_or_default().replace('/', "-");
                let shade = if dark { "dark" } else { "light" };
                browser.picture_all(&format!("{}-{width}-{shade}.png", if name.is_empty() { "live" } else { &name }));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The texts whose contrast with what is behind them is less than 4.5 to 1.
const CONTRAST: &str = r"
    const parts = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
        .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
    const behind = (element) => {
        for (let it = element; it; it = it.parentElement) {
            const colour = parts(getComputedStyle(it).backgroundColor);
            if (colour.length === 3 || colour[3] > 0.99) return colour;
        }
        return [255, 255, 255];
    };
    const faint = (element) => {
        for (let it = element; it; it = it.parentElement) if (getComputedStyle(it).opacity < 1) return true;
        return false;
    };
    const bad = [];
    for (const element of document.querySelectorAll('main *, header *')) {
        const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        if (!own || !element.offsetParent || faint(element) || element.closest('svg, .sr, option')) continue;
        const [a, b] = [light(parts(getComputedStyle(element).color)), light(behind(element))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) bad.push(element.tagName + '.' + element.className + ' ' + ratio.toFixed(2));
    }
    return [...new Set(bad)];";

/// A log with a number that no statement takes.
fn absurd(id: u64) -> String {
    log_with(id, "44444444-0000-4000-8000-000000000000").replace(
        "\"operation_detail\":{",
        "\"chunk_details\":{\"initial_chunk_latency_millis\":120,\"slowest_chunk_latency_millis\":9007199254740992},\
         \"operation_detail\":{",
    )
}

#[test]
fn keys_and_buttons_do_what_they_say() {
    let Some(browser) = Browser::start(false) else { return };
    let receiver = Receiver::builder().clock(|| NOW).start().expect("it starts");
    upload(receiver.address(), &body(&[log(1), log(2), log(3)]));
    let url = receiver.url();
    browser.open(&url);
    browser.press(&["/"]);
    assert_eq!(browser.run("return document.activeElement.id"), json!("search"));
    browser.open(&url);
    browser.press(&["j", "j"]);
    assert_eq!(browser.run("return document.activeElement.textContent"), json!("2"));
    browser.press(&["k", ENTER]);
    browser.wait("return location.pathname === '/logs/3' && document.readyState === 'complete'");
    browser.press(&["p"]);
    browser.wait("return location.pathname === '/logs/2' && document.readyState === 'complete'");
    browser.press(&["3"]);
    browser.wait("return location.pathname === '/coverage' && document.readyState === 'complete'");
    browser.press(&["?"]);
    browser.wait("return document.getElementById('keys').open");
    // The sums go on, whatever is looked at.
    upload(receiver.address(), &body(&[log(4).replace("EXECUTE_STATEMENT", "NO_SUCH_OPERATION")]));
    browser.open(&format!("{url}/findings"));
    upload(receiver.address(), &body(&[log(5)]));
    browser.wait("return document.querySelector('[data-count=logs]').textContent === '5'");
    assert_eq!(browser.run("return document.querySelectorAll('main details[open]').length > 0"), json!(true));
    browser.press(&["f"]);
    assert_eq!(browser.run("return document.querySelectorAll('main details[open]').length"), json!(0));
    // A new run begins with nothing.
    browser.open(&url);
    browser.run("document.querySelector('[data-new-run]').click()");
    browser.wait("return document.querySelector('[data-count=logs]').textContent === '0'");
    assert_eq!(receiver.run().first_seq, 6);
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
    // A session with a beginning, an error and no end.
    let at = |log: String, before: i64| log.replace(&(NOW - 5).to_string(), &(NOW - before).to_string());
    let failed = "\"error_info\":{\"error_name\":\"STATEMENT_TIMEOUT\"},\"sql_operation\"";
    upload(
        receiver.address(),
        &body(&[
            at(log(120).replace("EXECUTE_STATEMENT", "CREATE_SESSION"), 4_000),
            at(log(340).replace("EXECUTE_STATEMENT", "LIST_TABLES"), 3_500),
            at(log(1250).replacen("\"sql_operation\"", failed, 1), 2_100),
            at(log(60).replace("EXECUTE_STATEMENT", "CLOSE_STATEMENT"), 1_900),
        ]),
    );
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
        ("/compare", "compare.png"),
        ("/requests", "requests.png"),
        ("/sessions/11111111-0000-4000-8000-000000000000", "session.png"),
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

//! What holds of any text that is given as a host.

use sql_driver_telemetry::export::Host;

/// Nothing panics. A host that is taken names itself in a way that is taken again for the same; its URLs go there and
/// nowhere else, without a user in them, and in plain text only to this machine.
pub fn holds(text: &str) {
    let Ok(host) = Host::parse(text) else { return };
    let origin = host.to_string();
    assert_eq!(Host::parse(&origin).expect("it was taken before").to_string(), origin);
    assert!(!origin.contains(['@', ' ', '\\', '#', '?']), "{origin}");
    let url = host.url("/telemetry-ext").expect("the path is one");
    let authority = url.authority().expect("it is absolute");
    assert_eq!((authority.as_str(), url.path()), (host.authority(), "/telemetry-ext"));
    match url.scheme_str() {
        Some("https") => {}
        Some("http") => {
            let name = authority.host();
            let is_here = name.ends_with("localhost") || name.starts_with("127.") || name == "[::1]";
            assert!(is_here, "{origin} in plain text");
        }
        other => panic!("{other:?}"),
    }
}

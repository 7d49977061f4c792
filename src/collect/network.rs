//! A driver's property map, read for how the network is reached. One row a setting, with the names that drivers give it.

use crate::export::{Network, Proxy};

/// One setting of the network that is read from a property map.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct NetworkProperty {
    /// What drivers call it, case-sensitive. If several are set, the last in the map counts.
    pub names: &'static [&'static str],
    /// What it says.
    pub meaning: &'static str,
    /// A value as a user would write it.
    pub example: &'static str,
    read: fn(&mut NetworkBuilder, &str),
}

/// What was read so far: the parts of a proxy come in any order.
#[derive(Default)]
struct NetworkBuilder {
    network: Network,
    use_proxy: Option<bool>,
    host: Option<String>,
    port: Option<String>,
    url: Option<String>,
    user: Option<String>,
    password: Option<String>,
    bypass: Vec<String>,
}

/// Every setting of the network that is read.
pub const NETWORK_PROPERTIES: &[NetworkProperty] = &[
    row(&["adbc.proxy_options.use_proxy", "UseProxy"], "whether there is a proxy at host and port", "true", |d, v| {
        d.use_proxy = crate::config::boolean(v);
    }),
    row(&["adbc.proxy_options.proxy_host", "ProxyHost"], "the proxy's host", "proxy.example.com", |d, v| {
        d.host = Some(v.to_owned());
    }),
    row(&["adbc.proxy_options.proxy_port", "ProxyPort"], "the proxy's port", "8080", |d, v| {
        d.port = Some(v.to_owned());
    }),
    row(&["databricks.http.proxy.url"], "the proxy, whole", "http://proxy.example.com:8080", |d, v| {
        d.url = Some(v.to_owned());
    }),
    row(
        &["adbc.proxy_options.proxy_uid", "databricks.http.proxy.username", "ProxyUID"],
        "the user whom the proxy knows",
        "somebody",
        |d, v| d.user = Some(v.to_owned()),
    ),
    row(
        &["adbc.proxy_options.proxy_pwd", "databricks.http.proxy.password", "ProxyPWD"],
        "the user's password",
        "a secret",
        |d, v| d.password = Some(v.to_owned()),
    ),
    row(
        &["adbc.proxy_options.proxy_ignore_list", "databricks.http.proxy.bypass_hosts", "ProxyIgnoreList"],
        "hosts that are reached without the proxy",
        "localhost,*.internal.example.com",
        |d, v| d.bypass = v.split([',', ';', '|']).map(bypass).filter(|host| !host.is_empty()).collect(),
    ),
    row(
        &[
            "adbc.http_options.tls.trusted_certificate_path",
            "databricks.http.tls.trusted_certificate_path",
            "_tls_trusted_ca_file",
            "TrustedCerts",
        ],
        "a PEM file with certificates that are trusted besides",
        "/etc/ssl/private-ca.pem",
        |d, v| d.network.trusted_certificates = Some(v.into()),
    ),
    row(
        &[
            "adbc.http_options.tls.allow_self_signed",
            "databricks.http.tls.allow_self_signed",
            "AllowSelfSignedCerts",
            "AllowSelfSignedServerCert",
        ],
        "whether a certificate that signs itself is accepted",
        "true",
        |d, v| d.network.accept_self_signed = is_set(v),
    ),
    row(
        &[
            "adbc.http_options.tls.allow_hostname_mismatch",
            "databricks.http.tls.allow_hostname_mismatch",
            "AllowHostNameCNMismatch",
            "CAIssuedCertNamesMismatch",
        ],
        "whether a certificate for another name is accepted",
        "true",
        |d, v| d.network.accept_any_name = is_set(v),
    ),
    row(
        &["adbc.http_options.tls.disable_server_certificate_validation", "_tls_no_verify"],
        "whether every certificate is accepted",
        "true",
        |d, v| d.network.accept_any_certificate = is_set(v),
    ),
];

const fn row(
    names: &'static [&'static str],
    meaning: &'static str,
    example: &'static str,
    read: fn(&mut NetworkBuilder, &str),
) -> NetworkProperty {
    NetworkProperty { names, meaning, example, read }
}

/// Returns what a property map says of the network. An empty value is none.
pub(super) fn network<K: AsRef<str>, V: AsRef<str>>(properties: impl IntoIterator<Item = (K, V)>) -> Network {
    let mut builder = NetworkBuilder::default();
    for (name, value) in properties {
        let value = value.as_ref().trim();
        if let Some(row) = NETWORK_PROPERTIES.iter().find(|row| row.names.contains(&name.as_ref()))
            && !value.is_empty()
        {
            (row.read)(&mut builder, value);
        }
    }
    builder.build()
}

impl NetworkBuilder {
    fn build(mut self) -> Network {
        // A host without the switch is a proxy for drivers that have none; with the switch off it is not.
        let by_host = || {
            let host = self.host.as_deref().unwrap_or_default();
            let scheme = if host.contains("://") { "" } else { "http://" };
            let port = self.port.as_deref().map(|port| format!(":{port}")).unwrap_or_default();
            format!("{scheme}{host}{port}")
        };
        let asked = self.use_proxy.unwrap_or(self.host.is_some());
        let url = self.url.clone().or_else(|| asked.then(by_host));
        self.network.proxy = url.map(|url| Proxy {
            user: self.user.take().map(|user| (user, self.password.take().unwrap_or_default())),
            bypass: std::mem::take(&mut self.bypass),
            ..Proxy::new(if url.contains("://") { url } else { format!("http://{url}") })
        });
        self.network
    }
}

/// As the client writes it: `.domain` for what drivers write `*.domain`.
fn bypass(host: &str) -> String {
    let host = host.trim();
    host.strip_prefix('*').filter(|rest| rest.starts_with('.')).unwrap_or(host).to_owned()
}

/// What loosens security must be said clearly.
fn is_set(value: &str) -> bool {
    crate::config::boolean(value) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_every_row_changes_what_it_says() {
        let with_proxy = [("databricks.http.proxy.url", "http://proxy.example.com:8080")];
        for row in NETWORK_PROPERTIES {
            let said = row.names.iter().map(|name| {
                let is_switch = row.example == "true" && name.to_ascii_lowercase().contains("proxy");
                let host = [("ProxyHost", "p"), ("UseProxy", "false")];
                let base: &[_] = if is_switch { &host } else { &with_proxy };
                // The proxy's URL wins over host and port.
                let base = if row.meaning.starts_with("the proxy") { &[][..] } else { base };
                let host = [("ProxyHost", "p")];
                let base = if row.meaning == "the proxy's port" { &host[..] } else { base };
                // A password is nobody's without a user.
                let user = [("databricks.http.proxy.url", "http://proxy.example.com:8080"), ("ProxyUID", "somebody")];
                let base = if row.meaning == "the user's password" { &user[..] } else { base };
                let before = network(base.iter().copied());
                let after = network(base.iter().copied().chain([(*name, row.example)]));
                assert_ne!(before, after, "{name}");
                after
            });
            let said: Vec<_> = said.collect();
            assert!(said.windows(2).all(|pair| pair[0] == pair[1]), "{:?}", row.names);
        }
    }

    #[test]
    fn a_proxy_is_made_of_its_parts() {
        let read = network([
            ("adbc.proxy_options.use_proxy", "true"),
            ("adbc.proxy_options.proxy_host", "proxy.example.com"),
            ("adbc.proxy_options.proxy_port", "3128"),
            ("adbc.proxy_options.proxy_uid", "somebody"),
            ("adbc.proxy_options.proxy_pwd", "hush"),
            ("adbc.proxy_options.proxy_ignore_list", "localhost; *.internal"),
        ]);
        let proxy = read.proxy.clone().expect("one");
        assert_eq!(proxy.url, "http://proxy.example.com:3128");
        assert_eq!(proxy.user, Some(("somebody".into(), "hush".into())));
        assert_eq!(proxy.bypass, ["localhost", ".internal"]);
        let shown = format!("{read:?}");
        assert!(!shown.contains("hush") && !shown.contains("proxy.example") && !shown.contains("somebody"), "{shown}");
    }

    #[test]
    fn a_proxy_that_is_switched_off_is_none_and_one_that_is_incomplete_is_not_gone_around() {
        assert_eq!(network([("UseProxy", "0"), ("ProxyHost", "p")]).proxy, None);
        assert_eq!(network([("ProxyHost", ""), ("ProxyPort", "1")]).proxy, None);
        let incomplete = network([("adbc.proxy_options.use_proxy", "true")]).proxy.expect("one was asked for");
        assert_eq!(incomplete.url, "http://");
    }

    #[test]
    fn what_loosens_security_must_be_said_clearly() {
        for row in NETWORK_PROPERTIES.iter().filter(|row| row.meaning.contains("is accepted")) {
            for name in row.names {
                for value in ["", "2", "perhaps", "false", "0"] {
                    assert_eq!(network([(*name, value)]), Network::default(), "{name}={value}");
                }
            }
        }
    }
}

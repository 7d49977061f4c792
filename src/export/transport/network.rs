//! How the network is reached: what a driver's settings say of proxies and of trust.

use std::fmt;
use std::path::PathBuf;

/// What holds for the requests of one connection. The default is what a program without settings does: the proxy of the
/// environment (`HTTPS_PROXY`, `NO_PROXY` …), and the certificates that the machine trusts.
///
/// It is for the transport that comes with the crate; a transport of the driver's own has settings of its own.
/// [`ConnectionOptions::from_properties`](crate::ConnectionOptions::from_properties) fills it from the names in
/// [`NETWORK_PROPERTIES`](crate::NETWORK_PROPERTIES).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Network {
    /// The only way out, instead of what the environment says.
    pub proxy: Option<Proxy>,
    /// A PEM file with certificates that are trusted besides: a private authority.
    pub trusted_certificates: Option<PathBuf>,
    /// Accepts a certificate that signs itself, or whose chain ends in one that came with it.
    pub accept_self_signed: bool,
    /// Accepts a certificate for another name.
    pub accept_any_name: bool,
    /// Accepts every certificate. Whoever stands between can read the credential: for tests.
    pub accept_any_certificate: bool,
}

/// A proxy, and for whom it is not.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Proxy {
    /// Its URL, `http://host:port`; `https` works too, and `socks5` and `socks5h` with the feature `socks`.
    pub url: String,
    /// User and password, where it wants them.
    pub user: Option<(String, String)>,
    /// Hosts that are reached without it: names, `.domain` for all below a domain, addresses, networks.
    pub bypass: Vec<String>,
}

impl Proxy {
    /// Returns the proxy at `url`, for all hosts.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), user: None, bypass: Vec::new() }
    }
}

impl fmt::Debug for Proxy {
    /// Where it is is the customer's own, and the rest are secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (has_user, bypass) = (self.user.is_some(), self.bypass.len());
        f.debug_struct("Proxy").field("has_user", &has_user).field("bypass", &bypass).finish_non_exhaustive()
    }
}

#[cfg(feature = "rustls")]
impl Network {
    /// Returns whether less is asked of a certificate than usual.
    pub(in crate::export) const fn is_lenient(&self) -> bool {
        self.accept_self_signed || self.accept_any_name || self.accept_any_certificate
    }
}

#[cfg(feature = "http")]
impl Network {
    /// Returns `builder` with the proxy.
    ///
    /// # Errors
    ///
    /// If there is to be a proxy that cannot be understood: nothing may go around it.
    pub(in crate::export) fn apply(
        &self,
        builder: reqwest::ClientBuilder,
    ) -> Result<reqwest::ClientBuilder, super::BoxError> {
        let Some(proxy) = &self.proxy else { return Ok(builder) };
        // The client passes over a scheme that it does not know, and goes around the proxy.
        let scheme = proxy.url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        if !scheme.is_some_and(|scheme| SCHEMES.contains(&scheme.as_str())) {
            return Err("a proxy of an unknown kind".into());
        }
        let mut all = reqwest::Proxy::all(&proxy.url)?;
        if let Some((user, password)) = &proxy.user {
            all = all.basic_auth(user, password);
        }
        if !proxy.bypass.is_empty() {
            all = all.no_proxy(reqwest::NoProxy::from_string(&proxy.bypass.join(",")));
        }
        Ok(builder.proxy(all))
    }
}

#[cfg(all(feature = "http", not(feature = "socks")))]
const SCHEMES: &[&str] = &["http", "https"];

#[cfg(feature = "socks")]
const SCHEMES: &[&str] = &["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

//! Which driver it is.

use std::fmt;

use crate::privacy::{Gated, class};

/// Which driver it is.
///
/// ```
/// use sql_driver_telemetry::DriverIdentity;
///
/// let driver = DriverIdentity::new("My Driver", "1.4.2").client("ODBC").client_app("Tableau");
/// assert_eq!(driver.name(), "My Driver");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DriverIdentity {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) client: String,
    /// `None` for the default.
    pub(crate) flag: Option<String>,
    pub(crate) client_app: Option<String>,
    user_agent: Option<String>,
}

impl DriverIdentity {
    /// Returns a driver of that name, such as `ADBC Databricks Driver`, and version, such as `1.4.2`.
    pub fn new(name: impl Into<String>, version: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            version: version.into(),
            client: "ADBC".to_owned(),
            flag: None,
            client_app: None,
            user_agent: None,
        }
    }

    /// Sets the name under which the service knows this kind of client, for the server's flag. Default: `ADBC`.
    #[must_use]
    pub fn client(mut self, name: impl Into<String>) -> Self {
        self.client = name.into();
        self
    }

    /// Sets the flag to ask for. Default: the one of ADBC drivers, [`FLAG_NAME`](crate::export::FLAG_NAME).
    #[must_use]
    pub fn flag(mut self, name: impl Into<String>) -> Self {
        self.flag = Some(name.into());
        self
    }

    /// Sets the application that uses the driver, as it named itself.
    #[must_use]
    pub fn client_app<'a>(mut self, name: impl Into<Option<&'a str>>) -> Self {
        self.client_app = name.into().map(str::to_owned);
        self
    }

    /// Sets `User-Agent` of telemetry's own requests, as far as its class lets it through: `product/version` words,
    /// without comments. Default: name and version.
    #[must_use]
    pub fn user_agent<'a>(mut self, products: impl Into<Option<&'a str>>) -> Self {
        self.user_agent = products.into().map(str::to_owned);
        self
    }

    /// Returns the driver's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the driver's version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// As set, or `name/version` with a name that fits into a header.
    pub(crate) fn products(&self) -> String {
        self.user_agent.clone().unwrap_or_else(|| {
            let token = |text: &str| -> String {
                let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
                text.chars().map(|c| if fits(c) { c } else { '-' }).collect()
            };
            format!("{}/{}", token(&self.name), token(&self.version))
        })
    }
}

impl fmt::Debug for DriverIdentity {
    /// What the classes of these texts leave of them, as on the wire: any of them may come from a user.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DriverIdentity")
            .field("name", &Gated(&self.name, class::public_text))
            .field("version", &Gated(&self.version, class::public_text))
            .field("client", &Gated(&self.client, class::app_name))
            .field("flag", &self.flag.as_deref().map(|flag| Gated(flag, class::public_text)))
            .field("client_app", &self.client_app.as_deref().map(|name| Gated(name, class::app_name)))
            .field("user_agent", &self.user_agent.as_deref().map(|agent| Gated(agent, class::user_agent)))
            .finish()
    }
}

//! How a connection authenticates, said once.

use crate::contract::{AuthFlow, AuthMech, DriverConnectionParameters};

/// How a connection authenticates. Mechanism, flow and type of the log all follow from it, so that they cannot
/// contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AuthKind {
    /// A personal access token.
    PersonalAccessToken,
    /// An OAuth access token that the caller brought.
    AccessToken,
    /// OAuth client credentials: the driver authenticates as a service.
    ClientCredentials,
    /// A user logged in through a browser.
    Browser,
    /// A token of another identity provider, exchanged for one of the workspace.
    TokenFederation,
    /// A service principal of Entra ID.
    AzureServicePrincipal,
    /// A managed identity of Azure.
    AzureManagedIdentity,
    /// A service account of Google Cloud.
    GoogleServiceAccount,
    /// A name and a password.
    Basic,
    /// Not at all.
    None,
    /// None of these.
    Other,
}

impl AuthKind {
    /// Returns the mechanism, the flow (where there is one) and the type, in the words of the log.
    pub const fn describe(self) -> (AuthMech, Option<AuthFlow>, &'static str) {
        use AuthFlow::{BrowserBasedAuthentication, ClientCredentials, TokenPassthrough};
        match self {
            Self::PersonalAccessToken => (AuthMech::Pat, Some(TokenPassthrough), "pat"),
            Self::AccessToken => (AuthMech::Oauth, Some(TokenPassthrough), "oauth-access_token"),
            Self::ClientCredentials => (AuthMech::Oauth, Some(ClientCredentials), "oauth-m2m"),
            Self::Browser => (AuthMech::Oauth, Some(BrowserBasedAuthentication), "oauth-u2m"),
            Self::TokenFederation => (AuthMech::Oauth, Some(TokenPassthrough), "oauth-token-federation"),
            Self::AzureServicePrincipal => (AuthMech::Oauth, Some(ClientCredentials), "azure-sp-m2m"),
            Self::AzureManagedIdentity => (AuthMech::Oauth, None, "azure-managed-identity"),
            Self::GoogleServiceAccount => (AuthMech::Oauth, Some(ClientCredentials), "google-service-account"),
            Self::Basic => (AuthMech::Other, None, "basic"),
            Self::None => (AuthMech::Other, None, "none"),
            Self::Other => (AuthMech::Other, None, "other"),
        }
    }

    /// Returns the kind that the words of the C# driver and of the log stand for: a setting of the authentication, an
    /// OAuth grant type. `None` if neither is set; words that are not known are [`Other`](Self::Other), and are not
    /// kept.
    ///
    /// Drivers do not agree on words: `access_token` is an OAuth token to one and a personal one to another. The
    /// [properties](crate::PARAMETER_PROPERTIES) of each are read in its own words.
    pub fn from_words(auth: Option<&str>, grant: Option<&str>) -> Option<Self> {
        let auth = auth.map(normalise);
        let by_grant = || match grant.map(normalise).as_deref() {
            None => None,
            Some("access_token") => Some(Self::AccessToken),
            Some("client_credentials") => Some(Self::ClientCredentials),
            Some("authorization_code" | "u2m") => Some(Self::Browser),
            Some("token_exchange" | "jwt_bearer") => Some(Self::TokenFederation),
            Some(_) => Some(Self::Other),
        };
        match auth.as_deref() {
            None => by_grant(),
            Some("oauth" | "databricks_oauth") => by_grant().or(Some(Self::AccessToken)),
            Some("pat" | "token" | "personal_access_token") => Some(Self::PersonalAccessToken),
            Some("access_token" | "oauth_access_token") => Some(Self::AccessToken),
            Some("oauth_client_credentials" | "client_credentials" | "oauth_m2m" | "m2m") => {
                Some(Self::ClientCredentials)
            }
            Some("oauth_u2m" | "u2m" | "external_browser" | "browser" | "oauth_authorization_code") => {
                Some(Self::Browser)
            }
            Some("oauth_token_federation" | "token_federation") => Some(Self::TokenFederation),
            Some("azure_sp_m2m" | "azure_client_secret" | "azure_oauth") => Some(Self::AzureServicePrincipal),
            Some("azure_managed_identity" | "azure_msi") => Some(Self::AzureManagedIdentity),
            Some("google_service_account" | "google_credentials") => Some(Self::GoogleServiceAccount),
            Some("basic" | "username_only") => Some(Self::Basic),
            Some("none" | "no_auth") => Some(Self::None),
            Some(_) => Some(Self::Other),
        }
    }

    /// Returns the kind that goes with a mechanism and a flow, for parameters that were filled without this type.
    pub(crate) fn of(parameters: &DriverConnectionParameters) -> Option<Self> {
        let flow = parameters.auth_flow.and_then(|flow| AuthFlow::try_from(flow).ok());
        match AuthMech::try_from(parameters.auth_mech?).ok()? {
            AuthMech::Unspecified => None,
            AuthMech::Other => Some(Self::Other),
            AuthMech::Pat => Some(Self::PersonalAccessToken),
            AuthMech::Oauth => match flow? {
                AuthFlow::Unspecified => None,
                AuthFlow::TokenPassthrough => Some(Self::AccessToken),
                AuthFlow::ClientCredentials => Some(Self::ClientCredentials),
                AuthFlow::BrowserBasedAuthentication => Some(Self::Browser),
            },
        }
    }

    /// Writes mechanism and flow into `parameters`, over whatever stood there.
    pub(crate) fn apply(self, parameters: &mut DriverConnectionParameters) {
        let (mech, flow, _) = self.describe();
        parameters.auth_mech = Some(mech as i32);
        parameters.auth_flow = flow.map(|flow| flow as i32);
    }
}

fn normalise(word: &str) -> String {
    word.trim().to_ascii_lowercase().replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::SqlDriverLog;
    use crate::privacy::{Policy, Scrubbed};

    const ALL: [AuthKind; 11] = [
        AuthKind::PersonalAccessToken,
        AuthKind::AccessToken,
        AuthKind::ClientCredentials,
        AuthKind::Browser,
        AuthKind::TokenFederation,
        AuthKind::AzureServicePrincipal,
        AuthKind::AzureManagedIdentity,
        AuthKind::GoogleServiceAccount,
        AuthKind::Basic,
        AuthKind::None,
        AuthKind::Other,
    ];

    #[test]
    fn every_type_is_a_word_that_the_contract_allows_and_is_read_back_as_itself() {
        for kind in ALL {
            let (_, _, word) = kind.describe();
            let log = SqlDriverLog { auth_type: Some(word.to_owned()), ..Default::default() };
            let (scrubbed, report) = Scrubbed::new(log, &Policy::default());
            assert!(report.is_empty(), "{word}: {report:?}");
            assert_eq!(scrubbed.message().auth_type.as_deref(), Some(word));
            assert_eq!(AuthKind::from_words(Some(word), None), Some(kind));
        }
    }

    #[test]
    fn drivers_words_are_understood() {
        for (auth, grant, kind) in [
            (Some("oauth"), Some("client_credentials"), Some(AuthKind::ClientCredentials)),
            (Some("OAuth"), None, Some(AuthKind::AccessToken)),
            (None, Some("access_token"), Some(AuthKind::AccessToken)),
            (Some("token"), None, Some(AuthKind::PersonalAccessToken)),
            (Some("external-browser"), None, Some(AuthKind::Browser)),
            (Some("my-own"), None, Some(AuthKind::Other)),
            (None, None, None),
        ] {
            assert_eq!(AuthKind::from_words(auth, grant), kind, "{auth:?} {grant:?}");
        }
    }

    #[test]
    fn mechanism_and_flow_agree_with_the_kind() {
        for kind in ALL {
            let mut parameters = DriverConnectionParameters { auth_flow: Some(3), ..Default::default() };
            kind.apply(&mut parameters);
            let (mech, flow, _) = kind.describe();
            assert_eq!((parameters.auth_mech, parameters.auth_flow), (Some(mech as i32), flow.map(|it| it as i32)));
            if let Some(again) = AuthKind::of(&parameters) {
                assert_eq!((again.describe().0, again.describe().1), (mech, flow));
            }
        }
    }
}

//! The public part of a host: which service an address belongs to, never whose account it is.

/// Returns the service that a URL or a host belongs to, if it is a public one.
pub(super) fn endpoint(address: &str) -> Option<&'static str> {
    if !address.contains('.') {
        return None;
    }
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split(':').next()?.trim_end_matches('.');
    ENDPOINTS
        .iter()
        .copied()
        .find(|known| host.strip_suffix(known).is_some_and(|before| before.is_empty() || before.ends_with('.')))
}

const ENDPOINTS: &[&str] = &[
    "azuredatabricks.net",
    "blob.core.windows.net",
    "cloud.databricks.com",
    "dfs.core.windows.net",
    "documents.azure.com",
    "gcp.databricks.com",
    "login.microsoftonline.com",
    "oauth2.googleapis.com",
    "s3.amazonaws.com",
    "snowflakecomputing.com",
    "storage.googleapis.com",
    "vault.azure.net",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_before_a_service_is_not_said() {
        for (address, expected) in [
            ("https://acme.blob.core.windows.net/c/f?sig=x", Some("blob.core.windows.net")),
            ("abfss://c@acme.dfs.core.windows.net/f", Some("dfs.core.windows.net")),
            ("adb-1.2.azuredatabricks.net:443", Some("azuredatabricks.net")),
            ("https://acme.example/blob.core.windows.net", None),
            ("xblob.core.windows.net", None),
            ("acme", None),
        ] {
            assert_eq!(endpoint(address), expected, "{address}");
        }
    }
}

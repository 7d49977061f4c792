//! TLS for the transport that comes with the crate.
//!
//! The certificates that the platform trusts are read once a process, by a crate that logs nothing, and shared by every
//! configuration. Nothing is installed for the process.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WebPkiServerVerifier, verify_server_name};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

use super::network::Network;
use crate::config::Diagnostic;
use crate::sync::OncePerProcess;

/// Returns a configuration with an explicit provider, so that it works beside any other that the process has compiled
/// in. It trusts what the platform trusts, `roots`, and what `network` says. Blocks: it may read files.
pub(in crate::export) fn client_config(
    roots: &[CertificateDer<'static>],
    network: &Network,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<ClientConfig, Error> {
    let provider = Arc::new(ring::default_provider());
    let mut trusted = platform_roots();
    if trusted.is_empty() {
        diagnostics.push(Diagnostic::new(
            "trusted certificates",
            "certificates of authorities on this machine, as of a package `ca-certificates`, or in a file that \
             SSL_CERT_FILE names",
            "no host is trusted over TLS, but for those that the connection's own settings trust",
        ));
    }
    let named = network.trusted_certificates.as_deref().map(|path| read(path, diagnostics)).unwrap_or_default();
    if !roots.is_empty() || !named.is_empty() {
        let mut more = RootCertStore::clone(&trusted);
        more.add_parsable_certificates(roots.iter().cloned().chain(named));
        trusted = Arc::new(more);
    }
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
    Ok(if network.is_lenient() {
        let verifier = Lenient::new(provider, trusted, network);
        builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth()
    } else {
        builder.with_root_certificates(trusted).with_no_client_auth()
    })
}

/// Returns what the platform trusts. Read again only if there was nothing.
fn platform_roots() -> Arc<RootCertStore> {
    static ROOTS: OncePerProcess<Arc<RootCertStore>> = OncePerProcess::new();
    ROOTS.get_or_make(
        Duration::from_secs(5),
        |roots| !roots.is_empty(),
        || {
            let mut roots = RootCertStore::empty();
            // What cannot be read or parsed is left out: other programs on the machine live without it, too.
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            Arc::new(roots)
        },
    )
}

fn read(path: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<CertificateDer<'static>> {
    let certificates: Vec<_> = CertificateDer::pem_file_iter(path).into_iter().flatten().flatten().collect();
    if certificates.is_empty() {
        diagnostics.push(Diagnostic::new(
            "trusted certificate file",
            "a file that can be read, with certificates in PEM",
            "what the platform trusts is trusted alone",
        ));
    }
    certificates
}

/// Judges as usual, and lets pass what the driver's settings let pass.
#[derive(Debug)]
struct Lenient {
    provider: Arc<CryptoProvider>,
    /// `None` without any certificate to trust.
    usual: Option<Arc<WebPkiServerVerifier>>,
    self_signed: bool,
    any_name: bool,
    anything: bool,
}

impl Lenient {
    fn new(provider: Arc<CryptoProvider>, roots: Arc<RootCertStore>, network: &Network) -> Self {
        let usual = WebPkiServerVerifier::builder_with_provider(roots, Arc::clone(&provider)).build().ok();
        Self {
            provider,
            usual,
            self_signed: network.accept_self_signed,
            any_name: network.accept_any_name,
            anything: network.accept_any_certificate,
        }
    }

    /// Returns whether the certificate signs itself, or one that came with it does and signs it.
    fn signs_itself(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        now: UnixTime,
    ) -> Result<(), Error> {
        let mut roots = RootCertStore::empty();
        roots
            .add_parsable_certificates([end_entity].into_iter().chain(intermediates).map(|it| it.clone().into_owned()));
        let itself = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&self.provider))
            .build()
            .map_err(|_| Error::InvalidCertificate(CertificateError::UnknownIssuer))?;
        match itself.verify_server_cert(end_entity, intermediates, name, &[], now) {
            // One that calls itself an authority, as tools make them by default.
            Err(Error::InvalidCertificate(CertificateError::Other(_))) => {
                verify_server_name(&ParsedCertificate::try_from(end_entity)?, name)
            }
            judged => judged.map(drop),
        }
    }
}

impl ServerCertVerifier for Lenient {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if self.anything {
            return Ok(ServerCertVerified::assertion());
        }
        let unknown = Err(Error::InvalidCertificate(CertificateError::UnknownIssuer));
        let usual = self
            .usual
            .as_ref()
            .map_or(unknown, |usual| usual.verify_server_cert(end_entity, intermediates, name, ocsp, now).map(drop));
        let judged = match usual {
            Err(Error::InvalidCertificate(CertificateError::UnknownIssuer | CertificateError::Other(_)))
                if self.self_signed =>
            {
                self.signs_itself(end_entity, intermediates, name, now)
            }
            usual => usual,
        };
        match judged {
            // The name is looked at last: all else was right.
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if self.any_name => Ok(ServerCertVerified::assertion()),
            judged => judged.map(|()| ServerCertVerified::assertion()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

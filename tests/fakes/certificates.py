"""Certificates for servers on this machine, made on the spot."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def make_certificates(folder: Path) -> tuple[Path, Path, Path]:
    """Key and certificate files of a server on 127.0.0.1: one signed by ca.pem, one by itself, and
    one signed by ca.pem for another name.

    Does nothing when they are there already.
    """
    trusted, unsigned = folder / "trusted.pem", folder / "unsigned.pem"
    elsewhere = folder / "elsewhere.pem"
    if not unsigned.exists():
        authority_key, server_key = _key(), _key()
        authority = _certificate("Kadr test authority", authority_key, authority_key, is_ca=True)
        (folder / "ca.pem").write_bytes(_pem(authority))
        signed = _certificate("localhost", server_key, authority_key, issuer=authority)
        foreign = [x509.DNSName("mail.elsewhere.test")]
        other = _certificate(
            "mail.elsewhere.test", server_key, authority_key, issuer=authority, addresses=foreign
        )
        elsewhere.write_bytes(_key_pem(server_key) + _pem(other))
        trusted.write_bytes(_key_pem(server_key) + _pem(signed))
        lonely = _certificate("localhost", server_key, server_key)
        unsigned.write_bytes(_key_pem(server_key) + _pem(lonely))
    return trusted, unsigned, elsewhere


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _certificate(
    name: str, key, signing_key, *, issuer=None, is_ca=False, addresses=None
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    own = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(addresses or own), critical=False)
        .sign(signing_key, hashes.SHA256())
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )

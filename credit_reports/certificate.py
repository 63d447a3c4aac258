"""The certificate of the portal's signing key（X.509）, and the signature inside the PDF（PAdES, ETSI EN 319 142-1）.

The certificate is self-issued: it says nothing that the key's fingerprint does not say, but readers of PDF need one. It is
made anew each time and is byte by byte the same: an Ed25519 signature is determined by its key and text（RFC 8032）.
"""

from __future__ import annotations

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from disclosure.store import signing

NAME = "政务诚信门户"
FIELD = "PortalSignature"
SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2056, 1, 1, tzinfo=UTC)


def certificate() -> x509.Certificate:
    """Return the key's own certificate."""
    key = signing.key()
    public = key.public_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    usage = {"digital_signature": True, "content_commitment": True, "key_cert_sign": True}
    others = (
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(int.from_bytes(hashlib.sha256(raw).digest()[:15]))
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.KeyUsage(**usage, **dict.fromkeys(others, False)), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, None)
    )


def signed(pdf: bytes) -> bytes:
    """Return the PDF with the portal's signature inside, over all of it."""
    private = signing.key().private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate().public_bytes(Encoding.DER)),
        signing_key=asn1_keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )
    told = signers.PdfSignatureMetadata(
        field_name=FIELD, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha512", name=NAME
    )
    out = io.BytesIO()
    written = IncrementalPdfFileWriter(io.BytesIO(pdf))
    with ThreadPoolExecutor(max_workers=1) as apart:  # it runs a loop of its own, whatever runs here
        apart.submit(signers.sign_pdf, written, told, signer=signer, output=out).result()
    return out.getvalue()

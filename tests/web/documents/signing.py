"""Certificates made here, and signing PDFs with them as a signing program would."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID
from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, SimpleBoxLayoutRule
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

STRETCH = InnerScaling.STRETCH_FILL
DER = serialization.Encoding.DER


class Authority:
    """A root that gives certificates and takes them back."""

    def __init__(self, name: str = "Chứng thực thử (ví dụ)") -> None:
        self.key, self.name = ec.generate_private_key(ec.SECP256R1()), _name(name)
        builder = _builder(self.name, self.name, self.key.public_key())
        made = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        made = made.add_extension(_usage(signs=False), critical=True)
        self.certificate = made.sign(self.key, hashes.SHA256())

    @property
    def root(self) -> asn1.Certificate:
        """Return the certificate others rest on."""
        return asn1.Certificate.load(self.certificate.public_bytes(DER))

    @property
    def pem(self) -> bytes:
        """Return that certificate as its file has it."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def signer(self, name: str, *, ocsp_at: str = "", crl_at: str = "") -> SimpleSigner:
        """Return somebody who signs under a name; where the certificate says so, its issuer is asked at an address."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = _asked_at(_builder(_name(name), self.name, key.public_key()), ocsp_at, crl_at)
        made = builder.add_extension(_usage(signs=True), critical=True).sign(self.key, hashes.SHA256())
        plain = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return SimpleSigner(
            signing_cert=asn1.Certificate.load(made.public_bytes(DER)),
            signing_key=keys.PrivateKeyInfo.load(plain),
            cert_registry=SimpleCertificateStore(),
        )

    def answer(self, question: bytes, *revoked: SimpleSigner) -> bytes:
        """Return what the issuer answers to a question about a certificate (OCSP, RFC 6960)."""
        asked, now = ocsp.load_der_ocsp_request(question), datetime.now(UTC)
        is_revoked = asked.serial_number in {one.signing_cert.serial_number for one in revoked}
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            issuer_name_hash=asked.issuer_name_hash,
            issuer_key_hash=asked.issuer_key_hash,
            serial_number=asked.serial_number,
            algorithm=asked.hash_algorithm,
            cert_status=ocsp.OCSPCertStatus.REVOKED if is_revoked else ocsp.OCSPCertStatus.GOOD,
            this_update=now - timedelta(minutes=5),
            next_update=now + timedelta(days=1),
            revocation_time=now - timedelta(days=1) if is_revoked else None,
            revocation_reason=None,
        )
        made = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.certificate)
        for extension in asked.extensions:
            if isinstance(extension.value, x509.OCSPNonce):
                made = made.add_extension(extension.value, critical=False)
        return made.sign(self.key, hashes.SHA256()).public_bytes(DER)

    def crl(self, *revoked: SimpleSigner) -> bytes:
        """Return the list of the certificates taken back."""
        now = datetime.now(UTC)
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.name)
        builder = builder.last_update(now - timedelta(days=1)).next_update(now + timedelta(days=30))
        for one in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(one.signing_cert.serial_number)
            builder = builder.add_revoked_certificate(entry.revocation_date(now - timedelta(days=1)).build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(DER)


def sign(
    data: bytes, signer: SimpleSigner, box: tuple[int, int, int, int] | None = None, *, is_opaque: bool = False
) -> bytes:
    """Return a PDF with one more signature, seen in a box of the first page where one is given."""
    field = SigFieldSpec(f"Ky{len(data)}", on_page=0, box=box)
    meta = PdfSignatureMetadata(field_name=field.sig_field_name, subfilter=SigSeedSubFilter.PADES)
    paper = PdfImage(Image.new("RGB", (40, 20), "white")) if is_opaque else None
    fill = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, inner_content_scaling=STRETCH)
    style = TextStampStyle(stamp_text="Ky so", background=paper, background_opacity=1, background_layout=fill)
    pdf = PdfSigner(meta, signer=signer, stamp_style=style, new_field_spec=field)
    with ThreadPoolExecutor(max_workers=1) as alone:  # it runs an event loop, as the browser of other tests does
        made = alone.submit(pdf.sign_pdf, IncrementalPdfFileWriter(BytesIO(data))).result()
    return made.getvalue()


def _asked_at(builder: x509.CertificateBuilder, ocsp_url: str, crl_url: str) -> x509.CertificateBuilder:
    if ocsp_url:
        place = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(ocsp_url))
        builder = builder.add_extension(x509.AuthorityInformationAccess([place]), critical=False)
    if crl_url:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(crl_url)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    return builder


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(now - timedelta(days=3650)).not_valid_after(now + timedelta(days=3650))


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=not signs,
        encipher_only=False,
        decipher_only=False,
    )

"""Signed copies: nothing but signatures differs from the issued file, and the certificate is that of who is to sign."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from weasyprint import HTML

from tests.web.documents.signing import Authority, sign
from web.documents.copies import judge_copy
from web.documents.seals import SignedCopyRefusedError, Trust
from web.documents.words import SAMPLE
from workflows.across.documents.model import UNALTERED, VOUCHED
from workflows.across.documents.signers import Signers

CHAIR = "Lê Minh Trí"
PAGE = """<html lang="vi"><style>@page { size: 595pt 842pt; margin: 40pt } body { font: 14pt serif }
div { position: absolute; left: 300pt; top: 600pt }</style><h1>BIÊN BẢN</h1><p>Hội đồng thông qua 9/10 phiếu.</p>
<p>%s</p><div>CHỦ TỊCH<br><br><br>Tên người ký</div></html>"""
TOP, BLANK, POST = (40, 700, 300, 800), (60, 300, 200, 360), (330, 180, 430, 212)


@pytest.fixture(scope="module")
def issued() -> bytes:
    return HTML(string=PAGE % "Không có ý kiến khác.").write_pdf()


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


def judge(data: bytes, issued: bytes, authority: Authority, *, crl: bytes = b"", trusts: bool = True):
    trust = Trust([authority.root] if trusts else [], [crl] if crl else [])
    return judge_copy(data, issued, SAMPLE, Signers([f"{CHAIR} (ví dụ)"], ["Cơ quan ban hành"]), trust)


def test_a_registered_certificate_binds_the_signer_beyond_the_name(issued: bytes, authority: Authority) -> None:
    """Two people may have one name: whose certificate it is decides, where it is known."""
    theirs, namesake = authority.signer(CHAIR), authority.signer(CHAIR)
    mark = theirs.signing_cert.sha256.hex()
    trust, names = Trust([authority.root], [authority.crl()]), [f"{CHAIR} (ví dụ)"]
    wanted = [
        (theirs, {mark: CHAIR}, "certificate", VOUCHED),
        (namesake, {mark: CHAIR}, "unregistered", UNALTERED),
        (namesake, {}, "person", VOUCHED),
        (theirs, {mark: "Người Khác"}, "other", UNALTERED),
        (theirs, {mark: ""}, "other", UNALTERED),
    ]
    for signer, registered, whose, grade in wanted:
        signers = Signers(names, ["Cơ quan ban hành"], registered)
        (seal,), found = judge_copy(sign(issued, signer), issued, SAMPLE, signers, trust)
        assert (seal["person"], found) == (whose, grade)
        assert "of_body" not in seal, "the certificate names no organisation, and the page says so"


def updated(data: bytes, change) -> bytes:
    """Return a PDF with an incremental update that anybody could add."""
    writer, made = IncrementalPdfFileWriter(BytesIO(data)), BytesIO()
    change(writer)
    writer.write(made)
    return made.getvalue()


def paint(writer, subtype: str = "/Square", **more):
    """Put a white box over the first lines of the page."""
    white = generic.StreamObject(stream_data=b"1 g 0 0 300 120 re f")
    white[pdf_name("/Type")], white[pdf_name("/Subtype")] = pdf_name("/XObject"), pdf_name("/Form")
    white[pdf_name("/BBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 300, 120)))
    look = generic.DictionaryObject({pdf_name("/N"): writer.add_object(white)})
    box = generic.ArrayObject(map(generic.NumberObject, (30, 690, 330, 810)))
    note = {"/Type": pdf_name("/Annot"), "/Subtype": pdf_name(subtype), "/Rect": box, "/AP": look}
    note |= {"/F": generic.NumberObject(4), **more}
    made = writer.add_object(generic.DictionaryObject({pdf_name(name): value for name, value in note.items()}))
    writer.register_annotation(writer.find_page_for_modification(0)[0], made)
    return made


def add_field(writer) -> None:
    text = {"/FT": pdf_name("/Tx"), "/T": generic.pdf_string("phieu"), "/V": generic.pdf_string("10/10")}
    made = paint(writer, "/Widget", **text)
    writer.root["/AcroForm"] = generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject([made])})
    writer.update_root()


def replace_content(writer) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 g 40 700 200 20 re f"))
    writer.mark_update(writer.find_page_for_modification(0)[0])


def append_page(writer) -> None:
    pages = writer.root["/Pages"]
    new = generic.DictionaryObject({**writer.find_page_for_modification(0)[0].get_object()})
    pages["/Kids"].append(writer.add_object(new))
    pages["/Count"] = generic.NumberObject(2)
    writer.mark_update(writer.root.raw_get("/Pages").reference)


def hide_for_later(writer) -> None:
    """Lay down what only a later update will show."""
    writer.add_object(generic.StreamObject(stream_data=b"1 g 0 0 600 850 re f"))
    writer.root["/PieceInfo"] = generic.DictionaryObject()
    writer.update_root()


def empty_field(writer) -> None:
    """Add a signature field that nobody signs, with a look that covers the first lines."""
    append_signature_field(writer, SigFieldSpec("Trong", on_page=0, box=TOP))
    field = writer.root["/AcroForm"]["/Fields"][-1].get_object()
    white = generic.StreamObject(stream_data=b"1 g 0 0 300 120 re f")
    white[pdf_name("/Type")], white[pdf_name("/Subtype")] = pdf_name("/XObject"), pdf_name("/Form")
    white[pdf_name("/BBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 260, 100)))
    field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(white)})


ADDED, AFTER = "Something other than signatures was added to the issued", "added after it was signed"
ATTACKS = {
    "a box drawn over the page before signing": (lambda d, s: sign(updated(d, paint), s), ADDED),
    "a form field over the page": (lambda d, s: sign(updated(d, add_field), s), ADDED),
    "the page's content replaced": (lambda d, s: sign(updated(d, replace_content), s), ADDED),
    "a page appended": (lambda d, s: sign(updated(d, append_page), s), ADDED),
    "content hidden for later": (lambda d, s: sign(updated(d, hide_for_later), s), ADDED),
    "an empty signature field over the page": (lambda d, s: sign(updated(d, empty_field), s), "Page 1 looks"),
    "another document": (
        lambda _d, s: sign(HTML(string=PAGE % "Khác.").write_pdf(), s),
        "not the file that was issued",
    ),
    "a box drawn after signing": (lambda d, s: updated(sign(d, s), paint), ADDED),
    "the content replaced between two signatures": (
        lambda d, s: sign(updated(sign(d, s), replace_content), s),
        ADDED,
    ),
    "a byte changed after signing": (
        lambda d, s: b"".join((d[:200], bytes([d[200] ^ 1]), sign(d, s)[201:])),
        "not valid",
    ),
    "a signature that hides words": (lambda d, s: sign(d, s, TOP, is_opaque=True), "covers words"),
    "a signature as large as the page": (lambda d, s: sign(d, s, (0, 0, 595, 842), is_opaque=True), "Page 1 looks"),
    "something after the end": (lambda d, s: sign(d, s) + b"\n" + d, "."),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_whatever_differs_from_the_issued_file_but_signatures_is_refused(
    attack: str, issued: bytes, authority: Authority
) -> None:
    make, said = ATTACKS[attack]
    with pytest.raises(SignedCopyRefusedError) as refusal:
        judge(make(issued, authority.signer(CHAIR)), issued, authority)
    assert said in str(refusal.value.text)


@pytest.mark.parametrize(
    ("names", "box", "trusts", "grade", "people"),
    [
        ((CHAIR,), None, True, VOUCHED, ["person"]),
        (("LE MINH TRI", "Cơ quan ban hành"), BLANK, True, VOUCHED, ["person", "organisation"]),
        ((CHAIR,), None, False, UNALTERED, ["person"]),
        (("Người Khác",), None, True, UNALTERED, ["other"]),
        ((CHAIR, "Người Khác"), BLANK, True, UNALTERED, ["person", "other"]),
        (("Cơ quan ban hành",), None, True, UNALTERED, ["organisation"]),
        ((CHAIR,), POST, True, UNALTERED, ["person"]),
    ],
)
def test_a_copy_is_vouched_for_where_a_trusted_certificate_has_the_signers_name(
    names, box, trusts, grade, people, issued: bytes, authority: Authority
) -> None:
    data = issued
    for name in names:
        data = sign(data, authority.signer(name), box if name == names[-1] else None, is_opaque=box == POST)
    seals, found = judge(data, issued, authority, trusts=trusts)
    assert ([seal["person"] for seal in seals], found) == (people, grade)
    assert all(seal["intact"] and seal["whole"] and seal["same"] for seal in seals)
    assert [seal["covers"] for seal in seals] == ["CHỦTỊCH" if box == POST else ""] * len(seals)


def test_lists_of_revoked_certificates_are_heeded_and_what_was_not_checked_is_told(
    issued: bytes, authority: Authority
) -> None:
    signer, other = authority.signer(CHAIR), authority.signer(CHAIR)
    data = sign(issued, signer)
    [unchecked], _ = judge(data, issued, authority)
    [good], _ = judge(data, issued, authority, crl=authority.crl(other))
    assert (unchecked["revocation"], good["revocation"]) == ("unchecked", "good")
    with pytest.raises(SignedCopyRefusedError, match="revoked"):
        judge(data, issued, authority, crl=authority.crl(signer))

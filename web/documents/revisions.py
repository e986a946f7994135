"""What a signed copy adds to the file that was issued: signatures only, or something else before or after them."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON

from web.documents.seals import Place

# A file without a form gets one with its first signature, and with it what a form says of itself.
_FORM = FormUpdatingRule(
    [SigFieldCreationRule(), SigFieldModificationRule()],  # type: ignore[no-untyped-call]
    ignored_acroform_keys=ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags", "/DA"},
)
_POLICY = StandardDiffPolicy(global_rules=DEFAULT_DIFF_POLICY.global_rules, form_rule=_FORM)


class _Issued(HistoricalResolver):
    """The issued file as the difference analysis wants it: with a form, empty where it has none."""

    @property
    def root(self) -> DictionaryObject:
        found = super().root
        if "/AcroForm" in found:
            return found
        form = DictionaryObject({"/Fields": ArrayObject()})  # type: ignore[no-untyped-call]
        return DictionaryObject({**found, NameObject("/AcroForm"): form})  # type: ignore[no-untyped-call]


def adds_signatures_only(signed: PdfFileReader, issued: bytes) -> bool:
    """Tell whether each revision after the issued file adds signatures, their fields and proofs, and nothing else.

    Compared is each revision with the issued file (pyHanko's difference analysis), so that what one revision prepares
    and a later one hides is found too. Deeper down than that each signature is asked what came after it.
    """
    base = _Issued(signed, PdfFileReader(BytesIO(issued)).xrefs.total_revisions - 1)
    found = _POLICY.review_file(signed, base)
    if isinstance(found, SuspiciousModification):
        return False
    return bool(found.modification_level <= ModificationLevel.FORM_FILLING)


def signature_places(signed: PdfFileReader) -> list[Place]:
    """Return where signatures are seen: page (from 0), left, bottom, right, top; empty fields are none."""
    pages = signed.root["/Pages"]["/Count"]
    return [place for number in range(int(pages)) for place in _on_page(signed, number)]


def _on_page(signed: PdfFileReader, number: int) -> Iterator[Place]:
    page = signed.find_page_for_modification(number)[0].get_object()  # type: ignore[no-untyped-call]
    for one in _value(page, "/Annots") or ():
        widget = one.get_object()
        if isinstance(widget, DictionaryObject) and _is_signed(widget) and "/Rect" in widget:
            left, bottom, right, top = (float(value) for value in widget["/Rect"])
            if left != right and bottom != top:
                yield (number, min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _is_signed(widget: DictionaryObject) -> bool:
    parent = _value(widget, "/Parent") or {}
    kind, value = (_value(widget, name) or _value(parent, name) for name in ("/FT", "/V"))
    is_value = isinstance(value, DictionaryObject) and "/Contents" in value
    return bool(kind == "/Sig" and is_value and _value(value, "/Type") in {None, "/Sig"})


def _value(found: Mapping[Any, Any], name: str) -> Any:
    """Return what stands under a name, followed where it is a reference (`get` would not)."""
    return found[name] if name in found else None  # noqa: SIM401 - see above

"""The one door for XML: no DOCTYPE, no entities, no network, bounded in size and depth."""

from typing import Any, cast

from lxml import etree

from engine.errors import BangVangError
from engine.text import N_, Text

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 100
MAX_ELEMENTS = 60_000


class XmlRefusedError(BangVangError):
    """XML is broken, hostile or too large; `rule` names the limit and `line` the place."""

    def __init__(self, rule: str, text: Text, line: int | None = None) -> None:
        super().__init__(text)
        self.rule = rule
        self.line = line


class _Bounds:
    """A parser target that counts depth and elements and refuses a DOCTYPE before anything is built."""

    def __init__(self) -> None:
        self.depth = 0
        self.elements = 0

    def start(self, _tag: str, _attributes: object) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH:
            raise XmlRefusedError(
                "xml-depth", Text(N_("Elements are nested deeper than %(limit)s."), {"limit": MAX_DEPTH})
            )
        if self.elements > MAX_ELEMENTS:
            raise XmlRefusedError(
                "xml-size", Text(N_("There are more than %(limit)s elements."), {"limit": MAX_ELEMENTS})
            )

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise XmlRefusedError("xml-doctype", Text(N_("A DOCTYPE is not allowed.")))

    def close(self) -> None:
        return None


def _options() -> dict[str, Any]:
    return {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "dtd_validation": False,
        "huge_tree": False,
    }


def parse_xml(data: bytes) -> etree._Element:
    """Parse bytes into an element tree, or refuse them.

    Raises XmlRefusedError with the rule (`xml-size`, `xml-depth`, `xml-doctype`, `xml-syntax`) and the line.
    """
    if len(data) > MAX_BYTES:
        text = Text(N_("The file is larger than %(limit)s KiB."), {"limit": MAX_BYTES // 1024})
        raise XmlRefusedError("xml-size", text)
    try:
        etree.fromstring(data, etree.XMLParser(target=cast("Any", _Bounds()), **_options()))
        root = etree.fromstring(data, etree.XMLParser(remove_comments=False, **_options()))
    except etree.XMLSyntaxError as error:
        raise _syntax_refusal(error) from None
    _refuse_doctype(root)
    return root


def write_xml(root: etree._Element) -> bytes:
    """Write a tree as UTF-8, with the comments and instructions around its root."""
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


def to_utf8(data: bytes) -> bytes:
    """Return a file as UTF-8; one that is UTF-8 already stays as it is, byte for byte. Raises XmlRefusedError."""
    root = parse_xml(data)
    return data if is_utf8(root) and _decodes(data) else write_xml(root)


def is_utf8(root: etree._Element) -> bool:
    """Tell whether a parsed file was written in UTF-8, or in ASCII, which is the same bytes."""
    encoding: str | None = root.getroottree().docinfo.encoding
    return encoding is None or encoding.upper() in ("UTF-8", "US-ASCII", "ASCII")


def _decodes(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _refuse_doctype(root: etree._Element) -> None:
    info: Any = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise XmlRefusedError("xml-doctype", Text(N_("A DOCTYPE is not allowed.")))


def _syntax_refusal(error: etree.XMLSyntaxError) -> XmlRefusedError:
    line = error.lineno
    text = Text(N_("This is not well-formed XML (line %(line)s): %(detail)s"), {"line": line, "detail": error.msg})
    return XmlRefusedError("xml-syntax", text, line)

"""The one door for XML: no DOCTYPE, no entities, no network, bounded in size and depth."""

import re
from codecs import BOM_UTF8
from time import thread_time
from typing import Any, cast

from lxml import etree

from engine.base.errors import BangVangError
from engine.base.text import N_, Text

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 100
MAX_ELEMENTS = 60_000
MAX_MARKS = 2 * MAX_ELEMENTS + 10_000  # a start, an end, and some comments: more can only be more elements
CHUNK = 4096
PIECE = 65_536
MAX_SECONDS = 1.0
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")
_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z][\w.\-]*)[\"']")
_COUNT = etree.XPath("count(//*)")


class XmlRefusedError(BangVangError):
    """XML is broken, hostile or too large; `rule` names the limit and `line` the place."""

    def __init__(self, rule: str, text: Text, line: int | None = None) -> None:
        super().__init__(text)
        self.rule = rule
        self.line = line


class _PrologOver(Exception):  # noqa: N818 - it ends the reading, nothing is wrong
    """The root element has begun: no DOCTYPE can follow."""


class _Prolog:
    """A parser target that reads up to the root element and refuses a DOCTYPE before anything is built."""

    def start(self, _tag: str, _attributes: object) -> None:
        raise _PrologOver

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

    Raises XmlRefusedError with the line and the rule: `xml-size`, `xml-depth`, `xml-doctype`, `xml-time`, `xml-syntax`.
    """
    if len(data) > MAX_BYTES:
        text = Text(N_("The file is larger than %(limit)s KiB."), {"limit": MAX_BYTES // 1024})
        raise XmlRefusedError("xml-size", text)
    if data.count(b"<") > MAX_MARKS:
        raise XmlRefusedError("xml-size", Text(N_("There are more than %(limit)s elements."), {"limit": MAX_ELEMENTS}))
    try:
        _read_prolog(data)
        root = _read(data)
    except etree.XMLSyntaxError as error:
        raise _syntax_refusal(error) from None
    _refuse_doctype(root)
    _require_bounds(root)
    return root


def _read_prolog(data: bytes) -> None:
    parser = etree.XMLParser(target=cast("Any", _Prolog()), **_options())
    try:
        for begin in range(0, len(data), CHUNK):
            parser.feed(data[begin : begin + CHUNK])
        parser.close()
    except _PrologOver:
        return


def _read(data: bytes) -> etree._Element:
    """Build the tree piece by piece, as long as the time for it lasts."""
    until = thread_time() + MAX_SECONDS
    parser = etree.XMLParser(remove_comments=False, **_options())
    for begin in range(0, len(data), PIECE):
        parser.feed(data[begin : begin + PIECE])
        if thread_time() > until:
            raise XmlRefusedError(
                "xml-time", Text(N_("Reading takes longer than %(limit)s s."), {"limit": MAX_SECONDS})
            )
    return parser.close()


def _require_bounds(root: etree._Element) -> None:
    """Refuse what is nested too deeply or has too many elements; the counting is done in C."""
    if _TOO_DEEP(root):
        raise XmlRefusedError("xml-depth", Text(N_("Elements are nested deeper than %(limit)s."), {"limit": MAX_DEPTH}))
    if cast("float", _COUNT(root)) > MAX_ELEMENTS:
        raise XmlRefusedError("xml-size", Text(N_("There are more than %(limit)s elements."), {"limit": MAX_ELEMENTS}))


def write_xml(root: etree._Element) -> bytes:
    """Write a tree as UTF-8, with the comments and instructions around its root."""
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


def to_utf8(data: bytes) -> bytes:
    """Return a file as UTF-8; one that is UTF-8 already stays as it is, byte for byte.

    Only what is written otherwise is read for it. Raises XmlRefusedError where that cannot be.
    """
    if _says_utf8(data) and _decodes(data):
        return data
    root = parse_xml(data)
    return data if is_utf8(root) and _decodes(data) else write_xml(root)


def is_utf8(root: etree._Element) -> bool:
    """Tell whether a parsed file was written in UTF-8, or in ASCII, which is the same bytes."""
    encoding: str | None = root.getroottree().docinfo.encoding
    return encoding is None or encoding.upper() in ("UTF-8", "US-ASCII", "ASCII")


def _says_utf8(data: bytes) -> bool:
    """Tell whether a file's first bytes say UTF-8, or nothing, which means it."""
    if b"\0" in data[:64]:  # each sign takes several bytes
        return False
    said = _ENCODING.match(data.removeprefix(BOM_UTF8))
    return said is None or said[1].upper() in (b"UTF-8", b"US-ASCII", b"ASCII")


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
    if "depth" in (error.msg or ""):  # the parser's own limit, far above ours
        return XmlRefusedError(
            "xml-depth", Text(N_("Elements are nested deeper than %(limit)s."), {"limit": MAX_DEPTH})
        )
    text = Text(N_("This is not well-formed XML (line %(line)s): %(detail)s"), {"line": line, "detail": error.msg})
    return XmlRefusedError("xml-syntax", text, line)

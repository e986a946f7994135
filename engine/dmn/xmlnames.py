"""DMN elements by their local names, in every version's namespace."""

from collections.abc import Iterator

from lxml import etree

NAMESPACES = frozenset(
    {
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
        "https://www.omg.org/spec/DMN/20240513/MODEL/",
    }
)
Element = etree._Element


def local_name(element: Element) -> str:
    """Return an element's name without its namespace; nothing for comments and elements of others."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return name.localname if name.namespace in NAMESPACES else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """Go through the child elements of these names."""
    return (child for child in element if local_name(child) in names)


def child(element: Element, *names: str) -> Element | None:
    """Return the first child element of these names."""
    return next(children(element, *names), None)


def text_of(element: Element | None, *path: str) -> str:
    """Return the text at the end of a path of child elements, without spaces around it."""
    for name in path:
        if element is None:
            return ""
        element = child(element, name)
    return "" if element is None else "".join(map(str, element.itertext())).strip()


def name_of(element: Element) -> str:
    """Return an element's name with single spaces."""
    return " ".join((element.get("name") or "").split())


def type_name_of(element: Element) -> str:
    """Return the type an element refers to, by attribute or, as until DMN 1.1, by child."""
    name = element.get("typeRef") or text_of(element, "typeRef")
    prefix, _, rest = name.partition(":")
    return rest if rest and prefix in element.nsmap else name


def line_of(element: Element) -> int | None:
    """Return the line an element stands on in its file."""
    line = element.sourceline
    return line if isinstance(line, int) else None

"""What a document says, as plain data: frozen when it gets its number, laid out as PDF or DOCX afterwards."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Table:
    """A table of a document: `head` names the columns, each of `rows` has a text for each of them."""

    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Section:
    """A part of a document: a heading (may be empty), paragraphs, and at most one table."""

    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    table: Table | None = None


@dataclass(frozen=True)
class Signature:
    """Whose signature stands at the end: on whose behalf, in which post, whose name (empty where not yet known).

    `note` says how to sign, under the post: `(Ký, ghi rõ họ và tên)`.
    """

    authority: str
    post: str
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Heading:
    """What a document is called: the letters of its symbol (`TTr`), its title, what it is about."""

    letters: str
    title: str
    about: str


@dataclass(frozen=True)
class Content:
    """A document without number and date (Decree 30/2020/NĐ-CP, Appendix I).

    `superior` and `issuer` stand at the top left, `code` follows the number (`TTr-VKSTC`), `place` goes before the
    date; a paper that takes no number has no code. `title` names the kind, `about` what it is about: of an official
    letter, which has no title, it stands under the number. `addressed` is who it is sent to, `bases` the law it rests
    on, `recipients` who gets copies. `made_of` names the content it is about, which its record tells and the paper does
    not. One signature, or two side by side for minutes. `office` is the office that decides, above what a decision
    rests on; `enclosed` is the list that goes with a paper, on pages after its signature under `enclosed_title`.
    `form` is the form of a decree that it is written on, at the top right.
    """

    body: str
    superior: str
    issuer: str
    code: str
    place: str
    title: str
    about: str
    sections: list[Section]
    signatures: list[Signature]
    addressed: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    office: str = ""
    enclosed_title: str = ""
    enclosed: list[Section] = field(default_factory=list)
    made_of: list[str] = field(default_factory=list)
    form: str = ""

    @property
    def named(self) -> str:
        """Return what it is called in lists: its title and what it is about."""
        return f"{self.title}: {self.about}" if self.title else self.about

    @property
    def addressed_lines(self) -> list[str]:
        """Return the lines that name whom it goes to: one in a line of its own, several listed."""
        if len(self.addressed) == 1:
            return [f"Kính gửi: {self.addressed[0]}."]
        last = len(self.addressed) - 1
        listed = [f"- {one}{'.' if n == last else ';'}" for n, one in enumerate(self.addressed)]
        return ["Kính gửi:", *listed] if listed else []

    def as_data(self) -> dict[str, Any]:
        """Return it as what JSON holds."""
        return asdict(self)


def content_of(data: Mapping[str, Any]) -> Content:
    """Return the content that was written as JSON."""
    parts = {name: [_section(one) for one in data.get(name, [])] for name in ("sections", "enclosed")}
    signatures = [Signature(**one) for one in data["signatures"]]
    return Content(**{**data, **parts, "signatures": signatures})


def _section(data: Mapping[str, Any]) -> Section:
    table = Table(**data["table"]) if data["table"] else None
    return Section(data["heading"], list(data["paragraphs"]), table)

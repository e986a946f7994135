"""Open votes in documents: who decided to vote openly, and who voted how."""

from collections.abc import Sequence
from typing import Protocol

from engine.base.text import Text
from workflows.across.documents.content import Section, Table
from workflows.across.documents.contents.letterhead import hour
from workflows.registers.ballot.model import STRUCK
from workflows.registers.ballot.roll import Line, Roll

WORDS = {
    "yes": "Đồng ý",
    "no": "Không đồng ý",
    "blank": "Không ý kiến",
    "not_returned": "Không gửi phiếu",
    "aside": "Không tham gia biểu quyết",
}


def on_paper(label: Text) -> str:
    """Return what was voted on as papers name it: they are Vietnamese, whoever has them written."""
    return f"{label.params['label']} – đã rút hoặc dừng, không tính" if label.msgid == STRUCK else str(label)


def opening_told(rolls: Sequence[Roll]) -> list[str]:
    """Return who decided to hold a vote openly though its rule asks for a secret one, and why."""
    told = {
        f"Quy định áp dụng yêu cầu bỏ phiếu kín; {roll.opening_name} quyết định biểu quyết công khai lúc "
        f"{hour(roll.opening_at)}, lý do: {roll.opening_reason}"
        for roll in rolls
        if roll.opening_reason
    }
    return sorted(told)


class Said(Protocol):
    """Why somebody stood aside, and whose word it is."""

    @property
    def ground(self) -> str: ...  # noqa: D102 - as the minutes and the roll have it
    @property
    def reason(self) -> str: ...  # noqa: D102
    @property
    def proposed(self) -> str: ...  # noqa: D102
    @property
    def confirmed(self) -> str: ...  # noqa: D102


def aside_told(name: str, case: str, why: Said) -> str:
    """Return the sentence on somebody who stood aside: the ground, why, who proposed and who confirmed it."""
    explained = f" ({why.reason})" if why.reason and why.reason != why.ground else ""
    words = {"đề nghị": why.proposed, "xác nhận": why.confirmed}
    said = ", ".join(f"{who} {what}" for what, who in words.items() if who)
    return f"{name} không tham gia biểu quyết hồ sơ {case}: {why.ground}{explained}{f'; {said}' if said else ''}."


def asides_told(rolls: Sequence[Roll]) -> list[str]:
    """Return who stood aside from what in some rounds, one sentence each."""
    return list(dict.fromkeys(aside_told(a.name, on_paper(a.label), a) for roll in rolls for a in roll.asides))


def roll_sections(title: str, rolls: Sequence[Roll]) -> list[Section]:
    """Return a section for each closed round: who voted how on what."""
    head = ["Hồ sơ", "Ý kiến", "Thành viên"]
    many = len(rolls) > 1
    return [
        Section(f"{title}{f', vòng {number}' if many else ''}", table=Table(head, _rows(roll)))
        for number, roll in enumerate(rolls, 1)
    ]


def _rows(roll: Roll) -> list[list[str]]:
    return [
        ["; ".join(map(on_paper, line.labels)) if first else "", f"{WORDS[vote]} ({len(names)})", "; ".join(names)]
        for line in roll.lines
        for first, (vote, names) in _marked(line)
    ]


def _marked(line: Line) -> list[tuple[bool, tuple[str, tuple[str, ...]]]]:
    """Return the votes that were made on a line, the first one marked: it names the cases."""
    made = [(vote, names) for vote, names in line.names.items() if names]
    return [(number == 0, one) for number, one in enumerate(made)]

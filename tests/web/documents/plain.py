"""What may not stand on a paper: notes on what is unverified, ids of rules and steps, codes of awards."""

import csv
import re
from collections.abc import Iterator
from typing import Any

from workflows.across.documents.content import Content
from workflows.registers.awards.catalogue import DATA

NOTES = re.compile(r"cần đối chiếu|cần kiểm tra|chưa xác minh|chưa kiểm chứng|chưa xác nhận|verified", re.IGNORECASE)
IDS = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\b[a-z]+\d?-[a-z]+-[a-z\d]+(?:-[a-z\d]+)*\b", re.ASCII)
HOLDERS = re.compile(r"\b[a-z_]+@[A-Z]+")  # as the actors of tests are called


def found_on(content: Content) -> set[str]:
    """Return what stands on a paper and should not."""
    text = HOLDERS.sub("", "\n".join(_strings(content.as_data())))
    with (DATA / "awards.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file) if row["code"] != "GK"]
    named = re.compile(rf"\b(?:{'|'.join(codes)})\b")
    return {one.group() for pattern in (NOTES, IDS, named) for one in pattern.finditer(text)}


def _strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            for one in data.values():
                yield from _strings(one)
        case list():
            for one in data:
                yield from _strings(one)

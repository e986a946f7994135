"""Invented Vietnamese names, the same ones on every machine."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "data" / "names.csv"
MARK = "(ví dụ)"


@dataclass(frozen=True)
class Identity:
    """Who an invented person is."""

    full_name: str
    sex: str
    birth_year: int
    ethnicity: str


def invent_people(seed: int) -> Iterator[Identity]:
    """Yield people without end, no two of one name; the same seed gives the same people."""
    chance = random.Random(seed)  # noqa: S311 - invented names, not a secret
    words = _words()
    taken: set[str] = set()
    while True:
        sex = chance.choice(("male", "female"))
        parts = (words["family"], words[f"middle_{sex}"], words[sex])
        name = " ".join(chance.choice(part) for part in parts)
        birth_year, ethnicity = chance.randint(1964, 1994), chance.choice(words["ethnicity"])
        if name not in taken:
            taken.add(name)
            yield Identity(f"{name} {MARK}", sex, birth_year, ethnicity)


def _words() -> dict[str, list[str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["kind"]: row["names"].split() for row in csv.DictReader(file)}

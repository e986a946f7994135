"""One word for one thing: what several modules were called, and what the glossary says instead, stays apart."""

import re

from tests.architecture.sources import HOME, ROOMS, committed_files

ALONE = {
    "reading.py": "workflows/across/people/reading.py",
    "waiting.py": "engine/store/waiting.py",
    "migration.py": "engine/model/migration.py",
    "held.py": "",
}
"""Names of modules that stood for several things, each with the one place where it is left."""


def test_a_name_that_meant_several_things_means_one() -> None:
    found = {name: [str(p) for p in committed_files() if p.name == name and p.parts[0] in ROOMS] for name in ALONE}
    assert found == {name: [place] if place else [] for name, place in ALONE.items()}


def test_the_words_that_the_glossary_gives_are_those_of_the_code() -> None:
    page = (HOME / "docs" / "glossary.md").read_text("utf-8").partition("## One word for each of these")[2]
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| ") and "---" not in line][1:]
    names = {name for row in rows for name in re.findall(r"`(\w+)`", row[3])}
    assert len(names) > 10
    texts = [(HOME / p).read_text("utf-8") for p in committed_files() if p.suffix == ".py" and p.parts[0] in ROOMS]
    assert [name for name in sorted(names) if not any(re.search(rf"\b{name}\b", text) for text in texts)] == []

"""Write docs/tables.md from the mapped classes: every table, and the sentence its class says about it."""

import sys
from itertools import groupby
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from engine.model.base import Base  # noqa: E402 - the path comes first
from web.shell.tables import load_all  # noqa: E402

PAGE = HOME / "docs" / "tables.md"
HEAD = """# Tables

Written by `scripts/tables.py` from the classes that map them; a test fails when this page is out of date.

Times are UTC. Ids are UUIDs that sort by time (version 7), but for natural keys such as a unit's code. A column of
JSON is text with tags, so that Decimals, dates and order survive on both databases. Tables that grow carry the root
instance and the day from which a row may be removed.
"""


def describe_tables() -> str:
    """Return the page."""
    load_all()
    mappers = sorted(Base.registry.mappers, key=lambda mapper: (mapper.class_.__module__, mapper.local_table.name))
    parts = [HEAD]
    for module, group in groupby(mappers, key=lambda mapper: mapper.class_.__module__):
        parts.append(f"\n## `{module.replace('.', '/')}.py`\n\n| table | key | what it is for |\n|---|---|---|\n")
        for mapper in group:
            key = ", ".join(column.name for column in mapper.primary_key)
            parts.append(f"| `{mapper.local_table.name}` | {key} | {sentence(mapper.class_.__doc__)} |\n")
    return "".join(parts)


def sentence(text: str | None) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join((text or "").strip().split("\n\n")[0].split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(describe_tables(), encoding="utf-8")

"""What a template writes is escaped: only one file may say of a text of its own that it is safe."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import HOME, committed_files

UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false|\bfilter\s+safe\b|\bMarkup\b")
TRUSTED = {Path("web/templates/documents/paper.html")}  # the QR code, which the program itself draws


def test_no_template_writes_unescaped_text_but_the_one_that_draws_codes() -> None:
    templates = [
        path for path in committed_files() if path.suffix in {".html", ".txt", ".svg"} and path.parts[0] != "docs"
    ]
    found = {path for path in templates if UNESCAPED.search((HOME / path).read_text(encoding="utf-8"))}
    assert found == TRUSTED


@pytest.mark.parametrize(
    "planted",
    ["{{ name | safe }}", "{{ name|safe }}", "{% autoescape false %}", "{% filter safe %}", "{{ Markup(x) }}"],
)
def test_each_way_to_write_unescaped_text_is_seen(planted: str) -> None:
    assert UNESCAPED.search(planted)
    assert not UNESCAPED.search("{{ safely }} {{ name | safely }}")

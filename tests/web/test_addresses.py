"""Every address that a page asks for by name exists: a view renamed leaves no page behind that cannot be drawn."""

import re

from flask import Flask

from tests.architecture.sources import HOME, committed_files

ASKED = re.compile(r"""url_for\(\s*["']([\w.]+)["']""")


def test_every_address_a_page_asks_for_exists(app: Flask) -> None:
    asked = [
        (str(path), name)
        for path in committed_files()
        if path.suffix in {".html", ".txt", ".py"} and path.parts[0] in {"web", "forms"}
        for name in ASKED.findall((HOME / path).read_text(encoding="utf-8"))
    ]
    assert len(asked) > 100
    assert [(path, name) for path, name in asked if name not in app.view_functions] == []

"""What shipped forms say of a text that is missing: its name, in both languages."""

import json
from collections.abc import Iterator
from typing import Any

from forms import parse_form
from workflows.shipped import procedures


def texts(part: Any) -> Iterator[dict[str, Any]]:
    """Yield the fields for text of a form, at whatever depth they stand."""
    for one in part.get("components", []):
        if one["type"] in ("textfield", "textarea"):
            yield one
        yield from texts(one)


def test_a_missing_text_is_asked_for_by_its_name() -> None:
    schemas = [json.loads(d) for one in procedures() for path, d in one.files().items() if path.endswith(".form.json")]
    fields = [field for schema in schemas for field in texts(schema)]
    assert len(fields) > 60
    for field in fields:
        bare = {"type": field["type"], "key": "x", "label": field["label"], "validate": {"required": True}}
        named = bare | {"properties": {"label:en": field["properties"]["label:en"]}}
        subject = parse_form({"type": "default", "components": [named]})
        for language, label in (("vi", field["label"]), ("en", field["properties"]["label:en"])):
            error = subject.check({"x": [""]}, {}, language).errors["x"]
            assert (error.msgid, error.params["what"].lower()) == ("Enter %(what)s.", label.lower())

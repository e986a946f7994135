"""The adapter speaks the harness's protocol."""

from pathlib import Path

from tests.conformance.adapter import Adapter
from tests.engine.dmn.models import decision, definitions, given, literal, needs


def test_a_request_is_answered_in_tagged_values(tmp_path: Path) -> None:
    model = tmp_path / "model.dmn"
    model.write_bytes(definitions(given("x") + decision("d", needs("x") + literal("x + duration(&quot;P1D&quot;)"))))
    request = {
        "models": [str(model)], "kind": "decision", "target": None, "results": ["d", "other"],
        "inputs": {"x": {"t": "date", "v": "2019-12-31"}},
    }  # fmt: skip

    results = Adapter().eval_dmn(request)["results"]

    assert results["d"] == {"ok": True, "value": {"t": "date", "v": "2020-01-01"}}
    assert results["other"]["ok"] is False


def test_a_file_that_is_no_model_is_not_loaded(tmp_path: Path) -> None:
    model = tmp_path / "model.dmn"
    model.write_bytes(b"<definitions/>")
    request = {"models": [str(model)], "kind": "decision", "target": None, "results": ["d"], "inputs": {}}

    assert Adapter().eval_dmn(request)["loaded"] is False

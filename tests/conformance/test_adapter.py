"""The adapter speaks the harness's protocol."""

from pathlib import Path

from tests.conformance.adapter import Adapter
from tests.engine import drawing as d
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


def test_a_diagram_is_run_to_its_end_in_a_time_of_its_own(tmp_path: Path) -> None:
    model = tmp_path / "model.bpmn"
    model.write_bytes(
        d.diagram(
            d.start(), d.script("a", "=n + 1", "m"), d.catch("late", timer="PT5S"), d.script("b", "=m", "k"), d.end(),
            d.path("begin", "a", "late", "b", "done"),
        )
    )  # fmt: skip
    request = {"path": str(model), "process": "p", "parallel_process": None, "vars": {"n": 1}, "wait_ms": 6000}
    assert Adapter().run_bpmn(request) == {"outcome": "completed", "executed": ["a", "b"]}
    assert Adapter().run_bpmn(request | {"wait_ms": 1000})["outcome"] == "waiting"


def test_a_process_that_a_timer_starts_is_left_to_it(tmp_path: Path) -> None:
    model = tmp_path / "model.bpmn"
    late = "<bpmn:timerEventDefinition><bpmn:timeDuration>PT5S</bpmn:timeDuration></bpmn:timerEventDefinition>"
    begin = d.node("startEvent", "begin", inner=late)
    model.write_bytes(d.diagram(begin, d.script("a", "=1", "m"), d.end(), d.path("begin", "a", "done")))
    request = {"path": str(model), "process": "p", "vars": {}, "wait_ms": 9000}
    assert Adapter().run_bpmn(request) == {"outcome": "completed", "executed": ["a"]}


def test_a_diagram_that_cannot_run_is_refused(tmp_path: Path) -> None:
    model = tmp_path / "model.bpmn"
    model.write_bytes(d.diagram(d.start(), d.node("scriptTask", "a"), d.end(), d.path("begin", "a", "done")))
    reply = Adapter().run_bpmn({"path": str(model), "process": "p", "vars": {}, "wait_ms": 0})
    assert reply["outcome"] == "deploy_error"
    assert "“a”" in reply["error"]


def test_messages_need_no_correlation_key(tmp_path: Path) -> None:
    sends = d.node("sendTask", "send", messageRef="m_m")
    receives = d.node("receiveTask", "r", instantiate="true", messageRef="m_m")
    model = tmp_path / "model.bpmn"
    model.write_bytes(
        d.diagram(
            d.start(), sends, d.gateway("parallel", "g"), sends.replace('"send"', '"again"'),
            d.catch("c", message="m2"), d.script("a", "=1", "n"), d.throw("t", "m2"), d.gateway("parallel", "j"),
            d.end(), d.path("begin", "send", "again", "g", "c", "a", "j", "done"), d.path("g", "t", "j"),
            messages=d.message("m") + d.message("m2"),
            others=d.process_of("q", receives, d.script("b", "=1", "n"), d.end("e"), d.path("r", "b", "e")),
        )
    )  # fmt: skip
    request = {"path": str(model), "process": "p", "parallel_process": "q", "vars": {}, "wait_ms": 9000}
    reply = Adapter().run_bpmn(request)
    assert (reply["outcome"], sorted(reply["executed"])) == ("completed", ["a", "b", "b"])

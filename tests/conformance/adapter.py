"""Our engines behind the protocol of the conformance harness (`make conformance`)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from engine.base.errors import BangVangError, ModelRefusedError
from engine.dmn import Model, read_model
from engine.feel.errors import FeelNullError
from engine.feel.functions import Function
from engine.feel.showing import show
from engine.feel.temporal.parsing import read_date, read_date_time, read_duration, read_time
from engine.feel.values import FarDate, YearsMonthsDuration
from tests.conformance.importing import Importing
from tests.conformance.running import Running

READERS: dict[str, Callable[[str], Any]] = {
    "number": Decimal,
    "date": read_date,
    "time": read_time,
    "dateTime": read_date_time,
    "duration": read_duration,
}


def untagged(value: dict[str, Any]) -> Any:
    kind, inner = value["t"], value["v"]
    if inner is None:
        return None
    if kind == "list":
        return [untagged(item) for item in inner]
    if kind == "context":
        return {name: untagged(item) for name, item in inner.items()}
    if kind not in READERS:
        return inner
    try:
        return READERS[kind](inner)
    except FeelNullError:
        return None


def tagged(value: Any) -> Any:
    """Turn temporal values into their FEEL text, which the harness compares."""
    if isinstance(value, list):
        return [tagged(item) for item in value]
    if isinstance(value, dict):
        return {name: tagged(item) for name, item in value.items()}
    if isinstance(value, date | FarDate):
        inner = value.near if isinstance(value, FarDate) else value
        return {"t": "dateTime" if isinstance(inner, datetime) else "date", "v": show(value)}
    if isinstance(value, time):
        return {"t": "time", "v": show(value)}
    if isinstance(value, timedelta | YearsMonthsDuration):
        return {"t": "duration", "v": show(value)}
    return "function" if isinstance(value, Function) else value


def load_models(paths: list[str]) -> Model:
    """Load the first model and those of the others that it imports."""
    contents = {path: Path(path).read_bytes() for path in paths}
    by_namespace = {etree.fromstring(data).get("namespace") or "": data for data in contents.values()}

    def load(data: bytes, above: frozenset[str]) -> Model:
        wanted = {element.get("namespace") or "" for element in etree.fromstring(data) if _is_import(element)}
        wanted = (wanted & set(by_namespace)) - above
        return read_model(data, {name: load(by_namespace[name], above | {name}) for name in wanted}, is_lazy=True)

    return load(contents[paths[0]], frozenset())


def _is_import(element: Any) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).localname == "import"


class Adapter(Importing, Running):
    """What the harness calls; each method takes and returns plain dictionaries."""

    DIALECT = "feel"

    def eval_dmn(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            model = load_models(request["models"])
        except ModelRefusedError as error:
            return {"loaded": False, "error": str(error.text), "results": {}}
        inputs = {name: untagged(value) for name, value in request["inputs"].items()}
        results = {name: self._result(model, request, name, inputs) for name in request["results"]}
        return {"results": results}

    def _result(self, model: Model, request: dict[str, Any], name: str, inputs: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"ok": True, "value": tagged(self._value(model, request, name, inputs))}
        except BangVangError as error:
            return {"ok": False, "error": str(error.text)}

    def _value(self, model: Model, request: dict[str, Any], name: str, inputs: dict[str, Any]) -> Any:
        if request["kind"] == "decisionService" and request["target"]:
            result = model.evaluate_service(request["target"], inputs)
            service = next(part for part in model.services.values() if request["target"] in (part.name, part.id))
            several = len(service.outputs) > 1 and isinstance(result.value, dict) and name in result.value
            return result.value[name] if several else result.value
        if request["kind"] == "bkm" and request["target"]:
            return model.invoke(request["target"], inputs).value
        return model.evaluate(name, inputs).value

"""The decision models of one release, which may import each other."""

from collections.abc import Mapping

from engine.base.errors import Finding, ModelRefusedError
from engine.base.xml import XmlRefusedError, parse_xml
from engine.dmn.definitions import read_model
from engine.dmn.model import Model
from engine.dmn.xmlnames import children


def load_models(files: Mapping[str, bytes]) -> dict[str, Model]:
    """Read every model among files, by path. Raises ModelRefusedError with everything that is wrong."""
    models, findings = read_models(files)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise ModelRefusedError(errors)
    return models


def read_models(files: Mapping[str, bytes]) -> tuple[dict[str, Model], list[Finding]]:
    """Read every model among files, by path, with what was found in all of them."""
    reading = _Reading({path: data for path, data in files.items() if path.endswith(".dmn")})
    for path in sorted(reading.files):
        reading.read(path, frozenset())
    return reading.models, reading.findings


class _Reading:
    """Reads each file once, those it imports before it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.models: dict[str, Model] = {}
        self.findings: list[Finding] = []
        self._refused: set[str] = set()
        self._imports = {path: _imports_of(data) for path, data in files.items()}
        self._places = {namespace: path for path, (namespace, _) in sorted(self._imports.items()) if namespace}

    def read(self, path: str, above: frozenset[str]) -> Model | None:
        """Return the model at a path; a circle of imports is broken where it closes."""
        if path in self.models or path in self._refused:
            return self.models.get(path)
        inner = above | {path}
        wanted = {space: self._places[space] for space in self._imports[path][1] if space in self._places}
        imports = {space: self.read(place, inner) for space, place in wanted.items() if place not in inner}
        try:
            model = read_model(self.files[path], {s: m for s, m in imports.items() if m is not None}, path)
        except ModelRefusedError as error:
            self._refused.add(path)
            self.findings += error.findings
            return None
        self.findings += model.findings
        self.models[path] = model
        return model


def _imports_of(data: bytes) -> tuple[str, frozenset[str]]:
    """Return a model's namespace and those it imports; nothing of a file that cannot be read."""
    try:
        root = parse_xml(data)
    except XmlRefusedError:
        return "", frozenset()
    return root.get("namespace") or "", frozenset(e.get("namespace") or "" for e in children(root, "import"))

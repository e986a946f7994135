"""DMN 1.2 to 1.5 XML to a model."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from engine.base.errors import Finding, ModelRefusedError
from engine.base.text import N_, Text
from engine.base.xml import XmlRefusedError, parse_xml
from engine.dmn.boxed import KINDS, build_boxed, expression_in
from engine.dmn.builder import Builder, typed
from engine.dmn.elements import Decision, InputData, Knowledge, Part, Service
from engine.dmn.items import component_names, read_item_type
from engine.dmn.model import Model
from engine.dmn.run import Reader
from engine.dmn.xmlnames import Element, child, children, line_of, local_name, name_of
from engine.feel.inference import known_kind
from engine.feel.types import ANY, AnyType, FunctionType, settled

Imports = Mapping[str, Model]


def load_model(data: bytes, imports: Imports | None = None, file: str = "") -> Model:
    """Read a model and refuse it with everything that is wrong; `imports` are other models by namespace.

    Raises ModelRefusedError.
    """
    model = read_model(data, imports, file)
    errors = [finding for finding in model.findings if finding.severity == "error"]
    if errors:
        raise ModelRefusedError(errors)
    return model


def read_model(data: bytes, imports: Imports | None = None, file: str = "", *, is_lazy: bool = False) -> Model:
    """Read a model with its findings; what is wrong in it answers null when asked.

    If `is_lazy`, logic is compiled when it is first asked for, and found wrong only then.
    Raises ModelRefusedError if it is not DMN at all.
    """
    try:
        root = parse_xml(data)
    except XmlRefusedError as error:
        raise ModelRefusedError([Finding(error.rule, error.text, file=file, line=error.line)]) from None
    if local_name(root) != "definitions":
        text = Text(N_("This is not a DMN model."))
        raise ModelRefusedError([Finding("dmn-root", text, file=file, line=line_of(root))])
    return _Reading(root, imports or {}, file).run(is_lazy=is_lazy)


class _Reading:
    """Reads one definitions element."""

    def __init__(self, root: Element, imports: Imports, file: str) -> None:
        self.root = root
        self.available = imports
        self.builder = Builder(file)
        namespace = root.get("namespace") or ""
        self.model = Model(namespace, name_of(root), types=self.builder.types, words=self.builder.words)
        self.elements: dict[int, Element] = {}

    def run(self, *, is_lazy: bool) -> Model:
        self._read_imports()
        self._read_types()
        self._read_parts()
        self._read_services()
        for decision in self.model.decisions.values():
            decision.prepare = partial(self._fill_decision, decision)
        for knowledge in self.model.knowledge.values():
            knowledge.prepare = partial(self._fill_knowledge, knowledge)
        if not is_lazy:
            self._prepare_all()
        self.model.findings = self.builder.findings
        return self.model

    def _prepare_all(self) -> None:
        parts: list[Decision | Knowledge] = [*self.model.decisions.values(), *self.model.knowledge.values()]
        for part in parts:
            if part.prepare is not None:
                part.prepare()
                part.prepare = None

    def _read_imports(self) -> None:
        for element in children(self.root, "import"):
            namespace, name = element.get("namespace") or "", name_of(element)
            if "/DMN/" not in (element.get("importType") or "/DMN/"):
                continue
            imported = self.available.get(namespace)
            if imported is None:
                text = Text(N_("The imported model “%(name)s” is missing."), {"name": namespace})
                self.builder.find(element, "dmn-import", text)
                continue
            self.model.imports[name] = imported
            prefix = f"{name}." if name else ""
            self.builder.types.update({prefix + key: kind for key, kind in imported.types.items()})
            self.builder.words |= imported.words | ({name} if name else set())

    def _read_types(self) -> None:
        for element in children(self.root, "itemDefinition"):
            self.builder.words |= component_names(element)
        for element in children(self.root, "itemDefinition"):
            self.builder.owner = element.get("id") or name_of(element)
            kind = read_item_type(element, self.builder.types, self.builder.value_tests)
            self.builder.types[name_of(element)] = kind

    def _read_parts(self) -> None:
        for element in self.root:
            part = self._part_of(element)
            if part is None:
                continue
            self.elements[id(part)] = element
            self.builder.words.add(part.name)

    def _part_of(self, element: Element) -> Part | None:
        part_id, name = element.get("id") or name_of(element), name_of(element)
        self.builder.owner = part_id
        kind = self._variable_type(element)
        match local_name(element):
            case "inputData":
                return self._keep(self.model.inputs, InputData(part_id, name, kind), element)
            case "decision":
                return self._keep(self.model.decisions, Decision(part_id, name, kind), element)
            case "businessKnowledgeModel":
                return self._keep(self.model.knowledge, Knowledge(part_id, name), element)
            case "decisionService":
                return self._keep(self.model.services, Service(part_id, name, kind=_result_type(kind)), element)
        return None

    def _keep(self, parts: dict[str, Any], part: Part, element: Element) -> Part:
        if self.model.part(part.id) is not None:
            self.builder.find(element, "dmn-id", Text(N_("The id “%(id)s” is used twice."), {"id": part.id}))
        parts[part.id] = part
        return part

    def _variable_type(self, element: Element) -> AnyType:
        variable = child(element, "variable")
        if variable is None:
            return ANY
        self.builder.check_type(variable)
        return self.builder.type_of(variable)

    def _read_services(self) -> None:
        for service in self.model.services.values():
            element = self.elements[id(service)]
            service.inputs = self._referred(element, "inputData")
            service.input_decisions = self._referred(element, "inputDecision")
            service.outputs = self._referred(element, "outputDecision")

    def _referred(self, element: Element, name: str) -> list[Any]:
        found = (self._resolve(reference) for reference in children(element, name))
        return [part for _, part in found if part is not None]

    def _resolve(self, reference: Element) -> tuple[str, Part | None]:
        """Return the name under which a reference's model is imported (none for this one) and the part."""
        namespace, _, part_id = (reference.get("href") or "").rpartition("#")
        if not namespace or namespace == self.model.namespace:
            part = self.model.part(part_id)
            prefix = ""
        else:
            prefix, part = self._imported_part(namespace, part_id)
        if part is None:
            text = Text(N_("There is nothing with the id “%(id)s”."), {"id": part_id})
            self.builder.find(reference, "dmn-reference", text)
        return prefix, part

    def _imported_part(self, namespace: str, part_id: str) -> tuple[str, Part | None]:
        for name, model in self.model.imports.items():
            if model.namespace == namespace:
                return name, model.part(part_id)
        return "", None

    def _needed(self, element: Element) -> list[tuple[str, Part]]:
        """Return what an element requires, each with the name its model is imported under."""
        needed = []
        for requirement in children(element, "informationRequirement", "knowledgeRequirement"):
            for reference in children(requirement, "requiredInput", "requiredDecision", "requiredKnowledge"):
                prefix, part = self._resolve(reference)
                if part is not None:
                    needed.append((prefix, part))
        return needed

    def _fill_decision(self, decision: Decision) -> None:
        element = self.elements[id(decision)]
        self.builder.owner = decision.id
        needed = self._needed(element)
        decision.readers = _readers_of(needed)
        decision.required = [part for _, part in needed]
        self.builder.kinds = _kinds_of([part for prefix, part in needed if not prefix])
        logic = child(element, *KINDS)
        names = frozenset(decision.readers)
        decision.logic = build_boxed(self.builder, logic, names)

    def _fill_knowledge(self, knowledge: Knowledge) -> None:
        element = self.elements[id(knowledge)]
        self.builder.owner = knowledge.id
        self.builder.kinds = {}
        knowledge.readers = {**_readers_of(self._needed(element)), knowledge.name: _reader_of(knowledge)}
        logic = child(element, "encapsulatedLogic")
        if logic is None:
            return
        if logic.get("kind", "FEEL") != "FEEL":
            self.builder.find(logic, "dmn-external-function", Text(N_("External functions are not allowed.")))
            return
        params = [(name_of(param), self.builder.type_of(param)) for param in children(logic, "formalParameter")]
        knowledge.params = tuple(params)
        names = frozenset(knowledge.readers) | {name for name, _ in params}
        body = build_boxed(self.builder, expression_in(logic), names)
        knowledge.logic = typed(body, self.builder.type_of(logic), knowledge.name)
        knowledge.kind = _result_type(self._variable_type(element))


def _result_type(kind: AnyType) -> AnyType:
    """Return what a function's variable says of its result: a function type's result, or the type itself."""
    plain = settled(kind)
    return plain.result if isinstance(plain, FunctionType) else kind


def _kinds_of(parts: list[Part]) -> dict[str, str]:
    """Return the kinds of input data and decisions, where their types make them certain."""
    found = {part.name: known_kind(part.kind) for part in parts if isinstance(part, InputData | Decision)}
    return {name: kind for name, kind in found.items() if kind is not None}


def _readers_of(needed: list[tuple[str, Part]]) -> dict[str, Reader]:
    readers: dict[str, Reader] = {}
    imported: dict[str, list[Part]] = {}
    for prefix, part in needed:
        if prefix:
            imported.setdefault(prefix, []).append(part)
        else:
            readers[part.name] = _reader_of(part)
    return readers | {prefix: _reader_of_import(prefix, parts) for prefix, parts in imported.items()}


def _reader_of(part: Part) -> Reader:
    return lambda state: state.value_of(part)


def _reader_of_import(prefix: str, parts: list[Part]) -> Reader:
    return lambda state: {part.name: state.within(prefix).value_of(part) for part in parts}

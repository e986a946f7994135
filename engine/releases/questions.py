"""What a diagram from elsewhere leaves open, asked of whoever takes it in: whose work it is, and with which form."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

import orjson

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.base.xml import XmlRefusedError
from engine.bpmn.read.diagram import read_processes
from engine.bpmn.read.document import Document, read_document
from engine.bpmn.read.element import Element
from engine.bpmn.read.names import extension
from engine.bpmn.read.node import Node
from engine.bpmn.repair import Answering
from engine.feel import compile_expression
from engine.ports.actions import registry

Kind = Literal["job", "people", "form", "value"]
WORKING = ("serviceTask", "sendTask", "scriptTask", "businessRuleTask")
NOTHING, PERSON, ACTION = "nothing", "person", "action:"


class AnswerRefusedError(BangVangError):
    """An answer is none of those that can be given."""


@dataclass(frozen=True)
class Question:
    """One thing that a diagram leaves open; `word` is what it says itself: a type of job, or an action's parameter."""

    kind: Kind
    file: str
    word: str
    elements: tuple[str, ...]
    names: tuple[str, ...]
    action: str = ""

    @property
    def mark(self) -> str:
        """Return what a form calls it by."""
        said = "\0".join((self.kind, self.file, self.word, *self.elements))
        return sha256(said.encode()).hexdigest()[:16]


def questions_of(files: Mapping[str, bytes]) -> list[Question]:
    """Return what the diagrams of some files leave open; nothing of one that cannot be read."""
    forms = frozenset(form_ids(files))
    diagrams = [(path, data) for path, data in sorted(files.items()) if path.endswith(".bpmn")]
    return [question for path, data in diagrams for question in _asked(path, data, forms)]


def form_ids(files: Mapping[str, bytes]) -> list[str]:
    """Return the ids of the forms among some files; one that cannot be read has none."""
    found = []
    for path, data in files.items():
        with suppress(ValueError, AttributeError):
            found += [orjson.loads(data).get("id")] if path.endswith(".form.json") else []
    return sorted(one for one in found if isinstance(one, str) and one)


def _asked(path: str, data: bytes, forms: frozenset[str]) -> Iterator[Question]:
    try:
        document = read_document(data)
        processes = [one for one in read_processes(document.root) if one.is_callable or one.is_executable]
    except XmlRefusedError:
        return
    drawn = [element for process in processes for element in process.elements.values() if element.id]
    yield from _jobs(path, drawn, document)
    alone = [element for element in drawn if _is_offered_to_nobody(element)]
    if alone:
        yield _question("people", path, "", alone)
    yield from _forms(path, drawn, forms)
    for element in drawn:
        yield from _values(path, element)


def _jobs(path: str, drawn: list[Element], document: Document) -> Iterator[Question]:
    jobs: dict[str, list[Element]] = {}
    for element in drawn:
        node = document.by_id.get(element.id)
        if node is not None and (word := _open_job(element, node)) is not None:
            jobs.setdefault(word or element.id, []).append(element)
    for word, elements in jobs.items():
        yield _question("job", path, word, elements)


def _forms(path: str, drawn: list[Element], known: frozenset[str]) -> Iterator[Question]:
    missing: dict[str, list[Element]] = {}
    for element in drawn:
        if element.kind == "userTask" and element.form_id and element.form_id not in known:
            missing.setdefault(element.form_id, []).append(element)
    for form, elements in missing.items():
        yield _question("form", path, form, elements)


def _question(kind: Kind, path: str, word: str, elements: list[Element]) -> Question:
    return Question(kind, path, word, tuple(e.id for e in elements), tuple(e.name or e.id for e in elements))


def _open_job(element: Element, node: Node) -> str | None:
    """Return the type of a job that nothing here does, an empty text where it has none; None where all is said."""
    if element.kind not in WORKING or (element.kind == "serviceTask" and element.action in registry):
        return None
    is_said = {
        "serviceTask": False,
        "sendTask": element.message is not None or not element.action,
        "scriptTask": element.script is not None,
        "businessRuleTask": bool(element.decision_id or element.script),
    }
    has_script = extension(node, "script") is not None and element.kind == "serviceTask"
    return None if is_said[element.kind] or has_script else element.action


def _is_offered_to_nobody(element: Element) -> bool:
    wanted = element.assignment
    return element.kind == "userTask" and wanted.groups is None and wanted.users is None and wanted.assignee is None


def _values(path: str, element: Element) -> Iterator[Question]:
    """Yield what an action needs and a task that gives it something else leaves out."""
    if element.kind != "serviceTask" or element.action not in registry or not element.inputs:
        return
    given = {move.target.partition(".")[0] for move in element.inputs}
    for parameter in registry.find(element.action).parameters.values():
        if parameter.is_required and parameter.name not in given:
            names = (element.name or element.id,)
            yield Question("value", path, parameter.name, (element.id,), names, element.action)


def answered(files: Mapping[str, bytes], answers: Mapping[str, str]) -> dict[str, bytes]:
    """Return files in which what was answered is written; `answers` by the questions' marks, an empty one is none.

    Raises AnswerRefusedError.
    """
    given = {mark: answer.strip() for mark, answer in answers.items() if answer.strip()}
    questions = [question for question in questions_of(files) if question.mark in given]
    changed = {path: Answering(files[path]) for path in {question.file for question in questions}}
    for question in questions:
        _write(changed[question.file], question, given[question.mark])
    return {**files, **{path: diagram.written() for path, diagram in changed.items()}}


def _write(diagram: Answering, question: Question, answer: str) -> None:
    match question.kind:
        case "people":
            diagram.offer(question.elements, _expression(answer))
        case "form":
            diagram.show_form(question.elements, "" if answer == NOTHING else answer)
        case "value":
            diagram.give(question.elements[0], question.word, _expression(answer))
        case "job":
            _write_job(diagram, question, answer)


def _write_job(diagram: Answering, question: Question, answer: str) -> None:
    if answer == NOTHING:
        return diagram.take_nothing(question.elements)
    if answer == PERSON:
        return diagram.take_person(question.elements)
    action = answer.removeprefix(ACTION)
    if action not in registry:
        raise AnswerRefusedError(Text(N_("There is no action called “%(name)s”."), {"name": action}))
    return diagram.take_action(question.elements, action)


def _expression(answer: str) -> str:
    """Return an expression as a diagram writes it."""
    source = answer.removeprefix("=").strip()
    compile_expression(source)
    return f"={source}"

"""What a diagram from elsewhere leaves open, asked of whoever takes it in: whose work it is, and with which form."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

import orjson

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.base.xml import XmlRefusedError, parse_xml
from engine.bpmn.check.content import listens
from engine.bpmn.read.document import Document
from engine.bpmn.read.element import Element
from engine.bpmn.read.kinds import ElementKind
from engine.bpmn.read.names import extension
from engine.bpmn.read.node import Node
from engine.bpmn.read.opened import Opened, opened
from engine.bpmn.repair import Answering, listener_word
from engine.feel import compile_expression
from engine.ports.actions import registry

Kind = Literal["job", "people", "form", "value", "decision", "listener"]
WORKING = ("serviceTask", "sendTask", "scriptTask", "businessRuleTask")
NOTHING, PERSON, ACTION = "nothing", "person", "action:"


class AnswerRefusedError(BangVangError):
    """An answer is none of those that can be given."""


@dataclass(frozen=True)
class Question:
    """One thing that a diagram leaves open.

    `word` is what it says itself: a type of job, a form, a decision, an action's parameter, a listener with its event.
    """

    kind: Kind
    file: str
    word: str
    elements: tuple[str, ...]
    names: tuple[str, ...]
    action: str = ""

    @property
    def may_be_done(self) -> bool:
        """Tell whether an action of ours can do it: of what listeners wait for, only a completion calls one."""
        return self.kind == "job" or self.word.startswith("completing")

    @property
    def mark(self) -> str:
        """Return what a form calls it by."""
        said = "\0".join((self.kind, self.file, self.word, *self.elements))
        return sha256(said.encode()).hexdigest()[:16]


def questions_of(files: Mapping[str, bytes]) -> list[Question]:
    """Return what the diagrams of some files leave open; nothing of one that cannot be read."""
    known: dict[Kind, frozenset[str]] = {"form": frozenset(form_ids(files)), "decision": frozenset(decision_ids(files))}
    once = opened(files)
    return [question for path in once.diagrams for question in _asked(once, path, known)]


def decision_ids(files: Mapping[str, bytes]) -> list[str]:
    """Return the ids of the decisions among some files; a model that cannot be read has none."""
    found: set[str] = set()
    for path, data in files.items():
        with suppress(XmlRefusedError):
            drawn = parse_xml(data).iterchildren("{*}decision") if path.endswith(".dmn") else ()
            found |= {one.get("id") or "" for one in drawn}
    return sorted(found - {""})


def form_ids(files: Mapping[str, bytes]) -> list[str]:
    """Return the ids of the forms among some files; one that cannot be read has none."""
    found = []
    for path, data in files.items():
        with suppress(ValueError, AttributeError):
            found += [orjson.loads(data).get("id")] if path.endswith(".form.json") else []
    return sorted(one for one in found if isinstance(one, str) and one)


def _asked(files: Opened, path: str, known: Mapping[Kind, frozenset[str]]) -> Iterator[Question]:
    try:
        document = files.document(path)
        processes = [one for one in files.processes(path) if one.is_callable or one.is_executable]
    except XmlRefusedError:
        return
    drawn = [element for process in processes for element in process.elements.values() if element.id]
    yield from _jobs(path, drawn, document)
    alone = [element for element in drawn if _is_offered_to_nobody(element)]
    if alone:
        yield _question("people", path, "", alone)
    for kind, named in NAMED.items():
        yield from _missing(kind, path, [(named(element), element) for element in drawn], known.get(kind, frozenset()))
    yield from _listeners(path, drawn)
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


NAMED: dict[Kind, Callable[[Element], str]] = {
    "form": lambda element: element.form_id if element.kind == ElementKind.USER_TASK else "",
    "decision": lambda element: (
        "" if element.kind != ElementKind.BUSINESS_RULE_TASK or element.script else element.decision_id
    ),
}
"""What elements name that is to be among the files."""


def _missing(kind: Kind, path: str, named: Iterable[tuple[str, Element]], known: frozenset[str]) -> Iterator[Question]:
    missing: dict[str, list[Element]] = {}
    for word, element in named:
        if word and word not in known:
            missing.setdefault(word, []).append(element)
    for word, elements in missing.items():
        yield _question(kind, path, word, elements)


def _listeners(path: str, drawn: list[Element]) -> Iterator[Question]:
    """Yield the listeners of user tasks that nothing here calls."""
    tasks = [element for element in drawn if element.kind == ElementKind.USER_TASK]
    open_ = [(listener, element) for element in tasks for listener in element.listeners if not listens(listener)]
    named = [(listener_word(listener.event, listener.action), task) for listener, task in open_]
    return _missing("listener", path, named, frozenset())


def _question(kind: Kind, path: str, word: str, elements: list[Element]) -> Question:
    return Question(kind, path, word, tuple(e.id for e in elements), tuple(e.name or e.id for e in elements))


def _open_job(element: Element, node: Node) -> str | None:
    """Return the type of a job that nothing here does, an empty text where it has none; None where all is said."""
    if element.kind not in WORKING or (element.kind == ElementKind.SERVICE_TASK and element.action in registry):
        return None
    is_said = {
        "serviceTask": False,
        "sendTask": element.message is not None or not element.action,
        "scriptTask": element.script is not None,
        "businessRuleTask": bool(element.decision_id or element.script),
    }
    has_script = extension(node, "script") is not None and element.kind == ElementKind.SERVICE_TASK
    return None if is_said[element.kind] or has_script else element.action


def _is_offered_to_nobody(element: Element) -> bool:
    wanted = element.assignment
    return (
        element.kind == ElementKind.USER_TASK
        and wanted.groups is None
        and wanted.users is None
        and wanted.assignee is None
    )


def _values(path: str, element: Element) -> Iterator[Question]:
    """Yield what an action needs and a task that gives it something else leaves out."""
    if element.kind != ElementKind.SERVICE_TASK or element.action not in registry or not element.inputs:
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
        case "decision":
            diagram.take_nothing(question.elements) if answer == NOTHING else diagram.decide(question.elements, answer)
        case "listener":
            diagram.listen(question.elements, question.word, "" if answer == NOTHING else _action(answer))
        case "job":
            _write_job(diagram, question, answer)


def _write_job(diagram: Answering, question: Question, answer: str) -> None:
    if answer == NOTHING:
        return diagram.take_nothing(question.elements)
    if answer == PERSON:
        return diagram.take_person(question.elements)
    return diagram.take_action(question.elements, _action(answer))


def _action(answer: str) -> str:
    action = answer.removeprefix(ACTION)
    if action not in registry:
        raise AnswerRefusedError(Text(N_("There is no action called “%(name)s”."), {"name": action}))
    return action


def _expression(answer: str) -> str:
    """Return an expression as a diagram writes it."""
    source = answer.removeprefix("=").strip()
    compile_expression(source)
    return f"={source}"

"""How careful each command is: all of them are classified, and the class is asked for at the door they share."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy.orm import Session

from engine.base.actor import SYSTEM, Actor, Approval
from engine.base.errors import NeedsTwoError, UnconfirmedError
from engine.commands.care import CARE, Care, UnclassifiedError, require_care, stricter, use_stricter
from engine.commands.once import once
from engine.model import new_id
from engine.store.database import Database

ROOT = Path(__file__).parents[3]
PERSON = Actor("hanh", "Hạnh", is_confirmed=False)
# Functions beside the commands that a person does not give: they read, or are steps inside of commands that were asked.
INNER = {
    # within others: what a conference gave its members, and whether somebody may tell of it
    "keep_directions",
    "is_owner",
    "new_release",
    "new_instance",
    "move_over",
    "require_operator",
    "may_confirm",
    "may_choose",
    "keeps",
    "require_two",
    "require_second",
    "stop_instance",
    "require_manager",
    "require_free",
    "barred",
    "barred_from",
    "barred_among",
    "barred_in",
    "in_other_hands",
    "acting",
    "arrange",
    "handed",
    "end_request",
    "is_head_of",
    "headed_by",
    "units_declared_for",
    "may_withdraw",
    "why_no_remark",
    "at_task",
    "entry",
    "require_care",
    "once",
    "require_proposer",
    "may_issue",
    "may_record",
    "vote_of_year",
    "columns_of",
    "open_attachment",
    "appoint_second",
    "concerned",
    "is_alone",
    "needs_two_for_link",
    "holds_over",
    "may_register",
}
# They pass the door as `lock_account` and so on: one function does them all.
OF_ACCOUNTS = {"lock", "unlock", "disable", "enable", "sign_out"}
# What a machine or a guest does, without a person who could be asked: sign-in, the worker, parts of other commands.
WITHOUT_PERSON = {
    *("open_account", "check_password", "count_attempt", "require_admitted", "forget_attempt", "describe"),
    *("describe_plan", "describe_naming", "check_plan", "check_naming", "plan_of"),
    *("begin_session", "resume_session", "keep_session", "confirm_session", "end_session", "good_sessions"),
    *("check_certificate", "keep_pdf", "keep_attachments", "asked_for", "strike_contests"),
}


def modules() -> list[Path]:
    """Return the files that hold commands."""
    found = [*(ROOT / "engine/commands").glob("*.py")]
    for room in ("workflows", "web"):
        found += [*(ROOT / room).rglob("commands.py"), *(ROOT / room).rglob("importing.py")]
    return sorted(found)


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the public functions of a file."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def takes_person(function: ast.FunctionDef) -> bool:
    """Tell whether a function is told who asks."""
    names = {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
    return bool(names & {"by", "actor"})


def takes_session(function: ast.FunctionDef) -> bool:
    """Tell whether a function works in a transaction of its caller's."""
    return bool(function.args.args) and function.args.args[0].arg in ("session", "writing")


def asked_names(node: ast.AST) -> set[str]:
    """Return the names under which code passes the door: what it gives to `once`, `require_care` and their helpers."""
    doors = ("once", "require_care", "arrange", "_settle", "_end", "_change")
    calls = [n for n in ast.walk(node) if isinstance(n, ast.Call) and getattr(n.func, "id", "") in doors]
    texts = [n for call in calls for argument in call.args for n in ast.walk(argument) if isinstance(n, ast.Constant)]
    return {text.value for text in texts if isinstance(text.value, str) and text.value.isidentifier()}


def test_every_command_is_classified() -> None:
    given = {f.name: path.name for path in modules() for f in functions(path) if takes_person(f)}
    assert sorted(given.keys() - CARE.keys() - INNER - OF_ACCOUNTS) == []


def test_a_command_of_a_page_or_procedure_names_who_asks() -> None:
    rooms = [path for path in modules() if path.is_relative_to(ROOT / "web") or path.is_relative_to(ROOT / "workflows")]
    nameless = {f.name for path in rooms for f in functions(path) if takes_session(f) and not takes_person(f)}
    assert sorted(nameless - CARE.keys() - WITHOUT_PERSON) == []


def test_every_name_that_passes_the_door_is_classified() -> None:
    sources = [path for room in ("engine", "workflows", "web") for path in (ROOT / room).rglob("*.py")]
    said = {
        n.args[1].value
        for path in sources
        for n in ast.walk(ast.parse(path.read_text()))
        if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "once" and isinstance(n.args[1], ast.Constant)
    }
    assert said, "no command passes the door"
    assert said - CARE.keys() == set()


def test_every_careful_command_passes_the_door_under_its_name() -> None:
    inside = {f.name: asked_names(f) for path in modules() for f in functions(path)}
    careful = {name for name, care in CARE.items() if care is not Care.NONE}
    assert {name for name in careful & inside.keys() if name not in inside[name]} == set()


def test_what_needs_two_people_asks_for_an_approved_proposal() -> None:
    sources = {f.name: ast.unparse(f) for path in modules() for f in functions(path)}
    four_eyes = {name for name, care in CARE.items() if care is Care.FOUR_EYES}
    assert {name for name in four_eyes if f"require_two(by, '{name}'" not in sources[name]} == set()


@pytest.mark.parametrize("name", sorted(name for name, care in CARE.items() if care is not Care.NONE))
def test_a_careful_command_refuses_who_has_not_given_the_password(name: str) -> None:
    no_session = cast("Session", None)  # refused before anything is looked up
    with pytest.raises(UnconfirmedError):
        once(no_session, name, {}, dict, by=PERSON, key="care-key")


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("claim_task=step-up, place_hold=four eyes", True),
        ("move_token=four eyes", True),
        ("move_token=step-up", False),
        ("cast=none", False),
        ("claim_task=four eyes", False),
        ("claim_task=often", False),
        ("no_such=step-up", False),
        ("claim_task", False),
    ],
)
def test_classes_can_be_raised_and_never_lowered(text: str, *, allowed: bool) -> None:
    if allowed:
        assert stricter(text)
        return
    with pytest.raises(ValueError, match=text.partition("=")[0]):
        stricter(text)


def test_a_raised_class_is_asked_for_at_the_door() -> None:
    use_stricter(stricter("claim_task=step-up, place_hold=four eyes"))
    confirmed = Actor("hanh", "Hạnh", is_confirmed=True)
    try:
        with pytest.raises(UnconfirmedError):
            require_care("claim_task", PERSON)
        with pytest.raises(NeedsTwoError):
            require_care("place_hold", confirmed)
        require_care("claim_task", confirmed)
        require_care("place_hold", replace(confirmed, approval=Approval(new_id(), "place_hold", "lan", "Lan")))
    finally:
        use_stricter({})


def test_who_gave_it_and_the_system_pass(database: Database) -> None:
    with database.transaction() as session:
        for actor in (SYSTEM, Actor("hanh", "Hạnh", is_confirmed=True)):
            assert once(session, "move_token", {}, dict, by=actor, key=f"care-{actor.id}") == {}


def test_what_nobody_classified_is_refused_to_everybody() -> None:
    for actor in (SYSTEM, PERSON):
        with pytest.raises(UnclassifiedError):
            require_care("invented_command", actor)

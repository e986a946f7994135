"""What a body calls an award: proposed by one with its regulation, confirmed by another, and then on papers too."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from engine import commands as engine
from engine.base.text import Text
from engine.commands.operators import NeedsTwoError
from tests.prepared import ship_catalogue
from tests.web.conftest import PASSWORD, Browser, Staff
from workflows.registers.awards.catalogue import load_catalogue
from workflows.registers.awards.naming.actions import NAME
from workflows.registers.awards.naming.commands import NameRefusedError, Naming, name_award
from workflows.registers.awards.store import name_on_papers
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.model import Unit

NAMING = Naming("CSTDB", "VKSNDTC", "Chiến sĩ thi đua ngành Kiểm sát nhân dân", "TT 02/2024/TT-VKSTC, Điều 8")
PAGE = "/to-chuc/ten-khen-thuong"


class Office:
    """Two administrators, a body, and the catalogue of awards."""

    def __init__(self, staff: Staff) -> None:
        self.database = staff.database
        ship_catalogue(self.database)
        self.first, self.second = (staff.hire(name, "administrator@*") for name in ("quantri", "quantri2"))
        staff.hire("đức", "emulation_dept@VKSNDTC")
        with self.database.transaction() as session:
            body = session.get(Unit, "VKSNDTC") or Unit(code="VKSNDTC", name="Viện kiểm sát nhân dân tối cao")
            body.kind = "body"
            session.add(body)

    def propose(self, naming: Naming) -> Any:
        with self.database.transaction() as session:
            by = replace(actor_for(session, self.first), is_confirmed=True)
            return engine.propose_act(session, NAME, naming.as_data(), "Theo quy chế", by=by, key=f"name-{uuid4()}")

    def approve(self, act: Any) -> str:
        with self.database.transaction() as session:
            by = replace(actor_for(session, self.second), is_confirmed=True)
            return engine.approve_act(session, act.id, by=by, key=f"approve-{act.id}").state

    def on_papers(self) -> str:
        with self.database.read() as session:
            return name_on_papers(session, NAMING.award, NAMING.body)


@pytest.fixture
def office(app: Any, staff: Staff) -> Office:
    return Office(staff)


def test_a_name_is_on_papers_once_two_confirmed_it_and_a_newer_catalogue_leaves_it(office: Office) -> None:
    usual = office.on_papers()
    assert usual != NAMING.name
    act = office.propose(NAMING)
    assert office.on_papers() == usual
    assert office.approve(act) == "approved"
    assert office.on_papers() == NAMING.name
    with office.database.transaction() as session:
        load_catalogue(session)
    assert office.on_papers() == NAMING.name
    with pytest.raises(NameRefusedError, match="Nothing would change"):
        office.propose(NAMING)
    renamed = office.propose(replace(NAMING, name="Chiến sĩ thi đua ngành Kiểm sát"))
    (said,) = [str(Text.from_data(one)) for one in renamed.effect]
    assert said.endswith(f"{NAMING.name} → Chiến sĩ thi đua ngành Kiểm sát")


def test_of_two_proposals_the_second_no_longer_fits_what_it_saw(office: Office) -> None:
    acts = [office.propose(replace(NAMING, name=name)) for name in ("Tên một", "Tên hai")]
    assert [office.approve(act) for act in acts] == ["approved", "failed"]
    assert office.on_papers() == "Tên một"


def test_nobody_confirms_one_alone(office: Office) -> None:
    with office.database.transaction() as session:
        by = replace(actor_for(session, office.first), is_confirmed=True)
        with pytest.raises(NeedsTwoError):
            name_award(session, NAMING, "một mình", by=by)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"award": "KHÔNG"}, "awards of the catalogue"),
        ({"body": "KHÔNG"}, "body that is at work"),
        ({"name": ""}, "up to 200"),
        ({"name": "x" * 201}, "up to 200"),
        ({"source": ""}, "regulation"),
    ],
)
def test_what_is_no_name_is_refused_in_words(office: Office, change: dict[str, Any], said: str) -> None:
    with pytest.raises(NameRefusedError, match=said):
        office.propose(replace(NAMING, **change))


def test_the_page_proposes_keeps_what_was_typed_and_shows_what_is_not_confirmed(
    office: Office, browser: Browser
) -> None:
    browser.sign_in("quantri", PASSWORD)
    assert "chưa ghi trên văn bản" in browser.get(PAGE).text
    chosen = browser.get(f"{PAGE}?co-quan=VKSNDTC&giai=CSTDB").text
    assert f'value="{NAMING.name}"' in chosen
    wrong = browser.post(PAGE, {**NAMING.as_data(), "source": "", "_key": "name-by-page"})
    assert wrong.status_code == 422
    assert "văn bản, điều khoản quy định tên gọi này" in wrong.text
    assert f'value="{NAMING.name}"' in wrong.text
    proposed = browser.post(PAGE, {**NAMING.as_data(), "_key": "name-by-page-2"})
    assert proposed.status_code == 303
    assert NAMING.name in browser.get(proposed.headers["Location"]).text
    browser.sign_in("đức", PASSWORD)
    assert browser.get(PAGE).status_code == 200
    assert browser.post(PAGE, NAMING.as_data()).status_code == 403

"""Acts outside of cases: each kind is declared once, in its room, and is kept as it always was."""

from datetime import date

import pytest

from engine.commands.settings import SettingChanged
from engine.history.administration import Act
from engine.model import AdminEvent
from engine.model.values import encode
from tests.engine.history.test_kinds import classes
from workflows.across.documents.bases.commands import (
    LegalBaseAdded,
    LegalBaseConfirmed,
    LegalBaseOmitted,
    LegalBaseWithdrawn,
)
from workflows.across.documents.certificates.commands import CertificateRegistered
from workflows.across.holds.commands import AwardHoldLifted
from workflows.across.holds.placing import AwardHoldPlaced
from workflows.across.party.commands import PartyOpinionRecorded
from workflows.across.people.relations.acts import RelationDeclared
from workflows.procedures.bloc_year.counting import BlocCountKept
from workflows.procedures.bloc_year.directions.commands import BlocDirected
from workflows.procedures.bloc_year.discussion.commands import BlocDiscussed
from workflows.procedures.bloc_year.pace.commands import BlocWentOn
from workflows.procedures.council_session.tellers.commands import TellersChosen
from workflows.procedures.council_session.tellers.sheets import InvalidSheetsEntered
from workflows.registers.inspections.acts import (
    FindingsChecked,
    FindingsRecorded,
    InspectionsPlanned,
    PaperAttached,
    RemedyJudged,
    RemedyReported,
    VisitPlanned,
)
from workflows.registers.models.acts import ModelChecked, ModelNoted, ModelPictured, ModelPublished, ModelRecorded
from workflows.registers.movements.acts import (
    MovementChecked,
    MovementClosed,
    MovementDrafted,
    MovementJoined,
    MovementLaunched,
    MovementPapered,
    MovementReported,
    MovementReviewed,
)
from workflows.registers.organisation.absence.acts import AbsenceAnnounced
from workflows.registers.registration.acts import (
    AwardsRegistered,
    RegistrationRuled,
    RegistrationWithdrawn,
    TargetsKept,
)

DAY = date(2026, 3, 1)
KEPT: list[tuple[Act, str]] = [
    (SettingChanged(None, 3, "vì", "Hà"), '{"before":null,"after":3,"reason":"vì","givers":"Hà"}'),
    (CertificateRegistered("ab", "give", "vì"), '{"fingerprint":"ab","act":"give","reason":"vì"}'),
    (AwardHoldLifted("vì"), '{"reason":"vì"}'),
    (AwardHoldPlaced("cb1", DAY, "vì"), '{"held":"cb1","since":{"$date":"2026-03-01"},"reason":"vì"}'),
    (RelationDeclared("1", "2"), '{"relative":"1","relation":"2"}'),
    (BlocDiscussed("VKS", "2"), '{"unit":"VKS","remark":"2"}'),
    (LegalBaseAdded("decision", "NĐ 1", "read"), '{"paper":"decision","text":"NĐ 1","mark":"read"}'),
    (LegalBaseOmitted("decision", "NĐ 1", "vì"), '{"paper":"decision","text":"NĐ 1","reason":"vì"}'),
    (LegalBaseConfirmed("decision", "NĐ 1"), '{"paper":"decision","text":"NĐ 1"}'),
    (LegalBaseWithdrawn("decision", "NĐ 1", "vì"), '{"paper":"decision","text":"NĐ 1","reason":"vì"}'),
    (BlocCountKept("vote", "An; Bình", 1, "rách"), '{"vote":"vote","tellers":"An; Bình","invalid":1,"note":"rách"}'),
    (InvalidSheetsEntered("session", 1, "rách"), '{"vote":"session","invalid":1,"note":"rách"}'),
    (TellersChosen("An", "Bình; Chi"), '{"leader":"An","members":"Bình; Chi"}'),
    (BlocDirected("given", "VKS", "2"), '{"act":"given","owner":"VKS","direction":"2"}'),
    (ModelRecorded("A.VP", "Một cửa"), '{"unit":"A.VP","name":"Một cửa"}'),
    (ModelChecked("returned", "vì"), '{"state":"returned","reason":"vì"}'),
    (ModelPublished("A.VP"), '{"unit":"A.VP"}'),
    (ModelNoted("visit", "B", "2"), '{"kind":"visit","unit":"B","note":"2"}'),
    (ModelPictured("a.png", "ab"), '{"name":"a.png","content":"ab"}'),
    (MovementDrafted("A", "Ba nhất"), '{"unit":"A","name":"Ba nhất"}'),
    (MovementChecked("checked", ""), '{"state":"checked","reason":""}'),
    (MovementLaunched("A"), '{"unit":"A"}'),
    (MovementJoined("A.VP"), '{"unit":"A.VP"}'),
    (MovementReported("A.VP", "2"), '{"unit":"A.VP","report":"2"}'),
    (MovementReviewed("mid", "vượt"), '{"kind":"mid","results":"vượt"}'),
    (MovementClosed("A"), '{"unit":"A"}'),
    (MovementPapered("a.pdf", "ab"), '{"name":"a.pdf","content":"ab"}'),
    (InspectionsPlanned("A", "Năm 2019"), '{"unit":"A","name":"Năm 2019"}'),
    (VisitPlanned("A.VP", "2"), '{"unit":"A.VP","visit":"2"}'),
    (FindingsRecorded("2", "thiếu sổ", 1), '{"visit":"2","findings":"thiếu sổ","remedies":1}'),
    (PaperAttached("2", "a.pdf", "0f"), '{"about":"2","name":"a.pdf","content":"0f"}'),
    (FindingsChecked("2", "checked", ""), '{"visit":"2","state":"checked","reason":""}'),
    (RemedyReported("3", "xong"), '{"remedy":"3","report":"xong"}'),
    (RemedyJudged("3", "done", ""), '{"remedy":"3","state":"done","reason":""}'),
    (PartyOpinionRecorded("Đảng ủy", "1", True), '{"committee":"Đảng ủy","paper_no":"1","agrees":true}'),
    (AwardsRegistered(2026, ["a LDTT"]), '{"year":2026,"registered":["a LDTT"]}'),
    (RegistrationWithdrawn(2026, "LDTT", "a"), '{"year":2026,"award":"LDTT","who":"a"}'),
    (TargetsKept(2026, ["a"]), '{"year":2026,"targets":["a"]}'),
    (RegistrationRuled("BTP", None, "Quy chế"), '{"body":"BTP","from_year":null,"source":"Quy chế"}'),
    (BlocWentOn("plan", ["VKS"], "vì"), '{"step":"plan","absent":["VKS"],"reason":"vì"}'),
    (
        AbsenceAnnounced("1", "2", DAY, DAY),
        '{"substitute":"1","absence":"2","first_day":{"$date":"2026-03-01"},"last_day":{"$date":"2026-03-01"}}',
    ),
]


@pytest.mark.parametrize(("act", "text"), KEPT, ids=lambda one: getattr(one, "KIND", ""))
def test_an_act_is_kept_as_it_always_was(act: Act, text: str) -> None:
    assert encode(act.data()) == text


def test_every_kind_of_act_is_declared_once() -> None:
    kinds = [one.KIND for one in classes(Act) if vars(one).get("KIND")]
    assert len(kinds) >= 13
    assert len(set(kinds)) == len(kinds)
    assert max(map(len, kinds)) <= AdminEvent.kind.type.length

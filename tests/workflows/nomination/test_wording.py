"""Outcomes and notices in words."""

from babel.messages.pofile import read_po

from tests.architecture.sources import HOME
from workflows.nomination.model import OUTCOMES, Notice
from workflows.nomination.wording import REASONS, describe_notice, name_outcome
from workflows.procedures import procedures


def diagrams():
    return [data.decode() for one in procedures() for path, data in one.files().items() if path.endswith(".bpmn")]


def test_every_outcome_has_words_and_an_unknown_one_shows_its_code():
    assert [str(name_outcome(one)) for one in OUTCOMES] == [
        "Awarded",
        "Not awarded",
        "Refused by the unit head",
        "Withdrawn",
    ]
    assert str(name_outcome("deferred")) == "deferred"


def test_a_notice_names_its_case_and_every_reason_of_the_diagrams_has_words():
    late = Notice(business_key="TĐKT-2019-00001", recipient="unit_head@X", reason="dossier_late")
    assert str(describe_notice(late)).startswith("The dossier of TĐKT-2019-00001")
    assert str(describe_notice(Notice(business_key="K", recipient="x", reason="other"))) == "K: other"
    named = {reason for reason in REASONS if any(f'"=&quot;{reason}&quot;"' in text for text in diagrams())}
    assert {"dossier_late", "endorsement_late", "intake_late", "signature_late", "consultation_late"} <= named


def test_reasons_are_told_in_vietnamese():
    with (HOME / "workflows/translations/vi/LC_MESSAGES/messages.po").open("rb") as file:
        known = {str(entry.id) for entry in read_po(file) if entry.string}
    assert set(REASONS.values()) <= known

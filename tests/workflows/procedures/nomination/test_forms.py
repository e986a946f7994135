"""What the forms of the procedures take and refuse."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from forms import parse_form
from forms.submission import TIME
from workflows.shipped import procedures

CONTESTS = [
    {"no": 1, "nomination": "TĐKT-2019-00001", "label": "BTP"},
    {"no": 2, "nomination": "TĐKT-2019-00002", "label": "BCA"},
]
FILES = {name: data for procedure in procedures() for name, data in procedure.files().items()}


def form(name):
    return parse_form(json.loads(FILES[f"forms/{name}.form.json"]))


def check(name, context=None, **typed):
    submitted = {key: value if isinstance(value, list) else [value] for key, value in typed.items()}
    return form(name).check(submitted, context or {})


@pytest.mark.parametrize(
    ("name", "decision", "needs_comment"),
    [
        ("endorse", "approve", False),
        ("endorse", "return", True),
        ("endorse", "reject", True),
        ("intake", "approve", False),
        ("intake", "return", True),
        ("leader_sign", "return", True),
        ("leader_sign", "reject", True),
        ("check_completeness", "return", True),
        ("submit_pm", "return", True),
        ("review_findings", "fix", False),
        ("review_findings", "withdraw", True),
        ("supplement_review", "withdraw", True),
    ],
)
def test_returning_or_refusing_needs_a_reason(name, decision, needs_comment):
    assert ("comment" in check(name, decision=decision, comment=" ").errors) is needs_comment
    assert "comment" not in check(name, decision=decision, comment="Thiếu biên bản").errors


@pytest.mark.parametrize(
    "name", ["endorse", "intake", "leader_sign", "check_completeness", "submit_pm", "review_findings"]
)
def test_a_decision_must_be_made(name):
    assert "decision" in check(name, comment="x").errors
    assert "decision" in check(name, decision="sign", comment="x").errors


def test_a_signature_needs_its_number_and_day():
    assert set(check("leader_sign", decision="approve").errors) == {"document_no", "signed_on"}
    signed = check("leader_sign", decision="approve", document_no="45/TTr-VKSTC", signed_on="23/11/2026")
    assert signed.errors == {}
    assert signed.answers["document_no"] == "45/TTr-VKSTC"
    assert signed.answers["signed_on"] == date(2026, 11, 23)


def test_a_dossier_goes_back_from_the_central_board_only_once():
    assert (
        "decision" not in check("check_completeness", {"returned_once": False}, decision="return", comment="x").errors
    )
    assert "decision" in check("check_completeness", {"returned_once": True}, decision="return", comment="x").errors


def sheet(count):
    rows = [{"nomination": f"TĐKT-2019-{n:05d}", "label": f"Người {n}"} for n in range(1, count + 1)]
    return {"votes": rows, "aside": [], "voter_name": "A", "plan": {"note": None}}


def test_one_choice_for_the_others_saves_marking_each_case_of_a_council():
    assert set(check("council_vote", sheet(3), **{"votes.0.choice": "no"}).errors) == {"votes"}
    cast = check("council_vote", sheet(3), others="yes", **{"votes.0.choice": "no"})
    assert cast.errors == {}
    assert [vote["choice"] for vote in cast.answers["votes"]] == ["no", None, None]
    assert cast.answers["votes"][2]["nomination"] == "TĐKT-2019-00003"


def test_an_open_sheet_says_how_many_cases_have_no_vote_yet():
    left = check("council_vote", sheet(3), **{"votes.0.choice": "no"}).errors["votes"]
    assert str(left).startswith("Còn 2 hồ sơ chưa có ý kiến")


def test_a_sheet_shows_hundreds_of_cases_and_is_not_asked_for_anew_with_every_mark():
    view = form("council_vote").view(context=sheet(300), language="vi")
    assert "Người 300" in str(view)
    assert not form("council_vote").is_dynamic


def test_a_ballot_sheet_asks_for_a_choice_on_every_nomination():
    context = {"contests": CONTESTS, "votes": [{"nomination": c["nomination"], "label": c["label"]} for c in CONTESTS]}
    cast = check("vote", context, **{"votes.0.choice": "yes", "votes.1.choice": "blank"})
    assert cast.errors == {}
    assert [(v["nomination"], v["choice"]) for v in cast.answers["votes"]] == [
        ("TĐKT-2019-00001", "yes"),
        ("TĐKT-2019-00002", "blank"),
    ]
    assert set(check("vote", context, **{"votes.0.choice": "yes"}).errors) == {"votes"}
    assert check("vote", context, others="blank", **{"votes.0.choice": "yes"}).errors == {}


def test_a_ballot_sheet_says_that_the_vote_is_open_and_names_each_nomination():
    context = {"contests": CONTESTS, "votes": CONTESTS, "voter_name": "BTP"}
    shown = str(form("vote").view(context=context, language="vi"))
    assert "công khai (điểm danh)" in shown
    assert "'BTP'" in shown
    assert "'BCA'" in shown
    assert "open roll call" in str(form("vote").view(context=context, language="en"))


def test_an_agenda_is_chosen_from_what_waits():
    context = {"options": [{"value": "TĐKT-2019-00001", "label": "BTP"}]}
    typed = {"nominations": ["TĐKT-2019-00001"], "closes_at": "30/11/2019", f"closes_at{TIME}": "17:00"}
    found = check("prepare_agenda", context, **typed)
    assert found.errors == {}
    assert found.answers["closes_at"] == datetime(2019, 11, 30, 17, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert "nominations" in check("prepare_agenda", context, **(typed | {"nominations": ["X"]})).errors


def test_a_tie_is_voted_on_again_among_the_tied_only():
    options = [{"value": c["nomination"], "label": c["label"]} for c in CONTESTS]
    context = {"options": options, "has_quorum": True, "tied": ["TĐKT-2019-00002"], "results": [], "winners": []}
    shown = str(form("decide_again").view(context=context))
    assert "TĐKT-2019-00002" in shown
    assert "TĐKT-2019-00001" not in shown


def test_a_refused_award_needs_a_reason_and_a_granted_one_its_decision():
    assert set(check("record_decision", granted="false").errors) == {"comment"}
    assert set(check("record_decision", granted="true").errors) == {"document_no", "decided_on"}


def test_a_dossier_needs_its_summary_its_report_and_a_word_on_discipline():
    missing = set(check("prepare_dossier", {"subject": {"kind": "collective"}, "award": "CTDCP"}).errors)
    assert {"dossier.summary", "dossier.report", "dossier.discipline", "dossier.truthful"} <= missing


def test_the_findings_name_each_condition_not_met_with_its_source_in_both_languages():
    check_of = {"text_en": "A recognised initiative", "source": "NĐ 91/2017 Điều 9", "status": "verified"}
    unmet = check_of | {"met": False, "text": "Có sáng kiến"}
    met = check_of | {"met": True, "text": "Đủ 10 tháng"}
    context = {"eligibility": {"eligible": False, "checks": [unmet, met]}}
    shown = str(form("review_findings").view(context=context, language="vi"))
    assert "– Có sáng kiến (NĐ 91/2017 Điều 9)" in shown
    assert "Đủ 10 tháng" not in shown
    assert "– A recognised initiative" in str(form("review_findings").view(context=context, language="en"))

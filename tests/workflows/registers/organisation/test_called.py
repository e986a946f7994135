"""Words by what a bloc is called: a cluster's head is no khối trưởng, and what people wrote stays as it is."""

import json

import pytest

from web.parts.answers import words_in_form
from workflows.registers.organisation.called import words_for
from workflows.shipped import procedures

CLUSTER, BLOC = "Cụm thi đua số 1: năm 2026", "Khối thi đua nội chính"


@pytest.mark.parametrize(
    ("said", "of_cluster"),
    [
        ("Bầu khối trưởng, khối phó năm sau", "Bầu cụm trưởng, cụm phó năm sau"),
        ("Khối phó quá hạn", "Cụm phó quá hạn"),
        ("Năm công tác của khối thi đua", "Năm công tác của cụm thi đua"),
        ("Quy chế hoạt động của khối", "Quy chế hoạt động của cụm"),
        ("Toàn khối: hoàn thành", "Toàn cụm: hoàn thành"),
        ("Khối đã họp bình xét, có biên bản", "Cụm đã họp bình xét, có biên bản"),
        ("Số cụm, khối trong đơn vị đã ký giao ước", "Số cụm, khối trong đơn vị đã ký giao ước"),
        ("The head of the bloc calls the bloc's vote", "The head of the cluster calls the cluster's vote"),
    ],
)
def test_words_are_said_by_the_name_of_the_bloc(said: str, of_cluster: str) -> None:
    assert (words_for(CLUSTER, said), words_for(BLOC, said)) == (of_cluster, said)


def test_no_form_or_step_of_a_cluster_speaks_of_a_head_of_a_bloc() -> None:
    shipped = [one for one in procedures() if one.key.rpartition("/")[2] in {"bloc_year", "bloc_vote"}]
    files = {name: data for one in shipped for name, data in one.files().items()}
    forms = {name: json.loads(data) for name, data in files.items() if name.endswith(".form.json")}
    assert len(forms) > 20
    for name, form in forms.items():
        found = json.dumps(words_in_form(CLUSTER, form), ensure_ascii=False).casefold()
        assert not [word for word in ("khối trưởng", "khối phó", "của khối", "toàn khối") if word in found], name
    assert words_in_form(BLOC, forms[next(iter(forms))]) == forms[next(iter(forms))]

"""Words by what a bloc is called: a cluster's head is no khối trưởng, and what people wrote stays as it is."""

import json

import pytest

from scripts.translations import catalogue_path, read_catalogue
from web.parts.answers import words_in_form
from workflows.registers.organisation.called import of_cluster, words_for
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


YEARS = ("web/bloc_years/", "web/templates/bloc_years/", "workflows/procedures/bloc_year/overview/")
OF_ALL_YEARS = "web/templates/bloc_years/list.html"
OF_EITHER = "web/templates/organisation/blocs.html"  # asks for one or the other in words of its own
BY_NAME = (*YEARS, OF_EITHER, "web/cases/start.py", "web/notices/reasons.py")
"""Where words go through `words_for` with the name of the bloc that they are about."""
ROOMS = ("workflows", "web")
OF_BLOCS_ALONE = {
    "The bloc %(code)s is set up: %(name)s",
    "Blocs",  # what a page is called
    "Vote of the bloc",  # a nomination comes before blocs of bodies alone
    "Outside any bloc",
    "of the bloc %(bloc)s",
}
OF_THEIR_PAGES = {"head of the bloc", "deputy head of the bloc"}  # `name_principals` says them by name


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_said_to_members_is_said_by_name_or_of_blocs_and_clusters_alike(room: str) -> None:
    wrong = []
    for message in read_catalogue(catalogue_path(room)):
        english, vietnamese = (one if isinstance(one, str) else one[0] for one in (message.id, message.string))
        said = [text for text, both in ((english, "cluster"), (vietnamese, "cụm")) if both not in text.casefold()]
        by_name = all(place.startswith(BY_NAME) and place != OF_ALL_YEARS for place, _line in message.locations)
        if english and not by_name and english not in OF_BLOCS_ALONE | OF_THEIR_PAGES:
            wrong += [text for text in said if of_cluster(text) != text]
    assert wrong == []


def test_a_page_called_after_blocs_and_an_amount_of_work_keep_their_names() -> None:
    for said in ("ở trang “Khối thi đua”", "Khối lượng công việc", "Khối, cụm thi đua theo năm"):
        assert of_cluster(said) == said

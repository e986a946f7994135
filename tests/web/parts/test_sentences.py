"""Events in words: erased ones, those of another version, and those that say one thing more."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_babel import Babel, gettext

from engine.history import Happened, Unknown, fact_of
from engine.history.kinds import KINDS
from engine.history.kinds.elements import ElementEntered, MessageReceived
from engine.history.kinds.tasks import ContentFrozen, TaskAccepted, TaskDelegated, TaskResolved
from engine.model import Event
from web.parts.sentences import Sentence, sentence_of
from workflows.procedures.bloc_year.pace.missing import GO_ON

UNTIL = datetime(2026, 3, 1, tzinfo=UTC)
NAMES = {"element": "E", "process": "P"}


@pytest.fixture
def page() -> Iterator[None]:
    app = Flask("sentences")
    Babel(app, default_locale="en")
    with app.test_request_context():
        yield


def said(sentence: Sentence) -> str:
    return gettext(sentence.words) % (NAMES | sentence.values)


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_without_its_data_has_words(page: None, kind: str) -> None:
    sentence = sentence_of(fact_of(Event(kind=kind, data=None)))
    assert len(said(sentence)) > 5
    assert sentence.quote == ""


def test_an_event_of_another_version_is_told_with_what_was_written(page: None) -> None:
    sentence = sentence_of(Unknown("task_weighed", {"note": "nặng", "weight": 3}))
    assert said(sentence).endswith("task_weighed")
    assert (sentence.quote, sentence.is_told) == ("nặng", False)


TOLD: list[tuple[Happened, str, str]] = [
    (TaskDelegated("Hà", "giúp", None), "asked Hà to prepare “E”", "giúp"),
    (TaskDelegated("Hà", "giúp", UNTIL), "asked Hà to prepare “E” until 01/03/2026", "giúp"),
    (TaskAccepted("Hà", UNTIL), "accepted to prepare “E” until 01/03/2026", ""),
    (TaskResolved("Hà", ""), "handed “E” back to Hà", ""),
    (TaskResolved("Hà", "", accepted=True), "accepted “E” and handed it back to Hà", ""),
    (ContentFrozen("0123456789abcdef", 2), "handed over the content 0123456789ab, round 2", ""),
    (ElementEntered(took_as_false=["a > 1", "b"]), "reached “E”", "a > 1; b came to null and counted as false"),
    (MessageReceived(f"{GO_ON}plan", "NC", {"by": "Hà", "reason": "vì"}), "received a message at “E”", "Hà: vì"),
    (MessageReceived("other", "NC", {"by": "Hà", "reason": "vì"}), "received a message at “E”", ""),
]


@pytest.mark.parametrize(("fact", "words", "quote"), TOLD, ids=lambda one: getattr(one, "KIND", ""))
def test_an_event_is_told_with_all_it_says(page: None, fact: Happened, words: str, quote: str) -> None:
    sentence = sentence_of(fact)
    assert (said(sentence), sentence.quote) == (words, quote)

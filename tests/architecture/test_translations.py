"""The interface speaks Vietnamese throughout."""

import re

import pytest

from scripts.translations import ROOMS, catalogue_path, missing_messages, read_catalogue


@pytest.mark.parametrize("room", ROOMS)
def test_every_message_has_a_vietnamese(room: str) -> None:
    assert missing_messages(room) == []


@pytest.mark.parametrize("room", ROOMS)
def test_translations_keep_the_places_of_their_messages(room: str) -> None:
    problems = [
        (message.id, str(error))
        for message in read_catalogue(catalogue_path(room))
        if message.id and message.string
        for error in message.check()
    ]
    assert problems == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_message_holds_a_percent_sign_that_templates_would_read_as_a_place(room: str) -> None:
    wrong = []
    for message in read_catalogue(catalogue_path(room)):
        said = [message.string] if isinstance(message.string, str) else message.string
        places = dict.fromkeys(re.findall(r"%\((\w+)\)", "".join(said)), 1)
        try:
            [text % places for text in said if message.id]
        except (ValueError, TypeError, KeyError) as error:
            wrong.append((message.id, str(error)))
    assert wrong == []

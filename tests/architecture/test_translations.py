"""The interface speaks Vietnamese throughout."""

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

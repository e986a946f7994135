"""Who is a second person beside another."""

from dataclasses import replace

import pytest

from engine.base.actor import Absent, Actor

ONE, OTHER = Actor("one", "Một"), Actor("other", "Hai")


@pytest.mark.parametrize(
    ("by", "is_second"),
    [
        (ONE, False),
        (OTHER, True),
        (replace(OTHER, stands_in_for=(Absent("one", "Một", frozenset()),)), False),
        (replace(OTHER, on_behalf_of="Một", on_behalf_of_id="one"), False),
        (replace(OTHER, stands_in_for=(Absent("third", "Ba", frozenset()),)), True),
    ],
)
def test_nobody_is_a_second_person_in_the_place_of_the_first(by: Actor, is_second: bool) -> None:
    assert by.is_second_to("one") is is_second

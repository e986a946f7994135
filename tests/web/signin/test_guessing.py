"""Guessing passwords: counted before they are looked at, by name and address, never locking a name."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from tests.web.conftest import PASSWORD, Browser, Staff
from web.signin import passwords
from web.signin.checking import check_credentials
from web.signin.commands import MAX_FAILURES, MAX_FROM_ADDRESS, SignInRefusedError, TooManyFailuresError, network_of
from web.signin.passwords import TooBusyError, is_password


def guess(app: Flask, username: str, password: str = "sai", address: str = "203.0.113.7") -> str:  # noqa: S107 - a wrong one
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        try:
            check_credentials(username, password)
        except (SignInRefusedError, TooManyFailuresError, TooBusyError) as refusal:
            return type(refusal).__name__
    return "in"


def test_of_many_guesses_at_once_no_more_than_the_limit_are_looked_at(app: Flask, staff: Staff) -> None:
    staff.hire("hanh")
    with ThreadPoolExecutor(25) as threads:
        for _turn in range(4):
            list(threads.map(lambda _number: guess(app, "hanh"), range(25)))
    answers = [guess(app, "hanh") for _number in range(MAX_FAILURES + 1)]
    assert answers[-1] == "TooManyFailuresError"
    assert guess(app, "hanh", PASSWORD) == "TooManyFailuresError"


def test_the_limit_holds_whatever_comes_between_counting_and_looking(app: Flask, staff: Staff, clock: Any) -> None:
    staff.hire("hanh")
    with ThreadPoolExecutor(25) as threads:
        answers = list(threads.map(lambda _number: guess(app, "hanh"), range(25)))
    assert answers.count("SignInRefusedError") <= MAX_FAILURES
    assert "in" not in answers


def test_a_stranger_locks_nobody_out(app: Flask, staff: Staff) -> None:
    staff.hire("hanh")
    for _number in range(MAX_FAILURES + 5):
        guess(app, "hanh", address="203.0.113.7")
    assert guess(app, "hanh", PASSWORD, address="198.51.100.1") == "in"


def test_one_address_tries_a_bounded_number_of_names(app: Flask, staff: Staff) -> None:
    staff.hire("hanh")
    answers = [guess(app, f"ai-{number}") for number in range(MAX_FROM_ADDRESS + 1)]
    assert set(answers[:MAX_FROM_ADDRESS]) == {"SignInRefusedError"}
    assert answers[-1] == "TooManyFailuresError"
    assert guess(app, "hanh", PASSWORD, address="198.51.100.1") == "in"


def test_who_signs_in_well_uses_up_nothing_for_those_behind_the_same_address(app: Flask, staff: Staff) -> None:
    staff.hire("hanh")
    assert {guess(app, "hanh", PASSWORD) for _number in range(MAX_FAILURES + 2)} == {"in"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("203.0.113.7", "203.0.113.8", False),
    ],
)
def test_addresses_of_one_household_count_as_one(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


def test_when_all_places_to_hash_are_taken_the_next_is_turned_away_at_once(browser: Browser, staff: Staff) -> None:
    staff.hire("hanh")
    taken = [passwords._places.acquire(blocking=False) for _ in range(passwords.MAX_AT_ONCE + passwords.MAX_WAITING)]
    try:
        assert all(taken)
        with pytest.raises(TooBusyError):
            is_password("", "x")
        assert browser.sign_in("hanh").status_code == 503
    finally:
        for _place in taken:
            passwords._places.release()
    assert browser.sign_in("hanh").status_code == 303

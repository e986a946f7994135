"""Acts on accounts: what is told of each, in words, of erased rows and other versions too."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from engine.history import Unknown
from web.account.managing.words import told, words_of
from web.signin.events.kinds import KINDS, AccountLocked, PeopleImported, fact_of
from web.signin.events.model import AccountEvent


@pytest.fixture
def page() -> Iterator[None]:
    app = Flask("words")
    Babel(app, default_locale="en")
    with app.test_request_context():
        yield


def test_every_kind_has_words_of_its_own(page: None) -> None:
    words = [words_of(fact_of(AccountEvent(kind=kind, data={}))) for kind in KINDS]
    assert min(map(len, words)) > 10
    assert len(set(words)) == len(KINDS)
    assert max(map(len, KINDS)) <= AccountEvent.kind.type.length


def test_an_act_is_kept_and_told_with_its_reason(page: None) -> None:
    assert AccountLocked("vì").data() == {"reason": "vì"}
    assert PeopleImported(0, 2).data() == {"created": 0, "updated": 2}
    (one,) = told([AccountEvent(kind="lock_account", data={"reason": "vì"}, about="lan", by_name="Hà")])
    assert (one.words, one.reason, one.about, one.by_name) == ("The account was locked", "vì", "lan", "Hà")


def test_what_another_version_wrote_is_told_by_its_kind(page: None) -> None:
    assert words_of(fact_of(AccountEvent(kind="account_cloned", data={}))) == "account_cloned"
    assert isinstance(fact_of(AccountEvent(kind="lock_account", data={"reason": 3})), Unknown)

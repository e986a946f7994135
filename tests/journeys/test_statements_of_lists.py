"""Every list asks the database as often for five times as many rows: no page asks once more for each row it shows."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event, select

from engine.feel import workdays
from engine.store.database import Database
from tests.journeys import filling
from tests.web.conftest import Browser
from web.base.config import Settings
from web.cli.example import PASSWORD
from web.shell.app import create_app
from web.signin.model import Account

PEOPLE = ("quantri", "thanhtra", "vksndtc.vutdkt", "vksndtc.lanhdao", "banth.canbo")
"""Between them they may open every list."""
TIMES = 5
TURNING = 1
"""How often more a page may ask the same: a list that is longer now counts, and asks of all its rows at once."""
MARKS = re.compile(r"\(\?(?:, \?)*\)")
Asked = dict[tuple[str, str], list[str]]


@pytest.fixture
def lists(example: Path, tmp_path: Path) -> Iterator["Lists"]:
    folder = shutil.copytree(example, tmp_path / "data")
    address = f"sqlite:///{folder / 'bangvang.db'}"
    database = Database(address)
    app = create_app(Settings(data_dir=folder, secret_key="x", testing=True, database_url=address), database)
    yield Lists(app, database)
    workdays.follow(None)
    database.dispose()


class Lists:
    """The pages at addresses without places to fill in, opened by everybody who may."""

    def __init__(self, app: Flask, database: Database) -> None:
        self.app, self.database = app, database
        self.browsers = {name: Browser(app.test_client()) for name in PEOPLE}
        for name, browser in self.browsers.items():
            assert browser.sign_in(name, PASSWORD).status_code == 303, name
        self.told: list[str] = []
        event.listen(database.engine, "before_cursor_execute", lambda *said: self.told.append(str(said[2])))

    def people(self) -> list[UUID]:
        """Return who looks."""
        with self.database.read() as session:
            return list(session.scalars(select(Account.person_id).where(Account.username.in_(PEOPLE))))

    def addresses(self) -> list[str]:
        """Return the addresses of pages; what is sent as a file is not opened."""
        rules = [one for one in self.app.url_map.iter_rules() if "GET" in (one.methods or ()) and not one.arguments]
        return sorted(one.rule for one in rules if "." not in one.rule and one.endpoint != "account.leave")

    def asked(self) -> Asked:
        """Return what each page asks of the database when it is opened once more."""
        return {
            (address, name): self._asked_at(browser, address)
            for address in self.addresses()
            for name, browser in self.browsers.items()
            if browser.get(address).status_code == 200
        }

    def _asked_at(self, browser: Browser, address: str) -> list[str]:
        self.told.clear()
        assert browser.get(address).status_code == 200, address
        return [statement for statement in self.told if statement != "BEGIN"]


def test_no_list_asks_more_often_for_more_rows(lists: Lists) -> None:
    filling.begin(lists.database, lists.people())
    few = lists.asked()
    filling.multiply(lists.database, TIMES)
    many = lists.asked()
    assert set(many) == set(few)
    assert {address for address, _name in few} >= set(lists.addresses()) - FOR_NOBODY
    grown = [page for page, asked in many.items() if any(n > TURNING for _s, n in most_grown(few[page], asked))]
    assert grown == [], "\n".join(
        f"{address} ({name}): {len(few[address, name])} → {len(many[address, name])}\n  "
        + "\n  ".join(f"{n} × {s[:300]!r}" for s, n in most_grown(few[address, name], many[address, name]))
        for address, name in grown
    )


def most_grown(few: list[str], many: list[str]) -> list[tuple[str, int]]:
    """Return which statements are asked more often, and how much more."""
    return (Counter(map(alike, many)) - Counter(map(alike, few))).most_common(4)


def alike(statement: str) -> str:
    """Return a statement the same for however many rows it asks of at once."""
    return MARKS.sub("(?)", statement)


FOR_NOBODY = {"/dang-nhap", "/loi-moi", "/readyz"}
"""Pages of who is not signed in, and what programs ask."""

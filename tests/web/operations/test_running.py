"""Pages on running processes: administrators see how one stands and change it, each time with a reason."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from engine import commands
from engine.base import clock as clock_room
from engine.bpmn.keep import cache
from engine.commands.care import stricter, use_stricter
from engine.history import verify
from engine.store import events, instances, migrations, releases, retention
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import CLERK, Play
from tests.web.conftest import Browser, Staff

HOME = "/van-hanh/dang-chay"


@pytest.fixture
def play(database: Database, clock: Any, staff: Staff, browser: Browser) -> Play:
    staff.hire("quantri", "administrator@*")
    staff.hire("pheduyet", "process_approver@*", name="Vũ Thị Hai")
    staff.hire("canbo", "unit_officer@VKSNDTC")
    played = Play(database)
    played.deploy(line("one", "two"))
    browser.sign_in("quantri")
    return played


def line(*users: str) -> bytes:
    return d.diagram(d.start(), *(d.user(u) for u in users), d.end(), d.path("begin", *users, "done"))


def act(browser: Browser, i: UUID, page: str, **fields: Any) -> Any:
    return browser.post(
        f"{HOME}/{i}/{page}", {"_key": f"{page}-{len(fields)}-0001", "reason": "đúng quy chế", **fields}
    )


def approve(browser: Browser, proposed: Any) -> Any:
    """Let the second person approve what was proposed, and come back."""
    assert proposed.status_code == 303, proposed.text
    page = proposed.headers["Location"]
    assert browser.post(f"{page}/duyet", {"_key": f"own-{page}"}).status_code == 403
    browser.sign_in("pheduyet")
    done = browser.post(f"{page}/duyet", {"_key": f"second-{page}"})
    browser.sign_in("quantri")
    return done


def kinds(play: Play, i: UUID) -> list[str]:
    with play.database.read() as s:
        assert verify(s, i).ok
        return [e.kind for e in events.events_of(s, instance_id=i)]


def test_instances_are_listed_searched_and_filtered(play: Play, browser: Browser) -> None:
    i, j = play.start(business_key="HS-1"), play.start(business_key="HS-2")
    act(browser, j, "tam-dung")
    page = browser.get(HOME).text
    assert str(i) in page
    assert str(j) in page
    assert str(j) not in browser.get(f"{HOME}?tim=HS-1").text
    suspended = browser.get(f"{HOME}?trang-thai=suspended").text
    assert str(j) in suspended
    assert str(i) not in suspended
    assert str(i) not in browser.get(f"{HOME}?trang-thai=ended").text
    assert browser.get(f"{HOME}?sau=nonsense").status_code == 400


def test_one_instance_shows_how_it_stands_not_what_it_is_about(play: Play, browser: Browser, staff: Staff) -> None:
    i = play.start({"unit": "VKSNDTC", "secret": "Cao Thu Chi"})
    page = browser.get(f"{HOME}/{i}").text
    assert "Task one" in page
    assert "Cao Thu Chi" not in page
    assert browser.get(f"{HOME}/{i}/so-do.bpmn").status_code == 200
    assert browser.get(f"{HOME}/{i}/so-do.json").json["current"] == ["one"]
    assert "data-undrawn" in browser.get(f"{HOME}/{i}/hinh").text
    assert act(browser, i, "mo-noi-dung", reason=" ").status_code == 422
    assert "Cao Thu Chi" not in browser.get(f"{HOME}/{i}").text
    assert act(browser, i, "mo-noi-dung").status_code == 303
    assert "Cao Thu Chi" in browser.get(f"{HOME}/{i}").text
    assert kinds(play, i)[-1] == "content_opened"
    staff.hire("khac", "administrator@*")
    staff.hire("tra", "auditor@*")
    browser.sign_in("khac")
    assert "Cao Thu Chi" not in browser.get(f"{HOME}/{i}").text
    browser.sign_in("tra")
    assert "K-1" in browser.get("/thong-bao").text
    clock_room.advance(timedelta(minutes=61))
    browser.sign_in("quantri")
    assert "Cao Thu Chi" not in browser.get(f"{HOME}/{i}").text


def test_titles_with_names_are_neither_listed_nor_searched(play: Play, browser: Browser) -> None:
    titled = {"business_key": "HS-9", "title": "CSTĐ: Cao Thu Chi"}
    i = play.database.perform(lambda s: commands.start_instance(s, "p", {}, by=CLERK, key="t-1", **titled)).id
    pages = [HOME, f"{HOME}/{i}", f"{HOME}/{i}/huy", f"{HOME}/{i}/chuyen-buoc", f"{HOME}/{i}/bien"]
    assert [page for page in pages if "Cao Thu Chi" in browser.get(page).text] == []
    assert "HS-9" in browser.get(f"{HOME}?tim=HS-9").text
    assert f"{HOME}/{i}" not in browser.get(f"{HOME}?tim=Thu").text


def test_it_is_suspended_resumed_and_cancelled_with_a_reason(play: Play, browser: Browser) -> None:
    i = play.start()
    for name in ("tam-dung", "chay-tiep", "huy"):
        assert browser.get(f"{HOME}/{i}/{name}").status_code == 200
        done = act(browser, i, name)
        assert done.status_code == 303
    assert play.state(i) == "active"
    approve(browser, done)
    assert play.state(i) == "cancelled"
    told = kinds(play, i)
    assert [k for k in told if k.startswith("instance_")] == [
        "instance_started",
        "instance_suspended",
        "instance_resumed",
        "instance_cancelled",
    ]


def test_without_a_reason_the_page_says_so_and_nothing_changes(play: Play, browser: Browser) -> None:
    i = play.start()
    refused = act(browser, i, "tam-dung", reason="  ")
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert play.instance(i).suspended_at is None


def test_a_token_is_moved_and_a_bad_move_is_refused_on_the_same_page(play: Play, browser: Browser) -> None:
    i = play.start()
    page = browser.get(f"{HOME}/{i}/chuyen-buoc").text
    token = page.split('name="cancel" value="')[1].split('"')[0]
    refused = act(browser, i, "chuyen-buoc", cancel=token)
    assert refused.status_code == 422
    proposed = act(browser, i, "chuyen-buoc", cancel=token, start="two\n\n")
    assert play.names(i) == ["one"]
    assert "Task two" in browser.get("/viec-hai-nguoi").text
    approve(browser, proposed)
    assert play.names(i) == ["two"]


def test_a_variable_is_set_as_feel_writes_it(play: Play, browser: Browser) -> None:
    i = play.start({"unit": "A"})
    fields = {"scope": str(i), "name": "members"}
    assert act(browser, i, "bien", value="not a value (", **fields).status_code == 422
    approve(browser, act(browser, i, "bien", value='["A", "B"]', **fields))
    assert play.variables(i)["members"] == ["A", "B"]
    assert "variables_set" in kinds(play, i)


def test_processes_are_tried_and_moved_to_the_newest_version(play: Play, browser: Browser) -> None:
    i, j = play.start(business_key="HS-1"), play.start(business_key="HS-2")
    play.complete(j, "one")
    play.deploy(line("uno", "two"))
    with play.database.read() as s:
        new, old = (release.id for release in releases.releases_of(s, "test"))
    assert f"/{old}/{new}" in browser.get("/van-hanh/chuyen-phien-ban").text
    plan = f"/van-hanh/chuyen-phien-ban/{old}/{new}"
    assert 'name="map:one"' in browser.get(plan).text
    assert browser.post(plan, {"_key": "plan-00001", "reason": ""}).status_code == 422
    sent = browser.post(plan, {"_key": "plan-00002", "reason": "bản mới"})
    page = sent.headers["Location"]
    play.settle()
    assert "Task one" in browser.get(page).text
    approve(browser, browser.post(f"{page}/bat-dau", {"_key": "go-00001"}))
    play.settle()
    cache.clear()
    assert (play.instance(i).release_id, play.instance(j).release_id) == (old, new)
    assert "HS-1" in browser.get(f"{page}?ket-qua=refused").text
    again = browser.post(plan, {"_key": "plan-00003", "reason": "bản mới", "map:one": "uno"}).headers["Location"]
    play.settle()
    approve(browser, browser.post(f"{again}/bat-dau", {"_key": "go-00002"}))
    play.settle()
    assert play.names(i) == ["uno"]
    with play.database.read() as s:
        assert migrations.find_migration(s, UUID(again.rsplit("/", 1)[1])).state == "done"


def test_one_process_is_taken_to_another_version_by_two(play: Play, browser: Browser) -> None:
    i = play.start(business_key="HS-1")
    assert browser.get(f"{HOME}/{i}/phien-ban").status_code == 200, "there is no other version yet"
    play.deploy(line("uno", "two"))
    with play.database.read() as s:
        new, _old = (release.id for release in releases.releases_of(s, "test"))
    assert f"{HOME}/{i}/phien-ban" in browser.get(f"{HOME}/{i}").text
    assert 'name="map:one"' in browser.get(f"{HOME}/{i}/phien-ban").text
    assert act(browser, i, "phien-ban", den=str(new)).status_code == 422, "it stands where the new version has no step"
    proposed = act(browser, i, "phien-ban", den=str(new), **{"map:one": "uno"})
    assert play.names(i) == ["one"]
    approve(browser, proposed)
    assert (play.names(i), play.instance(i).release_id) == (["uno"], new)


@pytest.fixture
def stricter_care() -> Any:
    use_stricter(stricter("place_hold=four eyes, claim_task=step-up"))
    yield
    use_stricter({})


def test_an_installation_may_ask_for_two_where_one_would_do(play: Play, browser: Browser, stricter_care: Any) -> None:
    i = play.start()
    proposed = act(browser, i, "luu-giu")
    with play.database.read() as s:
        assert retention.holds_on(s, instances.find_instance(s, i)) == []
    approve(browser, proposed)
    with play.database.read() as s:
        assert len(retention.holds_on(s, instances.find_instance(s, i))) == 1


def test_retention_is_set_and_a_case_is_kept_and_let_go(play: Play, browser: Browser) -> None:
    i = play.start()
    home = "/van-hanh/luu-tru"
    for months in ("many", "0"):
        wrong = browser.post(home, {"_key": f"keep-{months}-1", "procedure": "test", "months": months, "reason": "x"})
        assert wrong.status_code == 422
    sent = browser.post(home, {"_key": "keep-00001", "procedure": "test", "months": "120", "reason": "thông tư"})
    approve(browser, sent)
    assert act(browser, i, "luu-giu").status_code == 303
    page = browser.get(home).text
    assert "thông tư" in page
    lift = page.split('class="hold"')[1].split('href="')[1].split('"')[0]
    assert "HS" not in browser.get(lift).text
    approve(browser, browser.post(lift, {"_key": "lift-00001", "reason": "xong"}))
    with play.database.read() as s:
        assert retention.holds_on(s, instances.find_instance(s, i))[0].lifted_at is not None
    assert kinds(play, i)[-4:] == ["hold_placed", "act_proposed", "hold_lifted", "act_approved"]


def test_others_may_not_open_any_of_it(play: Play, browser: Browser) -> None:
    i = play.start()
    browser.sign_in("canbo")
    for path in (
        HOME,
        f"{HOME}/{i}",
        f"{HOME}/{i}/huy",
        "/van-hanh/chuyen-phien-ban",
        "/van-hanh/luu-tru",
        "/viec-hai-nguoi",
    ):
        assert browser.get(path).status_code == 403

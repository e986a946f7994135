"""Who came in, was refused, took something away or was given something stands in the log, without any value."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from engine.base.logs import configure_logs
from tests.web.conftest import PASSWORD, Browser, Staff
from web.layout.security_log import tell

SECRET = "Mật khẩu 123!"
Deed = Callable[[Browser], Any]

TABLE: dict[str, Deed] = {
    "sign-in": lambda b: b.sign_in("hanh"),
    "sign-in-failed": lambda b: b.sign_in("hanh", SECRET),
    "sign-out": lambda b: b.post("/dang-xuat"),
    "refused": lambda b: b.get("/tai-khoan"),
    "step-up": lambda b: b.post("/vang-mat", {"_password": PASSWORD}),
    "step-up-failed": lambda b: b.post("/vang-mat", {"_password": SECRET}),
    "export": lambda b: b.get("/hop-viec.xlsx"),
    "grant": lambda b: b.post("/tai-khoan-cua-toi/ket-thuc"),
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("act", TABLE)
def test_each_act_is_told_with_its_request_and_without_values(
    act: str, browser: Browser, staff: Staff, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = staff.hire("hanh", "emulation_dept@VKSNDTC", name="Nguyễn Thị Hạnh")
    browser.sign_in("hanh")
    if act.startswith("step-up"):
        monkeypatch.setattr("web.signin.confirming.is_password_due", lambda: True)
    configure_logs()
    capsys.readouterr()
    answer = TABLE[act](browser)
    written = capsys.readouterr().err
    lines = [json.loads(line) for line in written.splitlines()]
    (told,) = [line for line in lines if line["event"] == "security" and line["act"] == act]
    assert told["request"] == answer.headers["X-Request-Id"]
    assert told["endpoint"]
    assert str(person) in (told["person"], told.get("account")) or act in ("sign-in", "sign-in-failed")
    for value in (SECRET, PASSWORD, "Hạnh", '"hanh"'):
        assert value not in written


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_somebody_elses_is_refused_as_not_there_and_told(
    browser: Browser, staff: Staff, capsys: pytest.CaptureFixture[str]
) -> None:
    staff.hire("hanh", "emulation_dept@VKSNDTC", name="Nguyễn Thị Hạnh")
    browser.sign_in("hanh")
    configure_logs()
    for path, is_told in ((f"/viec/{uuid4()}", True), (f"/van-ban/{uuid4()}", True), ("/khong-co", False)):
        capsys.readouterr()
        assert browser.get(path).status_code == 404, path
        lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
        told = [line for line in lines if line["event"] == "security"]
        assert [(line["act"], line["status"]) for line in told] == ([("refused", 404)] if is_told else []), path


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_request_has_one_id_that_nobody_can_write_lines_by(browser: Browser) -> None:
    assert browser.get("/dang-nhap", headers={"X-Request-Id": "proxy-0123456789"}).headers["X-Request-Id"] == (
        "proxy-0123456789"
    )
    for forged in ("x", "a" * 65, 'b" "event": "security', "đặng-đặng-đặng"):
        given = browser.get("/dang-nhap", headers={"X-Request-Id": forged.encode().decode("latin-1")})
        assert given.headers["X-Request-Id"] not in ("", forged)


def test_only_listed_acts_are_told() -> None:
    with pytest.raises(ValueError, match="signed-in"):
        tell("signed-in")

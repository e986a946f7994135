"""Which passwords are taken."""

import unicodedata

import pytest

from web.signin.passwords import LONGEST, hash_password, is_password
from web.signin.strength import WeakPasswordError, check_strength

NAMES = ["hanh.vp", "Nguyễn Thị Hạnh", "VKSNDTC", "Viện kiểm sát nhân dân tối cao"]
REFUSED = [
    "mười một ký", "bang-vang-2019", "matkhau123456", "Mật khẩu 123456", "P@ssw0rd2026!", "dragon123456",
    "nguyenthihanh1985", "Nguyễn Thị Hạnh 85", "hanhnguyenthi@123", "Hanh.vp@2026", "Vksndtc@2026", "Anhyeuem@2020",
    "thiduakhenthuong2026", "1q2w3e4r5t6y", "qwertyuiop[]", "abcdefghijkl", "a" * 64, "x" * (LONGEST + 1),
]  # fmt: skip
TAKEN = [
    "hoa sen nở trên đồng",
    "sóng vỗ bờ đá xa",
    "correct horse battery staple",
    "🦉 và 🐢 đi chợ huyện",
    "k9#Lq2!vR7pZ",
]


@pytest.mark.parametrize("password", REFUSED)
def test_short_long_and_known_passwords_are_refused(password: str) -> None:
    with pytest.raises(WeakPasswordError):
        check_strength(password, NAMES)


@pytest.mark.parametrize("password", [*TAKEN, "cầu thang tím, rượu gạo, bảy con mèo " * 5])
def test_any_other_password_is_taken_whatever_its_characters(password: str) -> None:
    check_strength(password, NAMES)


def test_an_installation_may_ask_for_more_characters_never_for_fewer() -> None:
    with pytest.raises(WeakPasswordError):
        check_strength("sóng vỗ bờ đá xa", NAMES, shortest=20)
    with pytest.raises(WeakPasswordError):
        check_strength("sóng vỗ bờ", NAMES, shortest=4)


def test_an_accent_is_the_same_however_it_is_typed_and_no_character_is_left_out() -> None:
    kept = hash_password("hoa sen nở trên đồng")
    assert is_password(kept, unicodedata.normalize("NFD", "hoa sen nở trên đồng"))
    long = hash_password("cầu thang " * 25)
    assert not is_password(long, "cầu thang " * 26)
    assert not is_password(long, "cầu thang " * 24)


def test_an_account_without_a_password_is_opened_by_none() -> None:
    assert not is_password("", "nobody has this password")
    assert not is_password("", "")

"""What comes in looks the same where it is the same; what only looks so is told."""

import unicodedata
from typing import Any

import pytest

from engine.base.actor import SYSTEM
from engine.base.lookalikes import doubts_about
from engine.base.plaintext import plain_line, plain_text, plain_values
from engine.commands import correlate_message, start_instance
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play

ODD, PLAIN = "Nguye\u0302\u0303n\xa0Va\u0306n\u200b An\x00", "Nguyễn Văn An"


def test_text_is_composed_and_has_no_sign_that_is_not_seen() -> None:
    unseen = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs")]
    assert [f"{ord(one):04X}" for one in unseen if plain_line(f"a{one}b") not in ("ab", "a b")] == []
    spaces = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code))[0] == "Z"]
    assert [f"{ord(one):04X}" for one in spaces if plain_line(f" a{one}b ") != "a b"] == []
    assert plain_text(f"{ODD}\r\nhai\x85ba\tbốn") == f"{PLAIN}\nhai\nba\tbốn"
    assert plain_values({"a": [ODD, {"b": ODD}], "n": 1}) == {"a": [PLAIN, {"b": PLAIN}], "n": 1}


DIAGRAM = d.diagram(d.start(), d.user("first"), d.end(), d.path("begin", "first", "done"))


def test_commands_keep_plain_text_wherever_it_came_from(database: Database) -> None:
    play = Play(database)
    play.deploy(DIAGRAM)
    with play.database.transaction() as session:
        made = start_instance(session, "p", {"name": ODD, "rows": [{"x": ODD}]}, by=SYSTEM, key="start-odd", title=ODD)
        instance, title = made.id, made.title
        correlate_message(session, "go", "K", {"name": ODD}, by=SYSTEM, key="message-odd", message_id="m")
        # The same message typed otherwise is the same message.
        correlate_message(session, "go", "K", {"name": PLAIN}, by=SYSTEM, key="message-plain", message_id="m")
    assert title == PLAIN
    assert kept(play, instance) == {"name": PLAIN, "rows": [{"x": PLAIN}]}


def kept(play: Play, instance: Any) -> dict[str, Any]:
    return {name: value for name, value in play.variables(instance).items() if name in ("name", "rows")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nguyễn Văn Аn", "U+0410"),
        ("Lê А", "CYRILLIC"),
        ("Ðỗ Văn Đức", "U+00D0"),
        ("Trần Αn", "GREEK"),
        ("Ｎguyễn", "FULLWIDTH"),
        ("NguyÔn V¨n An", "old font"),
        ("TrÇn ThÞ Hµ", "old font"),
        ("§øc", "old font"),
        ("Nguyeãn Vaên An", "old font"),
    ],
)
def test_what_looks_like_something_else_is_told(text: str, said: str) -> None:
    assert said in " ".join(map(str, doubts_about(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Đặng Ngọc Đức", "H'Hen Niê", "Hoà Bình, uỷ ban, thuý, khoẻ, hoá, quý", "LÊ THỊ HUÊ",
        "50 m² ¹ °C ½ · «Bảng Vàng»",
        "Huế, Quảng Ngãi, ngoằn ngoèo, khuya, ngoáy, uể oải", "Россия gửi thư", "QĐ-VKSTC, §2", "Müller Søren",
    ],
)  # fmt: skip
def test_what_is_written_well_is_not_doubted(text: str) -> None:
    assert doubts_about(text) == []

"""The command line speaks Vietnamese, or English when asked."""

import pytest

from engine.base.text import Text
from tests.web.cli.conftest import Spawn
from web.cli.language import choose_language, load_translations


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        ([], {}, "vi"),
        ([], {"LANG": "C.UTF-8"}, "vi"),
        ([], {"LANG": "vi_VN.UTF-8"}, "vi"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LC_ALL": "vi_VN.UTF-8", "LANG": "en_GB.UTF-8"}, "vi"),
        (["--lang", "en"], {}, "en"),
        (["--lang=vi"], {"LANG": "en_US"}, "vi"),
    ],
)
def test_language_is_what_was_asked_for_or_vietnamese(
    arguments: list[str], environ: dict[str, str], language: str
) -> None:
    assert choose_language(arguments, environ) == language


def test_messages_of_other_rooms_are_translated_too() -> None:
    vietnamese = load_translations("vi").gettext
    refused = Text("You are not allowed to do this.")
    assert refused.translated(vietnamese) != str(refused)
    assert refused.translated(load_translations("en").gettext) == str(refused)


def test_help_is_in_the_language_of_the_locale(spawn: Spawn) -> None:
    assert "Check the history of every instance" in spawn("verify", "--help", env={"LANG": "en_US.UTF-8"}).stdout
    assert "Đối chiếu nhật ký" in spawn("verify", "--help", env={"LANG": "vi_VN.UTF-8"}).stdout

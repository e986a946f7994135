"""Where a rule stands, as people read it: without the notes kept beside what was not read in the text of the law."""

import re

from engine.base.text import N_, Text

_OPEN = r"(?:cần đối chiếu|cần kiểm tra|theo trí nhớ)"
NOTE = re.compile(rf"\s*\([^()]*{_OPEN}[^()]*\)|{_OPEN}[^;,]*|chưa xác minh.*", re.IGNORECASE)
ENDS = " ;,."
VERIFIED = "verified"


def plain_source(source: str) -> str:
    """Return where a rule stands without notes on what is still to be compared with its text."""
    return NOTE.sub("", source).strip(ENDS)


def source_told(source: str, status: str = VERIFIED) -> Text | None:
    """Return where a rule stands, for a page; of what was not read in the law, that the body applies it so.

    `status` is the mark of the rule (`verified` or `unverified`). Nothing where nothing is known.
    """
    plain = plain_source(source)
    is_read = status == VERIFIED and plain == source.strip(ENDS)
    if is_read:
        return Text("%(source)s", {"source": plain}) if plain else None
    said = N_("%(source)s, as the body applies it") if plain else N_("as the body applies it")
    return Text(said, {"source": plain})

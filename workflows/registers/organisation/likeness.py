"""Whether one person may stand under two codes."""

import re
from collections.abc import Iterable, Iterator

from engine.base.text import N_, Text
from workflows.registers.organisation.folding import fold_text

_NOUGHTS = re.compile(r"(?<!\d)0+(?=\d)")
Who = tuple[str, str, str, int | None]


class Likenesses:
    """People met so far by code, name, unit and year of birth: each next one is compared with them."""

    def __init__(self, known: Iterable[Who] = ()) -> None:
        self._by_code: dict[str, str] = {}
        self._by_name: dict[tuple[str, str, int | None], str] = {}
        for who in known:
            self._keep(*who)

    def meet(self, code: str, name: str, unit: str, born: int | None) -> Iterator[Text]:
        """Yield who it may be under another code, and remember them."""
        same_code = self._by_code.get(_bare(code), code)
        same_name = self._by_name.get((fold_text(name), unit, born), code)
        if same_code != code:
            yield Text(N_("Perhaps the same person as %(code)s: only noughts or capitals differ."), {"code": same_code})
        elif same_name != code:
            said = N_("Perhaps the same person as %(code)s: same name, unit and year of birth.")
            yield Text(said, {"code": same_name})
        self._keep(code, name, unit, born)

    def _keep(self, code: str, name: str, unit: str, born: int | None) -> None:
        self._by_code.setdefault(_bare(code), code)
        self._by_name.setdefault((fold_text(name), unit, born), code)


def _bare(code: str) -> str:
    """Return a code without capitals, marks and leading noughts: `CB-0012` is `cb-12`."""
    return _NOUGHTS.sub("", fold_text(code))

"""What every run takes of tests that go through many like cases, and what `make soak` takes: BANGVANG_WHOLE=1, all."""

import os
from collections.abc import Sequence
from typing import Any
from zlib import crc32

WHOLE = os.environ.get("BANGVANG_WHOLE") == "1"


def taken(cases: Sequence[Any], cut: Sequence[Any]) -> Sequence[Any]:
    """Return all cases where the whole is asked for, and else the cut that stands for them."""
    return cases if WHOLE else cut


def one_by_name(kinds: Sequence[Any], name: str) -> Sequence[Any]:
    """Return all kinds where the whole is asked for, and else one, by a name: the same in every run."""
    return kinds if WHOLE else (kinds[crc32(name.encode()) % len(kinds)],)

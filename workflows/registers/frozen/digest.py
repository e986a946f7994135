"""The digest of a content: SHA-256 over its canonical JSON."""

import hashlib
import json
from typing import Any

from engine.model.values import encode

SHORT = 12


def digest_of(content: Any) -> str:
    """Return the digest of a content, the same whatever the order its names were written in."""
    plain = json.loads(encode(content))
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def short(digest: str | None) -> str:
    """Return the beginning of a digest, as papers and pages print it."""
    return (digest or "")[:SHORT]

"""A release's address: the SHA-256 of its content, whatever the order of its files."""

import hashlib
from collections.abc import Mapping


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()


def release_digest(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over the sorted, length-prefixed paths and contents of a release."""
    digest = hashlib.sha256()
    for path in sorted(files):
        for part in (path.encode(), files[path]):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()

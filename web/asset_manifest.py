"""Addresses of built files, each with the hash of its content."""

import json
from functools import lru_cache
from pathlib import Path

from flask import current_app, url_for

BUILD = Path(__file__).parent / "static" / "build"


class AssetsNotBuiltError(RuntimeError):
    """The browser files are missing: run `npm ci && npm run build` in web/assets."""


def asset(name: str) -> str:
    """Return the address of a built file; its content hash in the address lets browsers keep it.

    Raises AssetsNotBuiltError when the build has not run or made no such file.
    """
    return url_for("static", filename=f"build/{name}", v=_hash_of(name))


def _hash_of(name: str) -> str:
    manifest = BUILD / "manifest.json"
    if not manifest.exists():
        if current_app.testing:
            return "unbuilt"  # Page tests run without Node; journeys build first.
        raise AssetsNotBuiltError(AssetsNotBuiltError.__doc__)
    hashes = _read_manifest(manifest.stat().st_mtime_ns)
    if name not in hashes:
        raise AssetsNotBuiltError(f"{name} is not in the built manifest")
    return hashes[name]


@lru_cache(maxsize=2)
def _read_manifest(_changed_at: int) -> dict[str, str]:
    found: dict[str, str] = json.loads((BUILD / "manifest.json").read_text())
    return found

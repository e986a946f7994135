"""Addresses of what the browser loads, each with a hash of its content."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from flask import current_app, g, request, url_for

STATIC = Path(__file__).resolve().parents[1] / "static"
MANIFEST = STATIC / "build" / "manifest.json"
BUILD = "build/"
LETTERS = "fonts/"


class AssetsNotBuiltError(RuntimeError):
    """The browser files are missing: run `npm ci && npm run build` in web/assets."""


def asset(name: str) -> str:
    """Return the address of a file under static; the hash in it lets browsers keep the file.

    Names beginning with `build/` are what web/assets builds: `asset('build/viewer.js')`. A page with dozens of icons
    looks at their file once. Raises AssetsNotBuiltError when the build has not run or made no such file.
    """
    known: dict[str, str] = g.setdefault("assets", {})
    if name not in known:
        known[name] = _address_now(name)
    return known[name]


def letters() -> list[str]:
    """Return the addresses of the pages' letters, which each page asks for as soon as it is read."""
    names = _read_manifest(MANIFEST.stat().st_mtime_ns) if MANIFEST.exists() else {}
    return [asset(BUILD + name) for name in names if name.startswith(LETTERS)]


def _address_now(name: str) -> str:
    path = MANIFEST if name.startswith(BUILD) else STATIC / name
    changed_at = path.stat().st_mtime_ns if path.exists() else 0
    return _address(current_app.testing, request.script_root, name, path, changed_at)


@lru_cache(maxsize=512)
def _address(_testing: bool, _root: str, name: str, _path: Path, _changed_at: int) -> str:
    version = _built_hash(name.removeprefix(BUILD)) if name.startswith(BUILD) else _kept_hash(name)
    return url_for("static", filename=name, v=version)


def _built_hash(name: str) -> str:
    if not MANIFEST.exists():
        if current_app.testing:
            return "unbuilt"  # Page tests run without Node; journeys build first.
        raise AssetsNotBuiltError(AssetsNotBuiltError.__doc__)
    hashes = _read_manifest(MANIFEST.stat().st_mtime_ns)
    if name not in hashes:
        raise AssetsNotBuiltError(f"{name} is not in the built manifest")
    return hashes[name]


def _kept_hash(name: str) -> str:
    path = STATIC / name
    return _hash_file(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read_manifest(_changed_at: int) -> dict[str, str]:
    found: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=256)
def _hash_file(path: Path, _changed_at: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]

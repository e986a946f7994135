"""Addresses of what the browser loads, each with a hash of its content."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from flask import current_app, g, request, url_for
from markupsafe import Markup

STATIC = Path(__file__).resolve().parents[1] / "static"
MANIFEST = STATIC / "build" / "manifest.json"
BUILD = "build/"
LETTERS = "fonts/"
ICON = Markup('  <svg class="icon{kind}" aria-hidden="true" focusable="false"><use href="{sheet}#{name}"></use></svg>')


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


def icon(name: str, size: str = "") -> Markup:
    """Return an icon of the sheet that the browser loads once."""
    return _icon(asset("build/icons.svg"), name, size)


@lru_cache(maxsize=1024)
def _icon(sheet: str, name: str, size: str) -> Markup:
    kind = Markup(" {}").format(size) if size else ""
    return ICON.format(kind=kind, sheet=sheet, name=name)


def letters() -> list[str]:
    """Return the addresses of the pages' letters, which each page asks for as soon as it is read."""
    changed_at = _changed_at(MANIFEST)
    names = _read_manifest(changed_at) if changed_at else {}
    return [asset(BUILD + name) for name in names if name.startswith(LETTERS)]


def _address_now(name: str) -> str:
    path = MANIFEST if name.startswith(BUILD) else STATIC / name
    return _address(current_app.testing, request.script_root, name, path, _changed_at(path))


def _changed_at(path: Path) -> int:
    """Return when a file changed, as a page saw it first: most names are those of one manifest."""
    seen: dict[Path, int] = g.setdefault("asset_files", {})
    if path not in seen:
        seen[path] = path.stat().st_mtime_ns if path.exists() else 0
    return seen[path]


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

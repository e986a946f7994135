"""Addresses of static files change with their content, and what npm brings is pinned."""

import json
from pathlib import Path

import pytest
from flask import Flask

from web.layout import asset_manifest
from web.layout.asset_manifest import AssetsNotBuiltError, asset

ASSETS = Path(__file__).resolve().parents[2] / "web" / "assets"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a static folder of its own with one built file."""
    build = tmp_path / "build"
    build.mkdir()
    (build / "manifest.json").write_text(json.dumps({"viewer.js": "abc"}))
    (tmp_path / "page.css").write_text("a {}")
    monkeypatch.setattr(asset_manifest, "STATIC", tmp_path)
    monkeypatch.setattr(asset_manifest, "MANIFEST", build / "manifest.json")
    return tmp_path


def address(name: str) -> str:
    with Flask("web").test_request_context():
        return asset(name)


def test_a_built_file_carries_the_hash_of_the_manifest(site: Path) -> None:
    assert address("build/viewer.js") == "/static/build/viewer.js?v=abc"


def test_a_file_gets_another_address_when_it_changes(site: Path) -> None:
    before = address("page.css")
    (site / "page.css").write_text("b { color: red }")
    assert address("page.css") != before


def test_what_was_not_built_is_named(site: Path) -> None:
    with pytest.raises(AssetsNotBuiltError, match=r"none\.js"):
        address("build/none.js")
    (site / "build" / "manifest.json").unlink()
    with pytest.raises(AssetsNotBuiltError, match="npm ci"):
        address("build/viewer.js")


def test_npm_packages_are_pinned_by_content_and_name_no_host() -> None:
    packages = json.loads((ASSETS / "package-lock.json").read_text())["packages"]
    installed = [entry for path, entry in packages.items() if path]
    assert [entry for entry in installed if not entry.get("integrity", "").startswith("sha512-")] == []
    assert [entry["resolved"] for entry in installed if "resolved" in entry] == []
    wanted = json.loads((ASSETS / "package.json").read_text())
    versions = {**wanted["dependencies"], **wanted["devDependencies"]}.values()
    assert [version for version in versions if not version[0].isdigit()] == []


def test_npm_runs_no_script_of_a_package() -> None:
    assert "ignore-scripts=true" in (ASSETS / ".npmrc").read_text().splitlines()

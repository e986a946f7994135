"""What is committed: nothing of this machine, no address of a registry, every library's licence named."""

import json
import re
import tomllib

import pytest

from tests.architecture.sources import HOME, committed_files

TEXT_SUFFIXES = {
    ".bpmn",
    ".cfg",
    ".css",
    ".csv",
    ".dmn",
    ".html",
    ".ini",
    ".js",
    ".json",
    ".lock",
    ".mako",
    ".md",
    ".mjs",
    ".po",
    ".py",
    ".sh",
    ".svg",
    ".toml",
    ".txt",
    ".xml",
    ".yaml",
    ".yml",
    "",
}
# Put together here, so that this file does not name them itself.
REGISTRIES = [
    "registry." + "npmjs.org",
    "pypi." + "org",
    "files." + "pythonhosted.org",
    "registry." + "yarnpkg.com",
    "deb." + "debian.org",
    "crates." + "io",
    "proxy." + "golang.org",
]
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:work|root|home/\w+|Users/\w+)/")
SECRETS = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:AKIA|ghp_|xox[bap]-)\w{12,}")


def texts() -> list[tuple[str, str]]:
    """Return the committed text files with their content."""
    paths = [path for path in committed_files() if path.suffix in TEXT_SUFFIXES]
    return [(str(path), (HOME / path).read_text(encoding="utf-8")) for path in paths]


def test_no_file_names_a_package_registry() -> None:
    assert [(name, host) for name, text in texts() for host in REGISTRIES if host in text] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert [(name, found.group()) for name, text in texts() for found in MACHINE_PATHS.finditer(text)] == []


def test_no_file_holds_a_key() -> None:
    assert [name for name, text in texts() if SECRETS.search(text)] == []


@pytest.mark.parametrize("lock", ["run.lock", "dev.lock"])
def test_every_locked_package_has_a_hash(lock: str) -> None:
    text = (HOME / "requirements" / lock).read_text()
    packages = re.split(r"\n(?=[a-z0-9])", text)
    assert [block.split()[0] for block in packages if "--hash=sha256:" not in block] == []
    assert "://" not in text


def test_locks_agree_on_versions() -> None:
    pinned = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)
    run, dev = (dict(pinned.findall((HOME / "requirements" / name).read_text())) for name in ("run.lock", "dev.lock"))
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


def test_locks_hold_every_declared_package() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text())["project"]
    names = {re.split(r"[\[<>=]", line)[0] for line in project["dependencies"]}
    lock = (HOME / "requirements" / "run.lock").read_text()
    assert [name for name in names if f"\n{name}==" not in f"\n{lock}"] == []


def test_browser_lock_pins_every_package_by_content() -> None:
    lock = json.loads((HOME / "web" / "assets" / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []


def test_browser_libraries_are_pinned_exactly_and_named_in_the_notice() -> None:
    package = json.loads((HOME / "web" / "assets" / "package.json").read_text())
    libraries = package["dependencies"]
    assert {name: version for name, version in libraries.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)} == {}
    notice = (HOME / "NOTICE").read_text(encoding="utf-8")
    assert [name for name in libraries if name not in notice] == []


def test_python_libraries_are_named_in_the_notice() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text())["project"]
    notice = (HOME / "NOTICE").read_text(encoding="utf-8").lower()
    names = [re.split(r"[\[<>=]", line)[0] for line in project["dependencies"]]
    assert [name for name in names if name not in notice] == []

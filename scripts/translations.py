"""Extract messages into the catalogues, compile them, and tell what is not translated.

translations.py update            write new messages of every room into its catalogue
translations.py compile FILE...   make the .mo files
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOME = Path(__file__).resolve().parent.parent
ROOMS = ("engine", "forms", "workflows", "web/cli", "web")
KEYWORDS = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "_l": None}
METHODS = [
    ("cli/**", "ignore"),
    ("assets/**", "ignore"),
    ("static/**", "ignore"),
    ("migrations/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2.ext:babel_extract"),
    ("**/templates/**.txt", "jinja2.ext:babel_extract"),
]


def catalogue_path(room: str) -> Path:
    """Return where a room keeps its Vietnamese."""
    return HOME / room / "translations" / "vi" / "LC_MESSAGES" / "messages.po"


def read_catalogue(path: Path) -> Catalog:
    """Read one catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale="vi")


def compile_catalogue(path: Path) -> None:
    """Write the compiled form of a catalogue beside it."""
    catalogue = read_catalogue(path)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue, use_fuzzy=False)


def extract(room: str) -> Catalog:
    """Collect the messages that a room's code and templates mark."""
    found = Catalog(charset="utf-8", fuzzy=False)
    methods = METHODS if room == "web" else [("**.py", "python")]
    for name, line, message, _comments, context in extract_from_dir(HOME / room, methods, {}, KEYWORDS):
        found.add(message, None, [(f"{room}/{name}", line)], context=context)
    return found


def missing_messages(room: str) -> list[str]:
    """Return what a room says without a Vietnamese for it, and what is marked as doubtful."""
    path = catalogue_path(room)
    known = read_catalogue(path) if path.exists() else Catalog()
    said = [message.id for message in extract(room) if message.id]
    lacking = [str(text) for text in said if not _is_translated(known.get(text))]
    return lacking + [f"{entry.id} (fuzzy)" for entry in known if entry.id and entry.fuzzy]


def _is_translated(entry: Message | None) -> bool:
    if entry is None:
        return False
    forms = [entry.string] if isinstance(entry.string, str) else entry.string
    return bool(forms) and all(forms)


def update(room: str) -> None:
    """Write a room's new messages into its catalogue, and drop those that nothing says any more."""
    path = catalogue_path(room)
    known = read_catalogue(path) if path.exists() else Catalog(locale="vi", fuzzy=False)
    known.update(extract(room), no_fuzzy_matching=True, update_creation_date=False)
    known.obsolete.clear()
    known.project, known.version = "Bảng Vàng", "1"
    known.header_comment = f"# Vietnamese of Bảng Vàng: {room}"
    known.msgid_bugs_address = known.last_translator = ""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, known, width=120, include_lineno=False, omit_header=False)


def main(arguments: list[str]) -> int:
    """Do what the first argument says."""
    if arguments[:1] == ["compile"]:
        for path in arguments[1:]:
            compile_catalogue(Path(path))
        return 0
    if arguments[:1] == ["update"]:
        for room in arguments[1:] or ROOMS:
            update(room)
        return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

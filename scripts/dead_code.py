"""Name functions, classes and methods that nothing uses; what a template, a script or a decorator reaches is used.

What only tests use is used by nothing: the product is looked at alone first, then all together.
Columns and fields are left aside: a history is kept for whoever reads the tables, not for a line of code.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

HOME = Path(__file__).resolve().parent.parent
PRODUCT = ("engine", "forms", "web", "workflows", "scripts")
LEFT_OUT = ["*/node_modules/*", "*/web/migrations/*"]
KINDS = {"function", "class", "method", "property", "import", "unreachable_code"}
WORD = re.compile(r"[A-Za-z_]\w+")
DECORATED = [
    "@*.*",
    "@action",
    "@aggregate*",
    "@builtin*",
    "@compiles*",
    "@field_validator*",
    "@model_validator*",
    "@fixture*",
    "@function*",
    "@node*",
]
CALLED_BY_NAME = [
    *("test_*", "pytest_*"),
    *("process_bind_param", "process_result_value", "bind_processor", "result_processor"),  # SQLAlchemy
    *("load_config", "fetch", "collect"),  # gunicorn, WeasyPrint, prometheus_client
    *("find_spec", "exec_module"),  # Python's imports
    *("do_GET", "do_POST", "log_message"),  # Python's servers
    *("load_bytecode", "dump_bytecode"),  # Jinja
    *("list_commands", "get_command", "format_commands"),  # click
    *("import_bpmn", "export_bpmn"),  # the corpora
    *("guarded", "maze", "web"),  # the kinds of blocks that the drawer of random processes draws
]

FOR_TESTS = [
    *("armed", "missing_messages"),  # where a test kills the process; what a test says of the catalogues
    *("get_task_from_id", "percent"),  # SpiffWorkflow; read by its name for forms
    *("evaluate_service", "matches"),  # of the standards, and asked by their test kits: a decision service, unary tests
    "Image",  # the type of what a quoted signature names
]


def main() -> int:
    """Print what is unused and tell by the exit code whether there is any."""
    unused = [*unused_in(PRODUCT, FOR_TESTS), *unused_in((*PRODUCT, "tests"), [])]
    for item in unused:
        print(f"{Path(item.filename).relative_to(HOME)}:{item.first_lineno}: unused {item.typ} {item.name}")
    return 1 if unused else 0


def unused_in(rooms: tuple[str, ...], besides: list[str]) -> list[Item]:
    """Return what nothing within some rooms uses, some names left aside."""
    vulture = Vulture(ignore_names=[*CALLED_BY_NAME, *besides], ignore_decorators=DECORATED)
    vulture.scavenge([str(HOME / room) for room in rooms], exclude=LEFT_OUT)
    vulture.used_names.update(words_of_templates())
    return [item for item in vulture.get_unused_code(min_confidence=60) if item.typ in KINDS]


def words_of_templates() -> Iterator[str]:
    """Yield every word of the templates: what they might ask of an object."""
    for path in (HOME / "web" / "templates").rglob("*.html"):
        yield from WORD.findall(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())

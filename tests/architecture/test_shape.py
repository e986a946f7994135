"""How the code is cut: short functions, short modules, queries in one place, names of our own."""

import ast
from importlib import metadata

from tests.architecture.sources import HOME, ROOMS, modules

LONGEST_FUNCTION = 40
LONGEST_MODULE = 300
NINE_IN_TEN = 15
QUERY_BUILDERS = {"select", "insert", "update", "delete", "text", "union", "union_all", "exists"}
QUERY_METHODS = {"query", "exec_driver_sql"}
# The driver's own pragmas and the tables' versions are not questions to the data.
NOT_QUERIES = {
    *("engine/store/database.py", "web/cli/schema.py"),
    *(f"workflows/registers/nominations/{one}/triggers.py" for one in ("tally", "words")),  # beside their tables
}


def test_functions_are_short() -> None:
    long = [
        f"{path}:{node.lineno} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_nine_functions_in_ten_are_shorter() -> None:
    nodes = [node for _path, tree in modules() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    lengths = sorted(node.end_lineno - node.lineno + 1 for node in nodes if node.end_lineno)
    assert lengths[len(lengths) * 9 // 10] <= NINE_IN_TEN


def test_modules_are_short() -> None:
    lengths = {str(path): len((HOME / path).read_text(encoding="utf-8").splitlines()) for path, _tree in modules()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_only_stores_build_queries() -> None:
    found = [
        f"{path}:{line}"
        for path, tree in modules()
        if "store" not in path.with_suffix("").parts and str(path) not in NOT_QUERIES
        for line in query_lines(tree, defines_tables="model" in path.with_suffix("").parts)
    ]
    assert found == []


def test_query_check_sees_a_query_wherever_it_is_built() -> None:
    for source in (
        "from sqlalchemy import select\nselect(1)",
        "from sqlalchemy import text as t\nt('x')",
        "import sqlalchemy as sa\nsa.select(1)",
        "session.query(Unit)",
    ):
        assert query_lines(ast.parse(source), defines_tables=False)


def query_lines(tree: ast.Module, *, defines_tables: bool) -> list[int]:
    """Return the lines that build a query; SQL in a table's definition (an index's condition) is none."""
    names = sqlalchemy_names(tree, QUERY_BUILDERS - {"text"} if defines_tables else QUERY_BUILDERS)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if ast.unparse(call.func) in names or asks_session(call.func)]


def sqlalchemy_names(tree: ast.Module, builders: set[str]) -> set[str]:
    """Return the names under which a module knows SQLAlchemy's query builders."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
            names |= {alias.asname or alias.name for alias in node.names if alias.name in builders}
        if isinstance(node, ast.Import):
            known = [alias.asname or alias.name for alias in node.names if alias.name == "sqlalchemy"]
            names |= {f"{name}.{builder}" for name in known for builder in builders}
    return names


def asks_session(called: ast.expr) -> bool:
    """Tell whether a call asks a session or a connection in words of its own."""
    if not isinstance(called, ast.Attribute) or called.attr not in QUERY_METHODS:
        return False
    return ast.unparse(called.value).endswith(("session", "connection"))


def test_no_other_distribution_owns_a_name_of_ours() -> None:
    owners = metadata.packages_distributions()
    assert {room: owners[room] for room in ROOMS if set(owners.get(room, [])) - {"bangvang"}} == {}


def test_names_of_modules_tell_what_they_are_about() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "base_service", "managers", "services"}
    assert [str(path) for path, _tree in modules() if vague & set(path.with_suffix("").parts)] == []

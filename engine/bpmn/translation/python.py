"""Expressions and assignments in Python, as SpiffWorkflow's diagrams hold them, in FEEL; nothing is ever run."""

import ast

from engine.bpmn.translation.juel import quoted
from engine.bpmn.translation.note import UntranslatableError

MAX_TEXT = 4000
_SIGNS: dict[type, str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.And: "and", ast.Or: "or",
    ast.Eq: "=", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "=", ast.IsNot: "!=",
}  # fmt: skip
_CALLS = {
    "sum": "sum",
    "min": "min",
    "max": "max",
    "abs": "abs",
    "str": "string",
    "any": "any",
    "all": "all",
}

_OF_ANY_KIND = ast.Name | ast.Attribute | ast.Subscript


def to_feel(text: str) -> str:
    """Return a Python expression in FEEL. Raises UntranslatableError."""
    if len(text) > MAX_TEXT:
        raise UntranslatableError("…")
    try:
        return _whole(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UntranslatableError(text[:60]) from error


def _whole(node: ast.expr) -> str:
    """Return an expression in FEEL; an operator that FEEL lacks and endless nesting are refused alike."""
    try:
        return _feel(node)
    except (KeyError, RecursionError) as error:
        raise UntranslatableError(type(node).__name__) from error


def assignments(text: str) -> list[tuple[str, str]]:
    """Return a script that only assigns expressions to names, as (name, FEEL). Raises UntranslatableError."""
    return [(name, _whole(value)) for name, value in _assigned(text)]


def entries(text: str) -> list[tuple[str, str]]:
    """Return such a script as entries of one context: what is assigned again later has a name of its own before."""
    lines, called, found = _assigned(text), _Called(), []
    last = {name: place for place, (name, _) in enumerate(lines)}
    for place, (name, value) in enumerate(lines):
        said = _whole(called.visit(value))
        called.names[name] = name if last[name] == place else f"_{name}_{place}"
        found.append((called.names[name], said))
    return found


class _Called(ast.NodeTransformer):
    """Calls variables in an expression by what they are called now."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Return a variable by its name now."""
        return ast.Name(self.names.get(node.id, node.id), node.ctx)


def _assigned(text: str) -> list[tuple[str, ast.expr]]:
    if len(text) > MAX_TEXT:
        raise UntranslatableError("…")
    try:
        body = ast.parse(text.strip()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UntranslatableError(text[:60]) from error
    found = []
    for line in body:
        if not (isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name)):
            raise UntranslatableError(ast.unparse(line)[:60])
        found.append((line.targets[0].id, line.value))
    return found


def is_python(text: str) -> bool:
    """Tell whether a text reads as a script in Python; nothing is run."""
    try:
        return len(text) <= MAX_TEXT and bool(ast.parse(text).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _feel(node: ast.expr) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each kind
    match node:
        case ast.Constant(value=bool() | None):
            return {True: "true", False: "false", None: "null"}[node.value]  # type: ignore[index]
        case ast.Constant(value=int() | float()):
            return repr(node.value)
        case ast.Constant(value=str()):
            return quoted(str(node.value))
        case ast.Name():
            return node.id
        case ast.Attribute():
            return f"{_part(node.value)}.{node.attr}"
        case ast.BoolOp() if all(map(_may_decide, node.values)):
            return "(" + f" {_SIGNS[type(node.op)]} ".join(map(_branch, node.values)) + ")"
        case ast.UnaryOp(op=ast.Not()):
            return f"not({_feel(node.operand)})"
        case ast.UnaryOp(op=ast.USub()):
            return f"-{_part(node.operand)}"
        case ast.BinOp(op=ast.Add()) if isinstance(node.left, ast.List) or isinstance(node.right, ast.List):
            return f"concatenate({_feel(node.left)}, {_feel(node.right)})"
        case ast.BinOp() if type(node.op) in _SIGNS and not _repeats(node):
            return f"({_part(node.left)} {_SIGNS[type(node.op)]} {_part(node.right)})"
        case ast.BinOp(op=ast.Mod()) if not _is_text(node.left):
            return f"modulo({_feel(node.left)}, {_feel(node.right)})"
        case ast.Compare(ops=[ast.In()]):
            return _among(node)
        case ast.Compare(ops=[ast.NotIn()]):
            return f"not({_among(node)})"
        case ast.Compare() if len(node.ops) == 1:
            return f"{_part(node.left)} {_SIGNS[type(node.ops[0])]} {_part(node.comparators[0])}"
        case ast.IfExp():
            return f"if {_feel(node.test)} then {_feel(node.body)} else {_feel(node.orelse)}"
    return _gathered(node)


def _place(node: ast.expr, place: str | int) -> str:
    """Return what picks an entry by its name, or an item by its number from 0, in FEEL."""
    if isinstance(place, str) and place.isidentifier():
        return f".{place}"
    if isinstance(place, int) and not isinstance(place, bool) and place >= 0:
        return f"[{place + 1}]"
    raise UntranslatableError(ast.unparse(node)[:60])


def _branch(node: ast.expr) -> str:
    """Return a part of an expression in FEEL, where a choice would take in all that follows it."""
    return f"({_feel(node)})" if isinstance(node, ast.IfExp) else _feel(node)


def _part(node: ast.expr) -> str:
    """Return a part of an expression in FEEL that binds closer than a comparison."""
    is_test = isinstance(node, ast.Compare) and not isinstance(node.ops[0], ast.In | ast.NotIn)
    return f"({_feel(node)})" if is_test else _branch(node)


def _may_decide(node: ast.expr) -> bool:
    """Tell whether a part of “and” and “or” may be true or false; Python picks other values by them, FEEL does not."""
    return not isinstance(node, ast.Constant | ast.List | ast.Tuple | ast.Dict) or _is_bool(node)


def _is_bool(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, bool)


def _repeats(node: ast.BinOp) -> bool:
    """Tell whether a text or a list is multiplied, which repeats it."""
    return isinstance(node.op, ast.Mult) and any(
        _is_text(x) or isinstance(x, ast.List) for x in (node.left, node.right)
    )


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _among(node: ast.Compare) -> str:
    """Return that something is in a list, or in a text where it may be one: Python says both alike."""
    item, whole = _feel(node.left), node.comparators[0]
    if _is_text(whole):
        return f"contains({_feel(whole)}, {item})"
    listed = f"list contains({_feel(whole)}, {item})"
    if not isinstance(whole, _OF_ANY_KIND) or _is_number(node.left):
        return listed
    return f"(if {_feel(whole)} instance of string then contains({_feel(whole)}, {item}) else {listed})"


def _length(whole: ast.expr) -> str:
    """Return how long a list is, or a text where it may be one."""
    told = _feel(whole)
    if _is_text(whole):
        return f"string length({told})"
    if not isinstance(whole, _OF_ANY_KIND):
        return f"count({told})"
    return f"(if {told} instance of string then string length({told}) else count({told}))"


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and not isinstance(node.value, str)


def _gathered(node: ast.expr) -> str:
    """Return a list, a context, a part of one, or a call of a function that FEEL has too."""
    match node:
        case ast.List() | ast.Tuple():
            return "[" + ", ".join(map(_feel, node.elts)) + "]"
        case ast.Dict() if all(isinstance(key, ast.Constant) for key in node.keys):
            pairs = zip(node.keys, node.values, strict=True)
            return "{" + ", ".join(f"{quoted(str(k.value))}: {_feel(v)}" for k, v in pairs) + "}"  # type: ignore[union-attr]
        case ast.Subscript(slice=ast.Constant(value=str() | int() as place)):
            return _part(node.value) + _place(node, place)
        case ast.Call(func=ast.Name(id="len"), args=[whole], keywords=[]):
            return _length(whole)
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in _CALLS:
            return f"{_CALLS[name]}({', '.join(map(_feel, node.args))})"
    raise UntranslatableError(ast.unparse(node)[:60])

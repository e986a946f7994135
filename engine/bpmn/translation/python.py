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
    "len": "count",
    "sum": "sum",
    "min": "min",
    "max": "max",
    "abs": "abs",
    "str": "string",
    "any": "any",
    "all": "all",
}


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
        found.append((line.targets[0].id, _whole(line.value)))
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
            return f"{_feel(node.value)}.{node.attr}"
        case ast.BoolOp():
            return "(" + f" {_SIGNS[type(node.op)]} ".join(map(_feel, node.values)) + ")"
        case ast.UnaryOp(op=ast.Not()):
            return f"not({_feel(node.operand)})"
        case ast.UnaryOp(op=ast.USub()):
            return f"-{_feel(node.operand)}"
        case ast.BinOp() if type(node.op) in _SIGNS:
            return f"({_feel(node.left)} {_SIGNS[type(node.op)]} {_feel(node.right)})"
        case ast.BinOp(op=ast.Mod()):
            return f"modulo({_feel(node.left)}, {_feel(node.right)})"
        case ast.Compare(ops=[ast.In()]):
            return f"list contains({_feel(node.comparators[0])}, {_feel(node.left)})"
        case ast.Compare(ops=[ast.NotIn()]):
            return f"not(list contains({_feel(node.comparators[0])}, {_feel(node.left)}))"
        case ast.Compare() if len(node.ops) == 1:
            return f"{_feel(node.left)} {_SIGNS[type(node.ops[0])]} {_feel(node.comparators[0])}"
        case ast.IfExp():
            return f"if {_feel(node.test)} then {_feel(node.body)} else {_feel(node.orelse)}"
    return _gathered(node)


def _gathered(node: ast.expr) -> str:
    """Return a list, a context, a part of one, or a call of a function that FEEL has too."""
    match node:
        case ast.List() | ast.Tuple():
            return "[" + ", ".join(map(_feel, node.elts)) + "]"
        case ast.Dict() if all(isinstance(key, ast.Constant) for key in node.keys):
            pairs = zip(node.keys, node.values, strict=True)
            return "{" + ", ".join(f"{quoted(str(k.value))}: {_feel(v)}" for k, v in pairs) + "}"  # type: ignore[union-attr]
        case ast.Subscript(slice=ast.Constant(value=str() as name)) if name.isidentifier():
            return f"{_feel(node.value)}.{name}"
        case ast.Subscript(slice=ast.Constant(value=int() as place)) if place >= 0:
            return f"{_feel(node.value)}[{place + 1}]"
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in _CALLS:
            return f"{_CALLS[name]}({', '.join(map(_feel, node.args))})"
    raise UntranslatableError(ast.unparse(node)[:60])

"""Small faults a hand might make, each planted alone in a module's source."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True)
class Mutant:
    """A module with one fault: where it stands, what was changed, and the whole source."""

    line: int
    change: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its lines. Texts, annotations and imports stay."""
    tree = ast.parse(source)
    for place, node in enumerate(ast.walk(tree)):
        for faulty in _faults(node):
            changed = copy.deepcopy(tree)
            _replace(changed, place, faulty)
            text = f"{ast.unparse(node)[:60]} → {ast.unparse(faulty)[:60]}"
            yield Mutant(getattr(node, "lineno", 0), text, ast.unparse(ast.fix_missing_locations(changed)))


def _faults(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left=left, ops=[only], comparators=right) if type(only) in COMPARISONS:
            yield ast.Compare(left, [COMPARISONS[type(only)]()], right)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC and not _is_type(left, right):
            yield ast.BinOp(left, ARITHMETIC[type(op)](), right)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Raise():
            yield ast.Pass()
        case _:
            yield from _other_faults(node)


def _other_faults(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
        case ast.If(test=ast.Name() | ast.Call() | ast.Attribute() as test, body=body, orelse=orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)


def _is_type(*operands: ast.expr) -> bool:
    """Tell whether `a | b` is a type: one side is None or begins with a capital."""
    texts = [ast.unparse(operand) for operand in operands]
    return any(text == "None" or text[:1].isupper() for text in texts)


def _replace(tree: ast.Module, place: int, faulty: ast.AST) -> None:
    wanted = next(node for number, node in enumerate(ast.walk(tree)) if number == place)
    for parent in ast.walk(tree):
        for field, held in ast.iter_fields(parent):
            if held is wanted:
                setattr(parent, field, faulty)
                return
            if isinstance(held, list) and any(one is wanted for one in held):
                held[next(number for number, one in enumerate(held) if one is wanted)] = faulty
                return

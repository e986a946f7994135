"""The FEEL expression language of DMN 1.5."""

from engine.feel.errors import FeelError, FeelLimitError, FeelSyntaxError
from engine.feel.expression import (
    Evaluation,
    Expression,
    UnaryTests,
    compile_expression,
    compile_unary_tests,
    register_function,
)
from engine.feel.showing import show
from engine.feel.values import Range, YearsMonthsDuration

__all__ = [
    "Evaluation",
    "Expression",
    "FeelError",
    "FeelLimitError",
    "FeelSyntaxError",
    "Range",
    "UnaryTests",
    "YearsMonthsDuration",
    "compile_expression",
    "compile_unary_tests",
    "register_function",
    "show",
]

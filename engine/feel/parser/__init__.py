"""FEEL source to a tree: recursive descent with operator precedence, over names that may hold spaces."""

from engine.feel.parser.expressions import Parsed, parse_expression, parse_scoped, parse_unary_tests

__all__ = ["Parsed", "parse_expression", "parse_scoped", "parse_unary_tests"]

"""Unary tests: the cells of decision tables."""

from datetime import date
from typing import Any
from unicodedata import normalize

import pytest

from engine.feel import compile_unary_tests


@pytest.mark.parametrize(
    ("source", "value", "passes"),
    [
        ("-", None, True),
        ('"CTDCP"', "CTDCP", True),
        ('"CTDCP", "BKTT"', "BKTT", True),
        ('not("CTDCP", "BKTT")', "HCLD", True),
        ('not("CTDCP")', "CTDCP", False),
        ("< 5", 4, True),
        (">= 0.8", 0.8, True),
        ("[1..5)", 5, False),
        ("]1..5]", 5, True),
        ("< 3, > 7", 8, True),
        ("< 3, > 7", 5, False),
        ("null", None, True),
        ("< 5", None, False),
        ("not(< 5)", None, False),
        ("not(< 5)", 7, True),
        ("[nothing..100]", 85, False),
        ("[1..nothing]", 85, False),
        ("not([nothing..100])", 85, False),
        ("not([1..3])", 85, True),
        ("not(> nothing)", 85, False),
        ('"Đề nghị"', normalize("NFD", "Đề nghị"), True),
        ('["Đề".."Đề nghị"]', normalize("NFD", "Đề nghị"), True),
        ("true", True, True),
        ("false", False, True),
        ("false", True, False),
        ("? > 2 and ? < 5", 3, True),
        ('contains(?, "bộ")', "CSTĐ bộ", True),
        ('starts with(?, "x")', "y", False),
        ("limit", 7, True),
        ("> limit", 8, True),
        ("[low..limit]", 3, True),
        ("[1, 2, 3]", 2, True),
        ("list contains(?, 2)", [1, 2], True),
        ('date("2019-12-31")', date(2019, 12, 31), True),
        ('< @"2020-01-01"', date(2019, 12, 31), True),
        ("-5", -5, True),
        ("[-5..-1]", -3, True),
        ('"a"', 1, False),
        ("not(null)", 1, True),
    ],
)
def test_a_cell_passes_what_it_describes(source: str, value: Any, passes: bool) -> None:
    assert compile_unary_tests(source).matches(value, {"limit": 7, "low": 1, "nothing": None}) is passes

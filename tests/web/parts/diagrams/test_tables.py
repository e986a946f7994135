"""Decision tables as a page shows them."""

from tests.web.parts.diagrams.test_compare import TABLE
from web.parts.diagrams.tables import HIT_POLICIES, read_tables


def test_a_table_has_its_columns_and_rules() -> None:
    (table,) = read_tables(TABLE)
    assert (table.name, table.policy) == ("Điều kiện xét", HIT_POLICIES["FIRST"])
    assert (table.inputs, table.outputs, table.rules) == (["Số năm"], ["eligible"], [[">= 5", "true"]])


def test_an_expression_is_shown_as_it_is() -> None:
    data = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
    <decision id="total" name="Total"><literalExpression id="e"><text>a + b</text></literalExpression></decision>
    </definitions>"""
    (table,) = read_tables(data)
    assert (table.expression, table.rules, table.policy) == ("a + b", [], "")

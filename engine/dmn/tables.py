"""Decision tables (DMN 1.5 section 8)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.base.text import N_, Text
from engine.dmn.builder import Builder, typed
from engine.dmn.coverage import check_coverage
from engine.dmn.hits import POLICIES, RANKED, Hit, Policy, Priorities
from engine.dmn.run import FiredRule, Run
from engine.dmn.xmlnames import Element, child, children, name_of, text_of
from engine.feel.comparison import as_compared
from engine.feel.compiler import Closure
from engine.feel.errors import FeelNullError
from engine.feel.frame import Frame
from engine.feel.inference import known_kind
from engine.feel.types import AnyType
from engine.feel.values import Range

Names = frozenset[str]
#: A table of at least so many rules is indexed by a column.
INDEXED = 8


@dataclass(frozen=True)
class Input:
    """A column of conditions: what is tested, and which values may come."""

    label: str
    value: Closure
    allows: Closure | None


@dataclass(frozen=True)
class Output:
    """A column of results."""

    name: str
    values: list[Closure]
    allows: Closure | None
    default: Closure | None


@dataclass(frozen=True)
class Rule:
    """A row: tests by input column (none where every value passes), results by output column."""

    fired: FiredRule
    tests: tuple[tuple[int, Closure], ...]
    outputs: tuple[Closure, ...]


@dataclass(frozen=True)
class Index:
    """The rules, each with its number, that a text in one column leaves; any other value leaves them all."""

    column: int
    by_text: Mapping[str, list[tuple[int, Rule]]]
    others: list[tuple[int, Rule]]
    all: list[tuple[int, Rule]]

    def rules_for(self, value: Any) -> list[tuple[int, Rule]]:
        """Return the rules to try for a value."""
        return self.by_text.get(as_compared(value), self.others) if type(value) is str else self.all


@dataclass(frozen=True)
class Table:
    """A decision table ready to run."""

    inputs: list[Input]
    outputs: list[Output]
    rules: list[Rule]
    policy: Policy
    is_count: bool = False
    is_first: bool = False
    is_ranked: bool = False
    #: A column of which most rules test one constant, and for each constant the rules that may pass it.
    index: "Index | None" = None

    def decide(self, frame: Frame) -> Any:
        """Return the table's result in a frame; null and a warning where the hit policy is broken."""
        root = frame.root
        root.spend(len(self.rules) + 1)
        try:
            hits = self._hits(self._tested(frame), frame)
            if not hits:
                return self._default(frame)
            value, giving = self.policy(hits, self._priorities(frame) if self.is_ranked else [])
        except FeelNullError as error:
            return root.warn(error.text, 0)
        if isinstance(root, Run):
            root.fired.extend(self._fired(hit) for hit in giving)
        return value

    def _fired(self, hit: Hit) -> FiredRule:
        rule = self.rules[hit.index - 1].fired
        return FiredRule(rule.decision_id, rule.rule_id, rule.index, rule.annotations, hit.value)

    def _tested(self, frame: Frame) -> list[Frame]:
        tested = []
        for column in self.inputs:
            value = column.value(frame)
            inner = Frame({"?": value}, frame, frame.root)
            if column.allows is not None and value is not None and column.allows(inner) is not True:
                raise FeelNullError(Text(N_("“%(name)s” is not one of the allowed values."), {"name": column.label}))
            tested.append(inner)
        return tested

    def _hits(self, tested: list[Frame], frame: Frame) -> list[Hit]:
        hits = []
        index = self.index
        for at, rule in index.rules_for(tested[index.column].vars["?"]) if index else enumerate(self.rules, 1):
            for column, test in rule.tests:
                if test(tested[column]) is not True:
                    break
            else:
                hits.append(self._hit(at, rule, frame))
                if self.is_first:
                    break
        return hits

    def _hit(self, at: int, rule: Rule, frame: Frame) -> Hit:
        outputs = tuple(output(frame) for output in rule.outputs)
        self._check_outputs(outputs, frame)
        return Hit(at, outputs, self._result(outputs))

    def _check_outputs(self, outputs: tuple[Any, ...], frame: Frame) -> None:
        for column, value in zip(self.outputs, outputs, strict=True):
            if column.allows is None or value is None:
                continue
            if column.allows(Frame({"?": value}, frame, frame.root)) is not True:
                raise FeelNullError(Text(N_("“%(name)s” is not one of the allowed values."), {"name": column.name}))

    def _result(self, outputs: tuple[Any, ...]) -> Any:
        if len(outputs) == 1:
            return outputs[0]
        return {column.name: value for column, value in zip(self.outputs, outputs, strict=True)}

    def _default(self, frame: Frame) -> Any:
        if any(column.default for column in self.outputs):
            return self._result(tuple(column.default(frame) if column.default else None for column in self.outputs))
        if self.is_count:
            return self.policy([], [])[0]
        frame.root.warn(Text(N_("No rule matches.")), 0)
        return None

    def _priorities(self, frame: Frame) -> Priorities:
        return [list(_spelt(column, frame)) for column in self.outputs]


def _spelt(column: Output, frame: Frame) -> Iterator[Any]:
    for value in column.values:
        spelt = value(frame)
        if isinstance(spelt, Range):
            continue
        yield spelt


def build_table(builder: Builder, element: Element, names: Names) -> Closure:
    """Compile a decision table."""
    inputs = [_input(builder, column, names) for column in children(element, "input")]
    outputs = [_output(builder, column, element, names) for column in children(element, "output")]
    kinds = [builder.type_of(column) for column in children(element, "output")]
    tested = [_tested_kind(builder, column) for column in children(element, "input")]
    titles = [name_of(column) for column in children(element, "annotation")]
    rules = []
    for at, row in enumerate(children(element, "rule"), 1):
        fired = FiredRule(builder.owner, row.get("id") or str(at), at, _annotations(row, titles))
        cells = [
            typed(_result(builder, cell, names, kind), kind, column.name)
            for cell, kind, column in zip(children(row, "outputEntry"), kinds, outputs, strict=False)
        ]
        if len(cells) != len(outputs) or len(list(children(row, "inputEntry"))) != len(inputs):
            text = Text(N_("Rule %(rule)s does not have one cell for each column."), {"rule": at})
            builder.find(row, "dmn-table-cells", text)
            continue
        rules.append(Rule(fired, _tests(builder, row, names, tested), tuple(cells)))
    texts = [_texts(builder, row) for row in children(element, "rule")]
    table = Table(inputs, outputs, rules, *_policy(builder, element), _index(rules, texts))
    if len(rules) == len(list(children(element, "rule"))):
        check_coverage(builder, element)
    return table.decide


def _texts(builder: Builder, row: Element) -> list[frozenset[str] | None]:
    """Return for each column of a rule the texts that pass, or None if others may."""
    return [builder.listed_texts(text_of(cell, "text")) for cell in children(row, "inputEntry")]


def _index(rules: list[Rule], texts: list[list[frozenset[str] | None]]) -> Index | None:
    """Return the index by the column that the most rules hold a text in; none for a small table."""
    if len(rules) < INDEXED or len(rules) != len(texts):
        return None
    told = [sum(row[column] is not None for row in texts) for column in range(min(map(len, texts)))]
    column = told.index(max(told)) if told else 0
    if not told or told[column] * 2 < len(rules):
        return None
    numbered = list(enumerate(rules, 1))
    passing = [row[column] for row in texts]
    values = {text for listed in passing if listed is not None for text in listed}
    by_text = {
        value: [one for one, listed in zip(numbered, passing, strict=True) if listed is None or value in listed]
        for value in values
    }
    others = [one for one, listed in zip(numbered, passing, strict=True) if listed is None]
    return Index(column, by_text, others, numbered)


def _policy(builder: Builder, element: Element) -> tuple[Policy, bool, bool, bool]:
    name = _policy_name(element)
    if name not in POLICIES:
        builder.find(element, "dmn-hit-policy", Text(N_("There is no hit policy “%(name)s”."), {"name": name}))
    if name in RANKED and not any(text_of(child(c, "outputValues"), "text") for c in children(element, "output")):
        text = N_("The hit policy “%(name)s” goes by the order of the output values, and no output lists any.")
        builder.find(element, "dmn-hit-policy", Text(text, {"name": name}))
    return POLICIES.get(name, POLICIES["UNIQUE"]), name == "COLLECT COUNT", name == "FIRST", name in RANKED


def _policy_name(element: Element) -> str:
    policy = element.get("hitPolicy", "UNIQUE")
    aggregation = element.get("aggregation")
    return f"{policy} {aggregation}" if policy == "COLLECT" and aggregation else policy


def _input(builder: Builder, column: Element, names: Names) -> Input:
    expression = child(column, "inputExpression")
    source = column if expression is None else expression
    text = text_of(expression, "text") or column.get("label") or ""
    label = column.get("label") or text
    value = builder.expression(source, text, names) if text else (lambda _: None)
    allows = _allowed(builder, child(column, "inputValues"), names)
    return Input(label, typed(value, builder.type_of(source), label), allows)


def _allowed(builder: Builder, element: Element | None, names: Names) -> Closure | None:
    text = text_of(element, "text")
    return builder.tests(element, text, names) if element is not None and text else None


def _output(builder: Builder, column: Element, table: Element, names: Names) -> Output:
    listed = child(column, "outputValues")
    text = text_of(listed, "text")
    values = builder.values(text, names) if listed is not None and text else []
    default = child(column, "defaultOutputEntry")
    name = name_of(column) or column.get("label") or table.get("outputLabel") or ""
    closure = None if default is None else typed(_cell(builder, default, names), builder.type_of(column), name)
    return Output(name, values, _allowed(builder, listed, names), closure)


def _cell(builder: Builder, cell: Element, names: Names) -> Closure:
    text = text_of(cell, "text")
    return builder.expression(cell, text, names) if text else (lambda _: None)


def _tested_kind(builder: Builder, column: Element) -> str | None:
    """Return the kind of what a column tests: as declared, or else as its expression tells."""
    expression = child(column, "inputExpression")
    if expression is None:
        return None
    return known_kind(builder.type_of(expression)) or builder.kind_of(text_of(expression, "text"))


def _result(builder: Builder, cell: Element, names: Names, kind: AnyType) -> Closure:
    """Compile a rule's result, and note one whose kind can never be the column's."""
    found, wanted = builder.kind_of(text_of(cell, "text")), known_kind(kind)
    if found is not None and wanted is not None and found != wanted:
        params = {"found": found, "kind": wanted}
        text = Text(N_("This result is of kind %(found)s, but the column wants %(kind)s."), params)
        builder.find(cell, "feel-type", text, "warning")
    return _cell(builder, cell, names)


def _tests(builder: Builder, row: Element, names: Names, kinds: list[str | None]) -> tuple[tuple[int, Closure], ...]:
    tests = []
    for at, cell in enumerate(children(row, "inputEntry")):
        text = text_of(cell, "text")
        if text not in ("", "-"):
            tests.append((at, builder.tests(cell, text, names, kinds[at])))
    return tuple(tests)


def _annotations(row: Element, titles: list[str]) -> dict[str, str]:
    texts = [text_of(entry, "text") for entry in children(row, "annotationEntry")]
    notes = {title or str(at): text for at, (title, text) in enumerate(zip(titles, texts, strict=False), 1) if text}
    description = text_of(row, "description")
    return notes | ({"description": description} if description else {})

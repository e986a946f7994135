"""Whether answers change what a form shows."""

from collections.abc import Iterator

from engine.feel.errors import FeelError
from forms.components import (
    ChoiceField,
    Component,
    Field,
    ListGroup,
    NumberField,
    Prose,
    Table,
    Tree,
    Wording,
)
from forms.conditions import Condition, Formula

_ITEM_NAMES = {"this", "parent", "i"}


def depends_on_answers(tree: Tree) -> bool:
    """Tell whether any formula that shapes the page names a field of the form."""
    keys = {component.path[0] for component in tree.walk() if component.path} | _ITEM_NAMES
    return any(_names(formula) & keys for component in tree.walk() for formula in _formulas(component))


def _names(formula: Formula) -> frozenset[str]:
    try:
        compiled = formula.compile()
    except FeelError:
        return frozenset()
    return frozenset(compiled.names) | frozenset(compiled.maybe_names)


def _formulas(component: Component) -> Iterator[Formula]:
    """Yield the formulas of a component that show in the page; `validWhen` does not."""
    yield from _conditions(component)
    for wording in _wordings(component):
        for template in (wording.vi, wording.en):
            yield from template.formulas if template else ()
    yield from (formula for formula in _sources(component) if formula is not None)


def _conditions(component: Component) -> Iterator[Formula]:
    conditions = [component.hide]
    if isinstance(component, Field):
        conditions += [component.readonly, component.disabled, component.rules.required]
    yield from (
        condition.given
        for condition in conditions
        if isinstance(condition, Condition) and isinstance(condition.given, Formula)
    )


def _wordings(component: Component) -> Iterator[Wording]:
    yield from (component.label, component.description)
    if isinstance(component, Prose):
        yield component.text
    if isinstance(component, ListGroup):
        yield component.item_title


def _sources(component: Component) -> Iterator[Formula | None]:
    match component:
        case ChoiceField():
            yield component.source
        case Table():
            yield from (component.source, component.column_source)
        case NumberField():
            yield from (component.least, component.most)

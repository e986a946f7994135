"""Building the view of a sheet."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any, cast

from forms.components import (
    ChoiceField,
    Column,
    Component,
    ComponentKind,
    Container,
    DateField,
    ExpressionField,
    Field,
    FileField,
    ListGroup,
    NumberField,
    Prose,
    Table,
    TextField,
    Wording,
)
from forms.display import show_value
from forms.entry import write_answer
from forms.limits import MAX_ROWS, MAX_TABLE_ROWS
from forms.sheet import Sheet, Slot
from forms.view import (
    CellView,
    Dress,
    ErrorView,
    FieldView,
    FileView,
    FormView,
    GroupView,
    ItemView,
    ListView,
    NodeView,
    OptionView,
    ProseView,
    RowView,
    TableView,
)


def build_view(sheet: Sheet, dress: Dress, is_dynamic: bool) -> FormView:
    """Return the view of a settled sheet."""
    builder = Builder(sheet, dress)
    rows = builder.rows(sheet.children())
    fields = list(_fields(rows, ""))
    known = {view.name for _, view in fields}
    errors = [ErrorView(view.focus_id, where + view.label, view.error) for where, view in fields if view.error]
    # An error without a field on the page still has to be told.
    errors += [ErrorView("form-top", name, text) for name, text in dress.errors.items() if name not in known]
    has_files = any(view.kind == ComponentKind.FILES for _, view in fields)
    return FormView(rows, tuple(errors), is_dynamic, has_files, dress.language, " ".join(dress.errors))


def _fields(rows: tuple[RowView, ...], where: str) -> Iterator[tuple[str, FieldView | ListView]]:
    """Yield every field and list with the title of the item it lies in, for there may be many of its name."""
    for cell in (cell for row in rows for cell in row.cells):
        if isinstance(cell, FieldView):
            yield where, cell
        elif isinstance(cell, GroupView):
            yield from _fields(cell.rows, where)
        elif isinstance(cell, ListView):
            yield where, cell
            for item in cell.items:
                yield from _fields(item.rows, f"{where}{item.title} – ")


def html_id(slot: Slot) -> str:
    """Return the id of a slot in the page: by its name where it has one, else by the component's id and item."""
    if isinstance(slot.component, Field | ListGroup):
        return f"f-{slot.name.replace('.', '-')}"
    items = [str(step) for step in slot.place if isinstance(step, int)]
    return "-".join(["c", re.sub(r"[^\w-]", "-", slot.component.id), *items])


@dataclass(frozen=True)
class Builder:
    """Turns slots into views."""

    sheet: Sheet
    dress: Dress

    def rows(self, slots: list[Slot]) -> tuple[RowView, ...]:
        """Return slots row by row; neighbours that name the same row stand beside one another."""
        shown = [slot for slot in slots if not isinstance(slot.component, ExpressionField)]
        numbered = enumerate(shown)
        together = groupby(numbered, key=lambda pair: pair[1].component.row or f"\x00{pair[0]}")
        return tuple(self._row([slot for _, slot in pairs]) for _, pairs in together)

    def _row(self, slots: list[Slot]) -> RowView:
        wide = sum(slot.component.width or 0 for slot in slots)
        free = [slot for slot in slots if slot.component.width is None]
        share = max((16 - wide) // len(free), 2) if free else 0
        return RowView(tuple(self.node(slot, slot.component.width or share) for slot in slots))

    def node(self, slot: Slot, width: int = 16) -> NodeView:
        """Return the view of a slot."""
        component = slot.component
        common: dict[str, Any] = {
            "id": html_id(slot),
            "kind": component.kind,
            "label": self._say(component.label, slot),
            "description": self._say(component.description, slot),
            "width": min(width, 16),
        }
        for kind, build in _BUILDERS.items():
            if isinstance(component, kind):
                return build(self, slot, common)
        return NodeView(**common)

    def _say(self, wording: Wording, slot: Slot) -> str:
        return wording.choose(self.dress.language).fill(self.sheet.names(slot), self.dress.language)

    def field(self, slot: Slot, common: dict[str, Any]) -> FieldView:
        """Return an input."""
        component, names, value = cast(Field, slot.component), self.sheet.names(slot), self.sheet.value(slot)
        typed = self.sheet.typed(slot)
        values = typed if typed is not None else write_answer(component, value, self.dress.language)
        return FieldView(
            **common,
            name=slot.name,
            subtype=component.subtype if isinstance(component, DateField) else "",
            values=tuple(values),
            shown=self._shown(slot, value),
            options=tuple(self._options(slot, values)),
            files=tuple(self._file(slot, one, n) for n, one in enumerate(values)) if _has_files(component) else (),
            error=self.dress.errors.get(slot.name),
            is_required=component.rules.required.holds(names),
            is_readonly=component.readonly.holds(names),
            is_disabled=component.disabled.holds(names),
            is_multiple=getattr(component, "is_multiple", False),
            attributes=_attributes(component),
            prefix=getattr(component, "prefix", ""),
            suffix=getattr(component, "suffix", ""),
        )

    def _shown(self, slot: Slot, value: Any) -> str:
        """Return the answer for reading; of a choice, the labels."""
        if not isinstance(slot.component, ChoiceField):
            return show_value(value, self.dress.language)
        labels = {option.key: option.name(self.dress.language) for option in self.sheet.options(slot)}
        return ", ".join(labels.get(key, key) for key in write_answer(slot.component, value))

    def _options(self, slot: Slot, values: list[str]) -> Iterator[OptionView]:
        for number, option in enumerate(self.sheet.options(slot)):
            chosen = option.key in values
            yield OptionView(f"{html_id(slot)}-{number}", option.key, option.name(self.dress.language), chosen)

    def _file(self, slot: Slot, value: str, number: int) -> FileView:
        known = self.dress.files.get(value)
        return FileView(
            id=f"{html_id(slot)}-{number}",
            value=value,
            name=getattr(known, "name", "") or value,
            size=_size(getattr(known, "size", None), self.dress.language),
            url=getattr(known, "url", ""),
        )

    def list_group(self, slot: Slot, common: dict[str, Any]) -> ListView:
        """Return a list with its items."""
        group = cast(ListGroup, slot.component)
        items = tuple(self._item(slot, common, index) for index in range(self.sheet.count(slot)))
        return ListView(
            **common,
            name=slot.name,
            items=items,
            is_repeating=group.is_repeating,
            has_room=len(items) < MAX_ROWS,
            is_sheet=group.presentation == "sheet",
            error=self.dress.errors.get(slot.name),
        )

    def _item(self, slot: Slot, common: Mapping[str, Any], index: int) -> ItemView:
        group, inner = cast(ListGroup, slot.component), self.sheet.children(slot, index)
        inside = inner[0] if inner else slot
        title = self._say(group.item_title, inside) or f"{common['label']} {index + 1}".strip()
        return ItemView(f"{common['id']}-{index}", index + 1, title, self.rows(inner))

    def group(self, slot: Slot, common: dict[str, Any]) -> GroupView:
        """Return a group with what is inside."""
        outline = isinstance(slot.component, Container) and slot.component.has_outline
        return GroupView(**common, rows=self.rows(self.sheet.children(slot)), has_outline=outline)

    def table(self, slot: Slot, common: dict[str, Any]) -> TableView:
        """Return a table with its rows."""
        table, names = cast(Table, slot.component), self.sheet.names(slot)
        found = table.column_source.evaluate(names) if table.column_source else None
        given = [_column(raw) for raw in found if isinstance(raw, Mapping)] if isinstance(found, list) else []
        columns = list(table.columns) or given
        rows = table.source.evaluate(names)
        lines = [self._line(row, columns) for row in rows[:MAX_TABLE_ROWS]] if isinstance(rows, list) else []
        return TableView(**common, columns=tuple(c.name(self.dress.language) for c in columns), lines=tuple(lines))

    def _line(self, row: Any, columns: list[Column]) -> tuple[CellView, ...]:
        cells = [row.get(column.key) if isinstance(row, Mapping) else row for column in columns]
        numeric = (int, Decimal)
        return tuple(
            CellView(show_value(cell, self.dress.language), isinstance(cell, numeric) and not isinstance(cell, bool))
            for cell in cells
        )

    def prose(self, slot: Slot, common: dict[str, Any]) -> ProseView:
        """Return formatted text."""
        template = cast(Prose, slot.component).text.choose(self.dress.language)
        return ProseView(**common, html=template.format(self.sheet.names(slot), self.dress.language))


_BUILDERS: Mapping[type[Component], Callable[[Builder, Slot, dict[str, Any]], NodeView]] = {
    Field: Builder.field,
    ListGroup: Builder.list_group,
    Container: Builder.group,
    Table: Builder.table,
    Prose: Builder.prose,
}


def _column(raw: Mapping[str, Any]) -> Column:
    key = str(raw.get("key") or "")
    return Column(key, str(raw.get("label") or key), str(raw.get("label:en") or ""))


def _has_files(component: Field) -> bool:
    return isinstance(component, FileField)


def _size(count: int | None, language: str) -> str:
    if count is None:
        return ""
    whole = count >= 1024 * 1024
    shown = Decimal(count) / (1024 * 1024 if whole else 1024)
    return f"{show_value(round(shown, 1), language)} {'MB' if whole else 'kB'}"


def _attributes(field: Field) -> dict[str, str]:
    """Return what helps typing; the server checks all of it again."""
    match field:
        case TextField(kind=ComponentKind.PROSE):
            return {"maxlength": str(field.max_length), "rows": "4"}
        case TextField():
            return {"maxlength": str(field.max_length), **_FORMATS[field.format]}
        case NumberField():
            return {"inputmode": "numeric" if field.digits == 0 else "decimal", "autocomplete": "off"}
        case DateField():
            return {"autocomplete": "off", "maxlength": "20"}
        case FileField():
            return {"accept": ",".join(field.accept)} if field.accept else {}
    return {}


_FORMATS: Mapping[str, dict[str, str]] = {
    "": {"type": "text", "autocomplete": "off"},
    "email": {"type": "email", "autocomplete": "email", "spellcheck": "false"},
    "phone": {"type": "tel", "autocomplete": "tel"},
}

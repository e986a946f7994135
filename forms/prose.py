"""Texts of a form: templates with FEEL between double braces, and a small safe part of Markdown."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from forms.conditions import Formula, formula_of
from forms.display import show_value

_PLACE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
# Two private-use characters hold the place of a value while Markdown is read, so a value is never markup.
_MARK = re.compile("\ue000(\\d+)\ue001")
_RULES = ["emphasis", "heading", "list", "link", "newline", "hr", "escape", "backticks", "blockquote"]
_TOP_HEADING = 3  # the page and its sections have the first two


@dataclass(frozen=True)
class Template:
    """A text with formulas in it: `Chào {{name}}`, or one formula after an equals sign."""

    source: str

    @property
    def formulas(self) -> list[Formula]:
        """Return every formula of the text."""
        if self.source.startswith("="):
            return [formula_of(self.source)]
        return [formula_of(found) for found in _PLACE.findall(self.source)]

    def fill(self, names: Mapping[str, Any], language: str) -> str:
        """Return the text with values in place."""
        if self.source.startswith("="):
            return show_value(formula_of(self.source).evaluate(names), language)
        return _PLACE.sub(lambda found: show_value(formula_of(found[1]).evaluate(names), language), self.source)

    def format(self, names: Mapping[str, Any], language: str) -> Markup:
        """Return the text as HTML: Markdown of the form's author, values as plain text."""
        values: list[str] = []

        def keep(found: re.Match[str]) -> str:
            values.append(show_value(formula_of(found[1]).evaluate(names), language))
            return f"\ue000{len(values) - 1}\ue001"

        source = f"{{{{{self.source[1:]}}}}}" if self.source.startswith("=") else self.source
        page = _markdown().render(_PLACE.sub(keep, _MARK.sub("", source)))
        return Markup(_MARK.sub(lambda found: _literal(values[int(found[1])]), page))  # noqa: S704 - escaped above


def _literal(value: str) -> str:
    return html.escape(value).replace("\n", "<br>")


@cache
def _markdown() -> MarkdownIt:
    """Return a reader of the safe part of Markdown: no HTML, no pictures, headings below the page's own."""
    reader = MarkdownIt("zero", {"html": False, "breaks": True}).enable(_RULES)
    reader.add_render_rule("heading_open", _lower_heading)
    reader.add_render_rule("heading_close", _lower_heading)
    return reader


def _lower_heading(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    level = min(int(token.tag[1:]) + _TOP_HEADING - 1, 6) if token.tag in {"h1", "h2", "h3", "h4", "h5"} else 6
    token.tag = f"h{level}"
    return str(renderer.renderToken(tokens, index, options, env))

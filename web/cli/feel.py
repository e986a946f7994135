"""`bangvang feel` and `bangvang dmn eval`: try expressions and decisions on the spot."""

from pathlib import Path
from typing import Any

import click
import orjson

from engine.dmn import DecisionResult, FiredRule, Model, load_model
from engine.feel import compile_expression, show
from engine.feel.errors import FeelError
from web.cli.commands import COMMANDS
from web.cli.frame import main
from web.cli.language import _
from web.cli.language import show as show_text

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@main.command("feel", help=COMMANDS["feel"].help)
@click.argument("expression")
@click.option("--context", "context_file", type=EXISTING, help=_("A JSON file with the variables."))
def evaluate(expression: str, context_file: Path | None) -> None:
    """Print the value as FEEL, and why anything became null."""
    found = compile_expression(expression.removeprefix("=")).explain(read_context(context_file))
    click.echo(show(found.value))
    tell_warnings(found.warnings)


@main.group("dmn", help=COMMANDS["dmn"].help)
def dmn() -> None:
    """Hold the commands on decision models."""


@dmn.command("eval", help=_("Evaluate a decision of a DMN model."))
@click.argument("model", type=EXISTING)
@click.option("--decision", help=_("The decision's name or id; not needed where there is only one."))
@click.option("--input", "input_file", type=EXISTING, help=_("A JSON file with the input data."))
@click.option("--explain", is_flag=True, help=_("Show which rules gave the result, with their sources."))
def evaluate_decision(model: Path, decision: str | None, input_file: Path | None, *, explain: bool) -> None:
    """Print the decision's value as FEEL."""
    loaded = load_model(model.read_bytes(), file=model.name)
    result = loaded.evaluate(decision or _only_decision(loaded), read_context(input_file))
    click.echo(show(result.value))
    if explain:
        _explain(loaded, result)
    tell_warnings(result.warnings)


def read_context(path: Path | None) -> dict[str, Any]:
    """Return the variables in a JSON file; no file, no variables."""
    if path is None:
        return {}
    try:
        content = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise click.ClickException(f"{path}: {error}") from error
    if not isinstance(content, dict):
        raise click.ClickException(_("The JSON file must hold an object of names and values."))
    return content


def tell_warnings(warnings: list[FeelError] | tuple[FeelError, ...]) -> None:
    """Print why values became null, beside the result."""
    for warning in warnings:
        click.echo(show_text(warning.text), err=True)


def _only_decision(model: Model) -> str:
    if len(model.decisions) != 1:
        names = ", ".join(decision.name for decision in model.decisions.values())
        raise click.ClickException(_("Name one of these decisions: %(names)s") % {"names": names})
    return next(iter(model.decisions))


def _explain(model: Model, result: DecisionResult) -> None:
    for rule in result.rules:
        click.echo(_describe(model, rule))


def _describe(model: Model, rule: FiredRule) -> str:
    decision = model.decisions.get(rule.decision_id)
    place = {"decision": decision.name if decision else rule.decision_id, "rule": rule.index}
    notes = "; ".join(f"{name}: {text}" for name, text in rule.annotations.items())
    line = _("%(decision)s, rule %(rule)s") % place + f" → {rule.result}"
    return f"{line} ({notes})" if notes else line

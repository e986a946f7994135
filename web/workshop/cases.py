"""The test cases beside a decision model, and what the model says to each."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.base.text import N_, Text
from engine.dmn import read_models
from engine.dmn.cases import Outcome, model_path, run_cases
from engine.sheets import SheetRefusedError


@dataclass(frozen=True)
class Trial:
    """A file of test cases asked of its model, or why that could not be done."""

    model: str
    outcomes: list[Outcome]
    refusal: Text | None = None

    @property
    def passed(self) -> int:
        """Return how many cases the model answers as expected."""
        return sum(outcome.passed for outcome in self.outcomes)


def try_cases(files: Mapping[str, bytes], path: str) -> Trial | None:
    """Ask the model beside a file its cases; None where the file holds none."""
    beside = model_path(path)
    if beside is None:
        return None
    model = read_models(files)[0].get(beside)
    if model is None:
        missing = N_("The model %(name)s that these test cases are for is missing.")
        return Trial(beside, [], Text(missing, {"name": beside}))
    try:
        return Trial(beside, run_cases(model, files[path], path))
    except SheetRefusedError as error:
        return Trial(beside, [], error.text)

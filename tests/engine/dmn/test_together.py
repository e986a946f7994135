"""The models of one release import each other."""

import pytest

from engine.base.errors import ModelRefusedError
from engine.dmn import load_models, read_models
from tests.engine.dmn.models import decision, definitions, literal

REQUIRES = '<informationRequirement><requiredDecision href="urn:inner#base"/></informationRequirement>'


def outer(space: str = "urn:outer", inner: str = "urn:inner") -> bytes:
    return definitions(
        f'<import namespace="{inner}" name="rules"/>' + decision("d", REQUIRES + literal("rules.base + 1")), space
    )


INNER = definitions(decision("base", literal("41")), "urn:inner")


def test_a_model_imports_another_of_its_release_whatever_their_order() -> None:
    for names in (("a.dmn", "b.dmn"), ("b.dmn", "a.dmn")):
        models = load_models({names[0]: outer(), names[1]: INNER, "x.bpmn": b"not read"})
        assert models[names[0]].evaluate("d", {}).value == 42


def test_what_is_missing_is_told_with_its_file() -> None:
    with pytest.raises(ModelRefusedError) as refused:
        load_models({"a.dmn": outer()})
    assert {finding.file for finding in refused.value.findings} == {"a.dmn"}
    assert "dmn-import" in {finding.rule for finding in refused.value.findings}


def test_a_circle_of_imports_is_an_error_and_no_endless_reading() -> None:
    circle = {"a.dmn": outer("urn:a", "urn:b"), "b.dmn": outer("urn:b", "urn:a")}
    _, findings = read_models(circle)
    assert "dmn-import" in {finding.rule for finding in findings}


def test_a_broken_file_does_not_hide_the_others() -> None:
    models, findings = read_models({"a.dmn": b"<no", "b.dmn": INNER})
    assert list(models) == ["b.dmn"]
    assert [finding.file for finding in findings] == ["a.dmn"]

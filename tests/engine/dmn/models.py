"""Small decision models as text."""

from engine.dmn import Model, load_model, read_model

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def definitions(body: str, namespace: str = "urn:test", extra: str = "") -> bytes:
    return f'<definitions xmlns="{NAMESPACE}" namespace="{namespace}" name="test" {extra}>{body}</definitions>'.encode()


def given(name: str, kind: str = "Any") -> str:
    return f'<inputData id="in_{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/></inputData>'


def needs(*names: str) -> str:
    return "".join(
        f'<informationRequirement><requiredInput href="#in_{name}"/></informationRequirement>' for name in names
    )


def asks(*ids: str) -> str:
    return "".join(
        f'<informationRequirement><requiredDecision href="#{name}"/></informationRequirement>' for name in ids
    )


def knows(*ids: str) -> str:
    return "".join(f'<knowledgeRequirement><requiredKnowledge href="#{name}"/></knowledgeRequirement>' for name in ids)


def decision(name: str, body: str, kind: str = "Any") -> str:
    return f'<decision id="{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/>{body}</decision>'


def literal(text: str) -> str:
    return f"<literalExpression><text>{text}</text></literalExpression>"


def cell(tag: str, text: str) -> str:
    return f"<{tag}><text>{text.replace('<', '&lt;')}</text></{tag}>"


def table(
    inputs: list[str], rules: list[tuple[list[str], list[str]]], policy: str = 'hitPolicy="UNIQUE"', outputs: str = ""
) -> str:
    columns = "".join(f"<input><inputExpression><text>{text}</text></inputExpression></input>" for text in inputs)
    rows = "".join(
        f'<rule id="r{at}">'
        + "".join(cell("inputEntry", text) for text in tests)
        + "".join(cell("outputEntry", text) for text in results)
        + f"<annotationEntry><text>Điều {at}</text></annotationEntry></rule>"
        for at, (tests, results) in enumerate(rules, 1)
    )
    outputs = outputs or '<output name="result"/>'
    return f'<decisionTable {policy}>{columns}{outputs}<annotation name="source"/>{rows}</decisionTable>'


def load(*parts: str) -> Model:
    return load_model(definitions("".join(parts)))


def read(*parts: str) -> Model:
    return read_model(definitions("".join(parts)))

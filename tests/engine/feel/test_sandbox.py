"""There is no way from an expression to Python: attempts are refused or come to null."""

from typing import Any

import pytest

from engine.feel import FeelError, compile_expression

ATTRIBUTES = (
    "__class__",
    "__bases__",
    "__mro__",
    "__subclasses__",
    "__globals__",
    "__builtins__",
    "__dict__",
    "__init__",
    "__import__",
    "__code__",
    "__closure__",
    "__self__",
    "__func__",
    "__module__",
    "__getattribute__",
    "__reduce__",
    "__doc__",
    "format",
    "upper",
    "append",
    "keys",
    "tzinfo",
    "invoke",
    "root",
    "vars",
    "body",
    "frame",
    "near",
    "cycles",
    "call",
    "overloads",
    "as_tuple",
    "utcoffset",
    "replace",
    "mro",
    "gi_frame",
    "f_globals",
    "func_globals",
    "real",
    "denominator",
)
VALUES = (
    '"text"',
    "5",
    "true",
    "[1]",
    "{}",
    "(function(a) a)",
    '@"2019-12-31"',
    '@"10:00:00"',
    '@"P1D"',
    '@"P1Y"',
    "[1..2]",
    "count",
    "secret",
)
CALLS = (
    "__import__('os')",
    '__import__("os").system("id")',
    'eval("1")',
    'exec("1")',
    'open("/etc/passwd")',
    'compile("1", "", "eval")',
    'getattr("a", "upper")',
    "globals()",
    "locals()",
    "vars()",
    "dir()",
    "type(1)",
    "object()",
    "super()",
    "input()",
    "breakpoint()",
    'setattr({}, "a", 1)',
    "lambda x: x",
    "lambda: 1",
    "[x for x in 1..2]",
    "x := 1",
    "import os",
    "os.system",
    'print("a")',
    'f"{1}"',
    "'a'.__class__",
    "().__class__",
    "`id`",
    "$(id)",
    "${7*7}",
    "{{7*7}}",
    "#{7*7}",
    "<%= 7 %>",
    'function() external {java: {class: "java.lang.Runtime", method signature: "exec(String)"}}',
    'function(a) external {pmml: {document: "x", model: "y"}}',
    '"%s" % secret',
    '"{0.__class__}".format(1)',
    "secret.password",
    "secret.__init__.__globals__",
    "await x",
    "yield 1",
    "async x",
    "del x",
    "x = 1; y",
    "1; 2",
    "\\x41",
    "@eval",
    "@x",
    "x.__call__()",
    "(1).__add__(1)",
    "1 .real",
    "count.call",
    "count.invoke([1])",
    "{}.__class__.__base__.__subclasses__()",
    "item.__class__",
    "?.__class__",
)
PATTERNS = (
    r"(?P<a>x)",
    r"(?=x)",
    r"(?<=x)y",
    r"(?!x)",
    r"(?i)x",
    r"(?#c)",
    r"\g<1>",
    r"(?>x)",
    r"x++",
    r"\A",
    r"\Z",
    r"\bx",
    r"(?R)",
    r"(?1)",
    r"\N{BULLET}",
    r"(?L)x",
    r"(*FAIL)",
    r"(?(1)a|b)",
    r"\K",
    r"[[:alpha:]]",
)

ATTEMPTS = [
    *(f"{value}.{attribute}" for value in VALUES for attribute in ATTRIBUTES),
    *CALLS,
    *(f'matches("x", "{pattern}")'.replace("\\", "\\\\") for pattern in PATTERNS),
]


class Secret:
    """An object of the host that no expression may look into."""

    password = "hidden"


def _outcome(source: str, context: dict[str, Any]) -> Any:
    try:
        return compile_expression(source).evaluate(context)
    except FeelError:
        return None


def test_there_are_hundreds_of_attempts() -> None:
    assert len(ATTEMPTS) >= 300


@pytest.mark.parametrize("source", ATTEMPTS)
def test_no_attempt_reaches_python(source: str) -> None:
    assert _outcome(source, {"secret": Secret()}) in (None, [None], [])


def test_an_object_of_the_host_cannot_enter_an_expression() -> None:
    with pytest.raises(FeelError, match="A value of type Secret cannot be used"):
        compile_expression("secret").evaluate({"secret": Secret()})

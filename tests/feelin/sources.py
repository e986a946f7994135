"""Random expressions, each of a wanted type, in the part of FEEL that two interpreters should agree on."""

from collections.abc import Callable
from random import Random

CONTEXT = {
    "x": 7,
    "y": -2.5,
    "name": "Nguyễn Văn An",
    "award": "CTDCP",
    "collective": True,
    "nothing": None,
    "votes": [9, 4, 12, 4],
    "titles": [{"code": "LDTT", "year": 2018}, {"code": "CSTD", "year": 2019}, {"code": "LDTT", "year": 2021}],
    "person": {"age": 41, "unit": {"code": "V01", "size": 12}},
}

Maker = Callable[[int], str]


class Sources:
    """Makes expressions; the same seed makes the same ones. Every method takes how deep it may nest."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.makers: tuple[Maker, ...] = (
            self.number, self.number, self.text, self.text, self.truth, self.truth, self.truth, self.numbers,
            self.numbers, self.texts, self.context, self.day, self.moment, self.clock, self.duration, self.months,
        )  # fmt: skip

    def one(self) -> str:
        """Return one expression of any type."""
        return self.random.choice(self.makers)(self.random.randint(1, 3))

    def pick(self, *shapes: str) -> str:
        return self.random.choice(shapes)

    def whole(self, low: int = 0, high: int = 12) -> str:
        return str(self.random.randint(low, high))

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.pick(
                self.whole(), self.whole(), "0.5", "2.25", "-3", "x", "y", "person.age", "person.unit.size"
            )
        return self.random.choice(_NUMBERS)(self, depth - 1)

    def text(self, depth: int) -> str:
        if depth <= 0:
            return self.pick('"CSTD"', '"đề nghị"', '""', '"a-b-c"', '"foobar"', "name", "award", "person.unit.code")
        return self.random.choice(_TEXTS)(self, depth - 1)

    def truth(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("true", "false", "collective", 'award = "CTDCP"', "x > 5", "null", "nothing")
        return self.random.choice(_TRUTHS)(self, depth - 1)

    def operand(self, depth: int) -> str:
        made = self.truth(depth)
        return f"({made})" if " in " in made else made

    def numbers(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("votes", "[1, 2, 3]", "[5]", "[3, 3, 1]", "titles.year", "[]")
        return self.random.choice(_LISTS)(self, depth - 1)

    def texts(self, depth: int) -> str:
        if depth <= 0:
            return self.pick('["a", "b"]', "titles.code", '["x"]')
        return self.random.choice(_TEXT_LISTS)(self, depth - 1)

    def context(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("person", "person.unit", "titles[1]", "{a: 1}")
        return self.random.choice(_CONTEXTS)(self, depth - 1)

    def day(self, depth: int) -> str:
        if depth <= 0:
            year, month, day = self.random.randint(10, 30), self.random.randint(1, 12), self.random.randint(1, 28)
            return f'date("20{year}-{month:02}-{day:02}")'
        return self.pick(
            f"{self.day(0)} + {self.months(0)}", f"{self.day(0)} + {self.days(0)}", f"{self.day(0)} - {self.days(0)}",
            f"date({self.moment(0)})", f"date({self.whole(2000, 2030)}, {self.whole(1, 12)}, {self.whole(1, 28)})",
            self.choice(self.day, depth - 1),
        )  # fmt: skip

    def moment(self, depth: int) -> str:
        if depth <= 0:
            zone = self.pick("", "", "Z")
            return (
                f'date and time("2019-{self.random.randint(1, 12):02}-15T{self.random.randint(0, 23):02}:30:00{zone}")'
            )
        return self.pick(
            f"{self.moment(0)} + {self.duration(0)}", f"{self.moment(0)} - {self.duration(0)}",
            f"date and time({self.day(0)}, {self.clock(0)})", f"{self.moment(0)} + {self.months(0)}",
        )  # fmt: skip

    def clock(self, depth: int) -> str:
        if depth <= 0:
            return f'time("{self.random.randint(0, 23):02}:{self.random.randint(0, 59):02}:00")'
        return self.pick(
            f"{self.clock(0)} + {self.duration(0)}", f"{self.clock(0)} - {self.duration(0)}",
            f"time({self.whole(0, 23)}, {self.whole(0, 59)}, {self.whole(0, 59)})", f"time({self.moment(0)})",
        )  # fmt: skip

    def days(self, _: int) -> str:
        return f'duration("P{self.random.randint(0, 40)}D")'

    def duration(self, depth: int) -> str:
        if depth <= 0:
            return f'duration("PT{self.random.randint(0, 50)}H{self.random.randint(1, 59)}M")'
        return self.pick(
            f"{self.duration(0)} + {self.duration(0)}", f"{self.duration(0)} - {self.duration(0)}",
            f"{self.day(0)} - {self.day(0)}", f"{self.clock(0)} - {self.clock(0)}",
            f"abs({self.duration(0)} - {self.duration(0)})",
        )  # fmt: skip

    def months(self, depth: int) -> str:
        if depth <= 0:
            return f'duration("P{self.random.randint(0, 3)}Y{self.random.randint(1, 20)}M")'
        return self.pick(
            f"{self.months(0)} + {self.months(0)}", f"{self.months(0)} - {self.months(0)}",
            f"years and months duration(date({self.whole(2001, 2015)}, 3, 5), date(2020, {self.whole(1, 12)}, 5))",
        )  # fmt: skip

    def span(self, depth: int) -> str:
        low = self.random.randint(0, 8)
        return f"{self.pick('[', '(')}{low}..{low + self.random.randint(1, 8)}{self.pick(']', ')')}"

    def choice(self, maker: Maker, depth: int) -> str:
        return f"if {self.truth(depth)} then {maker(depth)} else {maker(depth)}"


Shape = Callable[[Sources, int], str]
_NUMBERS: tuple[Shape, ...] = (
    lambda s, d: f"({s.number(d)} {s.pick('+', '-', '*')} {s.number(d)})",
    lambda s, d: f"({s.number(d)} {s.pick('+', '-', '*')} {s.number(d)})",
    lambda s, d: f"({s.number(d)} / {s.pick('2', '4', '0.5', '8')})",
    lambda s, d: f"({s.number(0)} ** {s.pick('1', '2', '3')})",
    lambda s, d: f"-({s.number(d)})",
    lambda s, d: f"({s.choice(s.number, d)})",
    lambda s, d: f"{s.pick('abs', 'floor', 'ceiling')}({s.number(d)})",
    lambda s, d: f"modulo({s.number(d)}, {s.pick('3', '-4', '5')})",
    lambda s, d: f"decimal({s.number(d)}, {s.pick('0', '1', '2')})",
    lambda s, d: (
        f"{s.pick('round up', 'round down', 'round half up', 'round half down')}({s.number(d)}, {s.pick('0', '1')})"
    ),
    lambda s, d: f"count({s.numbers(d)})",
    lambda s, d: f"{s.pick('sum', 'min', 'max', 'product')}({s.numbers(d)})",
    lambda s, d: f"{s.pick('min', 'max', 'sum')}({s.number(d)}, {s.number(d)})",
    lambda s, d: f"({s.numbers(d)})[{s.pick('1', '2', '-1', '9')}]",
    lambda s, d: f"string length({s.text(d)})",
    lambda s, d: f"count({s.texts(d)})",
    lambda s, d: f"({s.day(d)}).{s.pick('year', 'month', 'day', 'weekday')}",
    lambda s, d: f"({s.moment(d)}).{s.pick('hour', 'minute', 'second')}",
    lambda s, d: f"({s.months(d)}).{s.pick('years', 'months')}",
    lambda s, d: f"({s.duration(0)}).{s.pick('days', 'hours', 'minutes')}",
    lambda s, d: f"{{a: {s.number(d)}, b: a + {s.number(0)}}}.b",
    lambda s, d: f"(function(n) n {s.pick('+', '*')} {s.number(d)})({s.number(d)})",
    lambda s, d: f"day of year({s.day(d)})",
    lambda s, d: f"week of year({s.day(d)})",
    lambda s, d: f'number("{s.whole()}.5")',
    lambda s, d: f"sqrt({s.pick('4', '9', '0.25', '144')})",
    lambda s, d: f"index of({s.numbers(d)}, {s.number(0)})[1]",
)
_TEXTS: tuple[Shape, ...] = (
    lambda s, d: f"({s.text(d)} + {s.text(d)})",
    lambda s, d: f'substring({s.text(0)} + "xyz", {s.whole(1, 3)})',
    lambda s, d: f'substring({s.text(0)} + "xyzw", {s.pick("1", "2", "-2", "-1")}, 1)',
    lambda s, d: f"{s.pick('upper case', 'lower case')}({s.text(d)})",
    lambda s, d: (
        f"{s.pick('substring before', 'substring after')}({s.text(d)}, {s.pick(_Q('b'), _Q('-'), _Q('o'), _Q('q'))})"
    ),
    lambda s, d: (
        f"replace({s.text(d)}, {s.pick(_Q('[aeiou]'), _Q('o+'), _Q('b'))}, {s.pick(_Q('*'), _Q(''), _Q('[$0]'))})"
    ),
    lambda s, d: f"string join({s.texts(d)}, {s.pick(_Q(', '), _Q(''))})",
    lambda s, d: f"string({s.whole()})",
    lambda s, d: f"({s.choice(s.text, d)})",
    lambda s, d: f"({s.texts(d)})[{s.pick('1', '-1')}]",
    lambda s, d: f"day of week({s.day(d)})",
    lambda s, d: f"month of year({s.day(d)})",
    lambda s, d: f'get value({{k: {s.text(d)}}}, "k")',
    lambda s, d: f"string({s.pick(s.day(0), s.months(0), s.moment(0))})",
)
_TRUTHS: tuple[Shape, ...] = (
    lambda s, d: f"({s.operand(d)} {s.pick('and', 'or')} {s.operand(d)})",
    lambda s, d: f"({s.operand(d)} {s.pick('and', 'or')} {s.operand(d)} {s.pick('and', 'or')} {s.operand(d)})",
    lambda s, d: f"not({s.truth(d)})",
    lambda s, d: f"{s.number(d)} {s.pick('=', '!=', '<', '<=', '>', '>=')} {s.number(d)}",
    lambda s, d: f"{s.text(d)} {s.pick('=', '!=', '<', '>')} {s.text(d)}",
    lambda s, d: f"{s.day(d)} {s.pick('=', '<', '<=', '>')} {s.day(d)}",
    lambda s, d: f"{s.duration(d)} {s.pick('=', '<', '<=', '>')} {s.duration(d)}",
    lambda s, d: f"{s.months(d)} {s.pick('=', '<', '>=')} {s.months(d)}",
    lambda s, d: f"[{s.number(d)}, {s.number(d)}] = [{s.number(0)}, {s.number(0)}]",
    lambda s, d: f"{s.number(d)} between {s.whole(0, 5)} and {s.whole(5, 12)}",
    lambda s, d: f"{s.number(d)} in {s.span(d)}",
    lambda s, d: f"{s.number(d)} in ({s.span(d)}, {s.whole()}, > 30)",
    lambda s, d: f"{s.number(d)} in [{s.whole()}, {s.whole()}, 7]",
    lambda s, d: f"{s.pick('contains', 'starts with', 'ends with')}({s.text(d)}, {s.text(0)})",
    lambda s, d: f"matches({s.text(d)}, {s.pick(_Q('^[A-Z]+$'), _Q('o'), _Q('[0-9]'), _Q('^.{3}$'))})",
    lambda s, d: f"list contains({s.numbers(d)}, {s.number(0)})",
    lambda s, d: f"some i in {s.numbers(d)} satisfies i {s.pick('>', '=', '<')} {s.number(0)}",
    lambda s, d: f"every i in {s.numbers(d)} satisfies i {s.pick('>', '=', '<')} {s.number(0)}",
    lambda s, d: f"{s.pick('all', 'any')}([{s.truth(0)}, {s.truth(0)}])",
    lambda s, d: f"({s.number(d)}) instance of {s.pick('number', 'string')}",
    lambda s, d: f"{s.pick('odd', 'even')}({s.whole()})",
    lambda s, d: f"{s.pick('before', 'after')}({s.whole()}, {s.whole()})",
    lambda s, d: f"{s.pick('meets', 'met by', 'overlaps', 'before', 'after', 'includes')}({s.span(d)}, {s.span(d)})",
    lambda s, d: f"includes({s.span(d)}, {s.whole()})",
    lambda s, d: f"is({s.number(d)}, {s.number(d)})",
    lambda s, d: f"{s.context(d)} = {s.context(d)}",
    lambda s, d: f"({s.number(d)}) {s.pick('=', '!=')} null",
)
_LISTS: tuple[Shape, ...] = (
    lambda s, d: f"[{s.number(d)}, {s.number(d)}]",
    lambda s, d: f"[{s.number(d)}]",
    lambda s, d: f"for i in {s.numbers(d)} return i {s.pick('+', '*', '-')} {s.number(0)}",
    lambda s, d: f"for i in {s.whole(1, 3)}..{s.whole(1, 6)} return i * {s.number(0)}",
    lambda s, d: f"for i in {s.numbers(0)}, j in {s.numbers(0)} return i + j",
    lambda s, d: f"({s.numbers(d)})[item {s.pick('>', '<', '=')} {s.number(0)}]",
    lambda s, d: f"titles[year {s.pick('>', '<=')} {s.whole(2017, 2022)}].year",
    lambda s, d: f"append({s.numbers(d)}, {s.number(0)})",
    lambda s, d: f"concatenate({s.numbers(d)}, {s.numbers(d)})",
    lambda s, d: f"{s.pick('distinct values', 'reverse', 'flatten')}({s.numbers(d)})",
    lambda s, d: f"union({s.numbers(d)}, {s.numbers(d)})",
    lambda s, d: f"sort({s.numbers(0)}, function(a, b) a {s.pick('<', '>')} b)",
    lambda s, d: f"insert before({s.pick('votes', '[1, 2, 3]')}, {s.pick('1', '2', '3')}, {s.number(d)})",
    lambda s, d: f"remove({s.pick('votes', '[1, 2, 3]')}, {s.pick('1', '2')})",
    lambda s, d: f"sublist({s.pick('votes', '[1, 2, 3]')}, {s.pick('1', '2', '-1')})",
    lambda s, d: f"sublist({s.pick('votes', '[1, 2, 3]')}, {s.pick('1', '2')}, {s.pick('1', '2')})",
    lambda s, d: f"list replace({s.pick('votes', '[1, 2, 3]')}, {s.pick('1', '2')}, {s.number(d)})",
    lambda s, d: f"index of({s.numbers(d)}, {s.number(0)})",
    lambda s, d: f"flatten([{s.numbers(d)}, [{s.numbers(d)}]])",
)
_TEXT_LISTS: tuple[Shape, ...] = (
    lambda s, d: f"[{s.text(d)}, {s.text(d)}]",
    lambda s, d: f"for t in {s.texts(d)} return t + {s.text(0)}",
    lambda s, d: f"split({s.text(d)}, {s.pick(_Q('-'), _Q('o'), _Q(' '))})",
    lambda s, d: f"distinct values({s.texts(d)})",
    lambda s, d: f"({s.texts(d)})[string length(item) > {s.whole(0, 4)}]",
    lambda s, d: f"concatenate({s.texts(d)}, {s.texts(0)})",
)
_CONTEXTS: tuple[Shape, ...] = (
    lambda s, d: f"{{a: {s.number(d)}, b: {s.text(d)}, c: {s.truth(d)}}}",
    lambda s, d: f'{{"a key": {s.numbers(d)}, inner: {s.context(0)}}}',
    lambda s, d: f'context put({s.context(d)}, "a", {s.number(d)})',
    lambda s, d: f"context merge([{s.context(d)}, {s.context(0)}])",
    lambda s, d: f'context([{{key: "a", value: {s.number(d)}}}, {{key: "b", value: {s.text(0)}}}])',
    lambda s, d: f"get entries({{a: {s.number(d)}}})[1]",
)


def _Q(text: str) -> str:  # noqa: N802 - stands for a quotation mark
    return f'"{text}"'

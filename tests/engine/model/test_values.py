"""Any variable a form or a decision may bring comes back as it was."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import show
from engine.feel.temporal.parsing import read_temporal
from engine.feel.values import YearsMonthsDuration
from engine.model.values import decode, encode

plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.just(UTC))
    | st.timedeltas()
    | st.integers(-999, 999).map(YearsMonthsDuration)
)
keys = st.text(max_size=8) | st.sampled_from(["typename", "$decimal", "$map", "$date", "id"])
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=8
)


@given(values)
def test_values_round_trip(value: object) -> None:
    again = decode(encode(value))
    assert again == value
    assert type(again) is type(value) or isinstance(value, int)


@pytest.mark.parametrize(
    "text", ["-PT0.000000001S", "10:00:00.000000001", "2026-01-01T00:00:00.123456789@Asia/Ho_Chi_Minh"]
)
def test_nanoseconds_are_kept(text: str) -> None:
    assert show(decode(encode([read_temporal(text)]))[0]) == text


def test_decimals_keep_their_scale_and_kinds_stay_apart() -> None:
    value = {
        "typename": {"$decimal": "1"},
        "d": Decimal("1.10"),
        "on": date(2019, 7, 30),
        "at": time(9, 5),
        "for": timedelta(days=3),
    }
    again = decode(encode(value))
    assert again == value
    assert str(again["d"]) == "1.10"
    assert isinstance(decode(encode(datetime(2019, 7, 30, tzinfo=UTC))), datetime)


@pytest.mark.parametrize("value", [object(), {1: 2}, {"a": {1, 2}}, b"bytes"])
def test_what_no_variable_may_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)

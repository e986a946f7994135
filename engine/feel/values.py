"""Values of FEEL that Python has no type for."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class YearsMonthsDuration:
    """A duration in whole months (DMN 1.5 section 10.3.2.3.8, xs:yearMonthDuration)."""

    months: int

    def __neg__(self) -> "YearsMonthsDuration":
        return YearsMonthsDuration(-self.months)

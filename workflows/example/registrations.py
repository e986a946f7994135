"""What units of the example registered for 2026, and how far their targets were reached by July; all invented."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid5

from workflows.example.clusters import JUSTICE, PROCURACY, YEAR, Cluster
from workflows.example.people import NAMESPACE, find_somebody
from workflows.registers.registration.model import RegisteredTarget, Registration, RegistrationRule

AT = datetime(YEAR, 3, 12, 3, 0, tzinfo=UTC)
REACHED_AT = datetime(YEAR, 7, 6, 3, 0, tzinfo=UTC)
TARGETS = (
    ("Hồ sơ, vụ việc giải quyết đúng hạn (ví dụ)", "vụ việc", 120, 64),
    ("Sáng kiến được công nhận (ví dụ)", "sáng kiến", 4, 4),
    ("Cuộc kiểm tra, hướng dẫn nghiệp vụ (ví dụ)", "cuộc", 6, 2),
)


def _stem(unit: str) -> str:
    """Return how the codes of a department's people begin: those of a body's office bear the body's."""
    body, _, part = unit.partition(".")
    return (body if part == "VP" else unit).lower()


def make_registrations() -> list[Registration]:
    """Return the registrations of the units of both clusters, by their officers."""
    return [one for cluster in (PROCURACY, JUSTICE) for one in _registered(cluster)]


def _registered(cluster: Cluster) -> Iterator[Registration]:
    for unit in cluster.units:
        officer = find_somebody(f"{_stem(unit)}.canbo")
        common = {"year": YEAR, "place_code": unit, "at": AT, "by_id": str(officer.id)}
        common["by_name"] = officer.identity.full_name
        yield Registration(id=uuid5(NAMESPACE, f"{unit} {YEAR}"), award_code="TTLDXS", unit_code=unit, **common)
        for place, award in (("truong", "CSTDCS"), ("pho", "LDTT"), ("canbo", "LDTT"), ("cv1", "LDTT")):
            somebody = find_somebody(f"{_stem(unit)}.{place}")
            yield Registration(
                id=uuid5(somebody.id, f"{award} {YEAR}"), award_code=award, person_id=somebody.id, **common
            )


def make_targets() -> list[RegisteredTarget]:
    """Return the targets of the procuracy's cluster, with what was reached by July."""
    return [
        _target(unit, place, no, *TARGETS[no - 1])
        for place, unit in enumerate(PROCURACY.units)
        for no in range(1, len(TARGETS) + 1)
    ]


def _target(  # noqa: PLR0913, PLR0917 - a row of the table above
    unit: str, place: int, no: int, content: str, measure: str, planned: int, july: int
) -> RegisteredTarget:
    officer = find_somebody(f"{_stem(unit)}.canbo")
    said = {"content": content, "measure": measure, "planned": Decimal(planned), "july": Decimal(july - place % 2)}
    by = {"at": REACHED_AT, "by_id": str(officer.id), "by_name": officer.identity.full_name}
    return RegisteredTarget(unit_code=unit, year=YEAR, no=no, **said, **by)


def make_rules() -> list[RegistrationRule]:
    """Return the rule of one body that who is not registered is not considered, from the next year."""
    source = "Quy chế thi đua, khen thưởng của Bộ (ví dụ)"
    return [RegistrationRule(body_code=JUSTICE.owner, from_year=YEAR + 1, is_exact=False, source=source)]

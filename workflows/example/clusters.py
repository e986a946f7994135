"""Clusters inside two bodies of the example: the procuracy's in its year, that of the Ministry of Justice set up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflows.registers.organisation.model import Bloc, BlocMember, BlocYear, scope_of

YEAR = 2026


@dataclass(frozen=True)
class Cluster:
    """A cluster of units inside a body; the first heads it, the second is its deputy."""

    code: str
    owner: str
    name: str
    name_en: str
    units: tuple[str, ...]
    source: str = ""

    @property
    def scope(self) -> str:
        """Return the scope of its year."""
        return scope_of(self.code, YEAR)


PROCURACY = Cluster(
    "VKSNDTC-K1", "VKSNDTC", "Khối thi đua các đơn vị tham mưu, tổng hợp VKSND tối cao (ví dụ)",
    "Emulation cluster of the procuracy's advisory units (example)",
    ("VKSNDTC.V15", "VKSNDTC.V1", "VKSNDTC.V14", "VKSNDTC.VP"),
)  # fmt: skip
JUSTICE = Cluster(
    "BTP-C1", "BTP", "Cụm thi đua số 1 Bộ Tư pháp (ví dụ)", "Emulation cluster 1 of the Ministry of Justice (example)",
    ("BTP.TCCB", "BTP.HSHC", "BTP.HTQT", "BTP.VP"), "Quy chế thi đua, khen thưởng của Bộ (ví dụ)",
)  # fmt: skip
CLUSTERS = (PROCURACY, JUSTICE)
# Until the year's registrations: what a cluster does later is shown by the bloc's years.
DAYS = {
    "year_opened": date(YEAR, 1, 15), "draft_documents": date(YEAR, 1, 19), "comment_drafts": date(YEAR, 1, 22),
    "revise_documents": date(YEAR, 1, 29), "launch": date(YEAR, 2, 24), "sign_covenant": date(YEAR, 3, 4),
    "register_targets": date(YEAR, 3, 18), "midyear_report": date(YEAR, 7, 6),
}  # fmt: skip


def make_clusters() -> list[Bloc]:
    """Return the clusters."""
    return [Bloc(code=one.code, name=one.name, name_en=one.name_en, body_code=one.owner) for one in CLUSTERS]


def make_cluster_years() -> list[BlocYear]:
    """Return the year of each cluster, with its head and deputy."""
    return [_year(one) for one in CLUSTERS]


def _year(one: Cluster) -> BlocYear:
    head, deputy, *_ = one.units
    led = {"head_code": head, "deputy_code": deputy, "flag_quota": 1, "quota_source": one.source}
    return BlocYear(scope=one.scope, bloc_code=one.code, year=YEAR, **led)


def make_cluster_members() -> list[BlocMember]:
    """Return the membership of every unit."""
    return list(_members())


def _members() -> Iterator[BlocMember]:
    for one in CLUSTERS:
        for place, unit in enumerate(one.units):
            yield BlocMember(scope=one.scope, body_code=unit, place=place)

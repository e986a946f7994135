"""Clusters inside two bodies of the example: the procuracy's in its year, that of the Ministry of Justice a year on."""

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
    year: int = YEAR

    @property
    def scope(self) -> str:
        """Return the scope of its year."""
        return scope_of(self.code, self.year)


PROCURACY = Cluster(
    "VKSNDTC-K1", "VKSNDTC", "Khối thi đua các đơn vị tham mưu, tổng hợp VKSND tối cao (ví dụ)",
    "Emulation cluster of the procuracy's advisory units (example)",
    ("VKSNDTC.V15", "VKSNDTC.V1", "VKSNDTC.V14", "VKSNDTC.VP"),
)  # fmt: skip
JUSTICE = Cluster(
    "BTP-C1", "BTP", "Cụm thi đua số 1 Bộ Tư pháp (ví dụ)", "Emulation cluster 1 of the Ministry of Justice (example)",
    ("BTP.TCCB", "BTP.HSHC", "BTP.HTQT", "BTP.VP"), "Quy chế thi đua, khen thưởng của Bộ (ví dụ)", YEAR - 1,
)  # fmt: skip
CLUSTERS = (PROCURACY, JUSTICE)
# The procuracy's until the year's registrations, that of the Ministry of Justice to its vote and its next head.
DAYS = {
    "year_opened": date(YEAR, 1, 15), "draft_documents": date(YEAR, 1, 19), "comment_drafts": date(YEAR, 1, 22),
    "revise_documents": date(YEAR, 1, 29), "launch": date(YEAR, 2, 24), "sign_covenant": date(YEAR, 3, 4),
    "register_targets": date(YEAR, 3, 18), "midyear_report": date(YEAR, 7, 6),
}  # fmt: skip

DAYS_OF_JUSTICE = {
    "year_opened": date(2025, 1, 14), "draft_documents": date(2025, 1, 16), "comment_drafts": date(2025, 1, 20),
    "revise_documents": date(2025, 2, 6), "launch": date(2025, 2, 18), "sign_covenant": date(2025, 3, 4),
    "register_targets": date(2025, 3, 18), "midyear_report": date(2025, 7, 8), "midyear_review": date(2025, 7, 22),
    "self_score": date(2025, 12, 2), "cross_check": date(2025, 12, 9), "call_vote": date(2025, 12, 16),
    "prepare_agenda": date(2025, 12, 17), "decide_openly": date(2025, 12, 17), "vote": date(2025, 12, 23),
    "bloc_vote:sign_minutes": date(2025, 12, 24), "cosign_minutes": date(2025, 12, 25),
    "elect": date(2026, 1, 6), "sign_minutes": date(2026, 1, 8),
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
    return BlocYear(scope=one.scope, bloc_code=one.code, year=one.year, **led)


def make_cluster_members() -> list[BlocMember]:
    """Return the membership of every unit."""
    return list(_members())


def _members() -> Iterator[BlocMember]:
    for one in CLUSTERS:
        for place, unit in enumerate(one.units):
            yield BlocMember(scope=one.scope, body_code=unit, place=place)

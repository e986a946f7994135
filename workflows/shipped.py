"""The procedures that ship with the product, and the files each goes live with."""

import importlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from engine.base.actor import SYSTEM
from engine.base.digest import release_digest
from engine.commands import deploy
from engine.model import Release
from engine.releases.check import register_steps, steps_in
from engine.store import releases
from engine.store.involvement import register_casework
from workflows.across.people import case_work
from workflows.registers import decisions

HERE = Path(__file__).parent / "procedures"
# What the diagrams call must be registered before they are checked.
ACTIONS = (
    "registers.awards",
    "registers.ballot",
    "procedures.nomination",
    "procedures.nomination.holding",
    "procedures.unit_review",
    "procedures.unit_review.opinions",
    "procedures.unit_review.posting",
    "procedures.council_session",
    "procedures.bloc_vote",
    "procedures.bloc_year",
    "procedures.complaint",
    "procedures.revocation",
)


@dataclass(frozen=True)
class Procedure:
    """A procedure as shipped: its folder's diagram, forms and tables, and the shared tables it asks."""

    key: str
    name_vi: str
    name_en: str
    shared: tuple[str, ...] = ()

    def files(self) -> dict[str, bytes]:
        """Return the files of a release by path."""
        folder = HERE / self.key
        kinds = ("*.bpmn", "*.dmn", "*.tests.csv", "forms/*.form.json")
        own = [path for kind in kinds for path in folder.glob(kind)]
        found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in own}
        return dict(sorted((found | self.shared_files()).items()))

    def shared_files(self) -> dict[str, bytes]:
        """Return the shared tables it asks, with their test cases, by path."""
        tables = decisions.files()
        return {name: tables[name] for name in self.shared} | decisions.cases_of(self.shared)


def procedures() -> list[Procedure]:
    """Return the shipped procedures in the order a nomination meets them."""
    return [
        Procedure(
            "nomination",
            "Đề nghị khen thưởng",
            "Award nomination",
            ("eligibility.dmn", "caps.dmn", "dossier_parts.dmn", "money.dmn", "limits.dmn", "party_opinion.dmn"),
        ),
        Procedure("unit_review", "Xét duyệt tại cơ quan", "Review by the body"),
        Procedure("council_session", "Phiên họp Hội đồng", "Session of a council", ("vote_threshold.dmn",)),
        Procedure("bloc_year", "Năm công tác của khối thi đua", "The year of an emulation bloc"),
        Procedure("bloc_vote", "Bình xét của khối thi đua", "Comparative vote of the bloc", ("vote_threshold.dmn",)),
        Procedure("central_submission", "Trình Trung ương", "Submission to the Central Board", ("deadline.dmn",)),
        Procedure("complaint", "Khiếu nại, tố cáo, tạm dừng hồ sơ", "Complaint or hold"),
        Procedure("revocation", "Hủy bỏ, thu hồi danh hiệu", "Revocation of an award"),
    ]


def shared_beside(folder: Path) -> dict[str, bytes]:
    """Return the shared files that a release made of a shipped procedure's own folder has too; none for others."""
    mine = (procedure for procedure in procedures() if (HERE / procedure.key).resolve() == folder.resolve())
    return next((procedure.shared_files() for procedure in mine), {})


def load_actions() -> None:
    """Register the actions that the shipped diagrams call, and how the engine learns of the people of a case."""
    for room in ACTIONS:
        importlib.import_module(f"workflows.{room}.actions")
    register_casework(case_work())
    register_steps(shipped_steps)


@cache
def shipped_steps() -> frozenset[str]:
    """Return the ids of all steps that people do in the shipped procedures, which are parts of one case."""
    return frozenset[str]().union(*(steps_in(procedure.files()) for procedure in procedures()))


def deploy_all(session: Session) -> list[Release]:
    """Make the shipped procedures live where they are not; may be run again at any time.

    A procedure that an administrator has changed since is left as it is. The caller owns the transaction.
    """
    load_actions()
    return [release for procedure in procedures() if (release := _deploy(session, procedure)) is not None]


def _deploy(session: Session, procedure: Procedure) -> Release | None:
    files = procedure.files()
    newest = releases.latest_release(session, procedure.key)
    if newest is not None and (newest.author_id != SYSTEM.id or newest.sha256 == release_digest(files)):
        return None
    key = f"shipped:{procedure.key}:{release_digest(files)}"
    note = procedure.name_vi
    return deploy(session, files, procedure=procedure.key, author=SYSTEM, approver=None, key=key, note=note)

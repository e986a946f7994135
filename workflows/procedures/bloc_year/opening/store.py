"""Queries on blocs for those who set them up."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workflows.registers.organisation.model import BlocMember, BlocYear, Unit, UnitKind
from workflows.registers.organisation.store import inside


@dataclass(frozen=True)
class ShownYear:
    """A bloc's year with the codes of its members, in their order."""

    year: BlocYear
    members: list[str]

    @property
    def owner(self) -> str | None:
        """Return the body inside which it is a cluster; None for a bloc of bodies."""
        return self.year.bloc.body_code


def list_years(session: Session) -> list[ShownYear]:
    """Return the years of all blocs, the newest first."""
    members: dict[str, list[str]] = {}
    ordered = select(BlocMember.scope, BlocMember.body_code).order_by(BlocMember.place, BlocMember.body_code)
    for scope, body in session.execute(ordered):
        members.setdefault(scope, []).append(body)
    years = session.scalars(select(BlocYear).order_by(BlocYear.year.desc(), BlocYear.bloc_code))
    return [ShownYear(year, members.get(year.scope, [])) for year in years]


def bodies_at_work(session: Session) -> list[Unit]:
    """Return the bodies a bloc may consist of, by code."""
    query = select(Unit).where(Unit.kind == UnitKind.BODY, Unit.dissolved.is_(False))
    return list(session.scalars(query.order_by(Unit.code)))


def units_at_work(session: Session, body: str) -> list[Unit]:
    """Return the units a cluster inside a body may consist of, by code."""
    query = select(Unit).where(inside(Unit.code, [body]), Unit.code != body, Unit.dissolved.is_(False))
    return list(session.scalars(query.order_by(Unit.code)))


def set_members(session: Session, scope: str, codes: Iterable[str]) -> None:
    """Make some bodies, in their order, the only members of a bloc's year."""
    session.execute(delete(BlocMember).where(BlocMember.scope == scope))
    session.add_all(BlocMember(scope=scope, body_code=code, place=n) for n, code in enumerate(codes))
    session.flush()

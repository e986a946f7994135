"""The example put into a database, once."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from engine.model.base import Base
from engine.store.database import Database
from workflows.example import (
    bodies,
    clusters,
    councils,
    grounds,
    inspections,
    models,
    movements,
    people,
    records,
    registrations,
)
from workflows.registers.awards.catalogue import load_catalogue
from workflows.registers.organisation.store import person_by_code


def load_example(database: Database, *, nominations: bool = True) -> None:
    """Put the example's organisation, register and nominations into a database; what is there stays as it is."""
    database.perform(_load_people_and_records)
    if nominations:
        from workflows.example.nominations import load_nominations  # noqa: PLC0415 - needs the procedures

        load_nominations(database)


def _load_people_and_records(session: Session) -> None:
    load_catalogue(session)
    if person_by_code(session, people.everybody()[0].place.code) is not None:
        return
    for rows in _tables():
        session.bulk_save_objects(rows)
        session.flush()


def _tables() -> Iterator[Sequence[Base]]:
    """Yield rows table by table, each after those it points at."""
    units = bodies.make_units()
    yield [unit for unit in units if unit.parent_code is None]
    yield [unit for unit in units if unit.parent_code is not None]
    yield bodies.make_bloc()
    yield bodies.make_bloc_years()
    yield bodies.make_bloc_members()
    yield clusters.make_clusters()
    yield clusters.make_cluster_years()
    yield clusters.make_cluster_members()
    yield people.make_people()
    yield people.make_posts()
    yield councils.make_councils()
    yield councils.make_council_members()
    yield registrations.make_registrations()
    yield registrations.make_targets()
    yield registrations.make_rules()
    yield records.make_titles()
    yield records.make_years()
    yield records.make_initiatives()
    yield records.make_holds()
    shown = models.make_models()
    yield shown
    yield models.make_notes(shown[0])
    yield movements.make_movements()
    yield from movements.make_taking_part()
    yield from inspections.make_inspections()
    yield grounds.make_bases()

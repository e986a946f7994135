"""What a person may act as, worked out from posts, councils and blocs on a day."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from workflows.organisation import store
from workflows.organisation.model import CouncilMember, Post

_COUNCIL_PRINCIPALS = {
    "chair": ("council_chair", "council_member"),
    "vice": ("council_member",),
    "member": ("council_member",),
    "secretary": ("council_secretary",),
}
# Those who act for a body act for the bloc in the years the body heads it.
_ACTS_FOR_BODY = frozenset({"emulation_dept", "body_leader"})


def actor_for(session: Session, person_id: UUID | str, on: date | None = None) -> Actor:
    """Return a person as an actor, with the principals held on a day (today unless told).

    Raises NotFoundError.
    """
    person = store.find_person(session, person_id)
    day = on or clock.today()
    posts = store.posts_of(session, person.id, day)
    seats = store.council_seats_of(session, person.id, day)
    principals = {post.principal for post in posts} | _council_principals(seats) | _bloc_principals(session, posts)
    return Actor(id=str(person.id), name=person.full_name, principals=frozenset(principals))


def _council_principals(seats: list[CouncilMember]) -> set[str]:
    return {f"{role}@{seat.council_code}" for seat in seats for role in _COUNCIL_PRINCIPALS[seat.role]}


def _bloc_principals(session: Session, posts: list[Post]) -> set[str]:
    bodies = {post.unit_code for post in posts if post.role in _ACTS_FOR_BODY and post.unit_code}
    if not bodies:
        return set()
    years = store.bloc_years_led_by(session, bodies)
    heads = {f"bloc_head@{year.scope}" for year in years if year.head_code in bodies}
    return heads | {f"bloc_deputy@{year.scope}" for year in years if year.deputy_code in bodies}

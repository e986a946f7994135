"""Whom a remark mentions: `@` and a person's code, for people who may see the case."""

import re

from sqlalchemy.orm import Session

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.model import UserTask
from web.parts.sight import reads_task, sees_nomination
from workflows.across.people.reading import reads_aside
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import people_with_codes

MENTION = re.compile(r"(?<![\w.@])@([\w-]+(?:\.[\w-]+)*)")


class MentionError(BangVangError):
    """A remark mentions somebody who is not there, or may not see the case."""


def mentioned_people(session: Session, task: UserTask, text: str) -> list[Person]:
    """Return the people a remark on a task mentions, in the order of their names' first places.

    Raises MentionError for a code nobody has, and for somebody who may not see the case.
    """
    codes = list(dict.fromkeys(code.lower() for code in MENTION.findall(text)))
    known = people_with_codes(session, codes)
    for code in codes:
        if code not in known:
            raise MentionError(Text(N_("There is nobody with the code @%(code)s."), {"code": code}))
        if not _sees_case(session, known[code], task):
            raise MentionError(Text(N_("%(name)s may not see this case."), {"name": known[code].full_name}))
    return [known[code] for code in codes]


def _sees_case(session: Session, person: Person, task: UserTask) -> bool:
    actor = actor_for(session, person.id)
    if reads_aside(session, actor, task.business_key):
        return False  # what is written about them is not for them
    return reads_task(session, actor, task) or sees_nomination(session, actor, task.business_key)

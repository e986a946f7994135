"""Telling people by mail: at once (within minutes) or in a daily digest, each thing once.

Mails name steps, reasons and numbers of cases with links; no person, no vote, no answer.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from babel.support import Translations
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.clock import local_zone
from engine.base.logs import get_logger
from engine.base.text import N_, Text
from engine.commands.failures import describe
from engine.commands.mail import send_mail
from engine.commands.troubles import NOTICE, end_trouble, note_trouble
from engine.ports.mail import Mail
from engine.store.database import Database
from engine.store.troubles import is_away
from engine.store.waiting import count_waiting_mail
from web.notices import store
from web.notices.model import NoticeSetting
from web.notices.reasons import NOTICES, REASONS, path_of, type_of
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.called import names_of_blocs, words_for

log = get_logger()
DIGEST_HOUR = 8
MOST_WAITING = 2_000
"""Mails that may wait for a mail server before nothing is added."""
WAITING = {"count": MOST_WAITING}
QUEUE = UUID("5d0f4f5e-6a34-4d5c-9a53-7f1f8d9a1f60")
"""What the incident of the full queue is about."""
CATALOGUES = Path(__file__).parent.parent / "translations"
SUBJECT = N_("Bảng Vàng: %(count)s news")
DIGEST = N_("Bảng Vàng: digest of %(day)s, %(count)s news")
FOOT = N_("Choose how you are told: %(url)s")


@dataclass(frozen=True)
class Post:
    """Where links lead, and in which language is written."""

    url: str
    gettext: Callable[[str], str]


def post_for(url: str, language: str) -> Post:
    """Return how mails are written for an address of the product and a language."""
    catalogue = Translations.load(str(CATALOGUES), [language])
    return Post(url.rstrip("/"), catalogue.gettext)


def send_news(database: Database, post: Post) -> int:
    """Put into the outbox what is to be told by mail now; return how many mails. May be repeated at any time.

    Each person by themselves: who cannot be told becomes an incident, and the others are told. While too much mail
    waits for a mail server nothing is added; what is new is told later, in one mail each.
    """
    with database.read() as session:
        people = store.people_to_tell(session)
        is_full = count_waiting_mail(session) >= MOST_WAITING
    _note_queue(database, is_full=is_full)
    return 0 if is_full else sum(_tell_one(database, person, post) for person in people)


def _note_queue(database: Database, *, is_full: bool) -> None:
    def note(session: Session) -> None:
        if is_full:
            note_trouble(session, NOTICE, QUEUE, Text(N_("%(count)s mails wait for the mail server."), WAITING))
        else:
            end_trouble(session, NOTICE, QUEUE)

    database.perform(note)


def _tell_one(database: Database, person: str, post: Post) -> int:
    def tell(session: Session) -> int:
        told = _tell(session, person, post)
        end_trouble(session, NOTICE, UUID(person))
        return told

    try:
        return database.perform(tell)
    except Exception as error:
        if is_away(error):
            raise  # the database's, not the person's
        log.exception("a person could not be told by mail", person=person)
        text = _trouble_of(error)
        database.perform(lambda session: note_trouble(session, NOTICE, UUID(person), text))
        return 0


def _trouble_of(error: Exception) -> Text:
    reason = N_("One person cannot be told by mail, the others are: %(why)s")
    return Text(reason, {"why": describe(error)})


def _tell(session: Session, person_id: str, post: Post) -> int:
    """Write to one person, and note up to when: in the one transaction that fills the outbox."""
    setting = store.locked_setting(session, person_id)
    if setting is None or not setting.address:
        return 0
    actor, now, sent = actor_for(session, person_id), clock.now(), 0
    lines = list(_lines(session, actor, setting, "once", setting.told_until, now, post))
    if lines:
        sent += _write(session, setting, SUBJECT, lines, post, f"news:{person_id}:{setting.told_until.isoformat()}")
    setting.told_until = now
    local = now.astimezone(local_zone())
    if local.hour >= DIGEST_HOUR and setting.digest_on != local.date():
        lines = list(_lines(session, actor, setting, "daily", setting.digest_until, now, post))
        if lines:
            sent += _write(session, setting, DIGEST, lines, post, f"digest:{person_id}:{local.date().isoformat()}")
        setting.digest_on, setting.digest_until = local.date(), now
    return sent


def _lines(  # noqa: PLR0913, PLR0917 - a time and how to write of it
    session: Session, actor: Actor, setting: NoticeSetting, way: str, since: datetime, until: datetime, post: Post
) -> Iterator[str]:
    wanted = {kind for kind, chosen in setting.ways.items() if chosen == way}
    if "task" in wanted:
        for task in store.tasks_between(session, actor, since, until):
            due = f", {task.due_at.astimezone(local_zone()):%d/%m/%Y}" if task.due_at else ""
            yield f"- {words_for(task.title, task.name)} ({task.business_key}{due})\n  {post.url}/viec/{task.id}"
    notices = [one for one in store.notices_between(session, actor, since, until) if type_of(one.reason) in wanted]
    blocs = names_of_blocs(session, {one.business_key for one in notices}) if notices else {}
    for notice in notices:
        said = post.gettext(REASONS.get(notice.reason, (notice.reason, ""))[0])
        words = words_for(blocs.get(notice.business_key, ""), said)
        about = f": {notice.business_key}" if notice.business_key else ""
        yield f"- {words}{about}\n  {post.url}{path_of(notice.business_key) or NOTICES}"


def _write(session: Session, setting: NoticeSetting, subject: str, lines: list[str], post: Post, key: str) -> int:  # noqa: PLR0913, PLR0917 - the parts of a mail
    said = {"count": len(lines), "day": f"{clock.today():%d/%m/%Y}", "url": f"{post.url}{NOTICES}/cai-dat"}
    text = "\n".join([*lines, "", post.gettext(FOOT) % said])
    send_mail(session, Mail([setting.address], post.gettext(subject) % said, text), by=SYSTEM, key=key)
    return 1

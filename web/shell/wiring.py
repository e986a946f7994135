"""Tell the engine of what it cannot know itself: the procedures' actions, how forms are checked, where mail goes."""

from datetime import timedelta
from functools import partial
from typing import cast

from engine.ports.acts import register_witness, use_people
from engine.ports.confidential import keep_confidential
from engine.ports.handing import use_handing_rule
from engine.ports.mail import Protection, SmtpSender, use_sender
from engine.ports.periodic import register_periodic
from engine.ports.registers import use_registers
from engine.releases.check import register_check, register_roles, register_steps
from engine.store.involvement import register_casework
from engine.store.retention import register_links
from forms import check_form
from web.base.config import Settings
from web.base.found import import_modules
from web.inbox.drafts.store import files_in_drafts
from web.notices.mailing import post_for, send_news
from web.signin.store import shut_out
from workflows.across.linkage.store import belongs_to
from workflows.across.people import case_work
from workflows.across.reminders.inspections import remind_of_inspections
from workflows.across.reminders.movements import remind_of_movements
from workflows.across.witness import tell_witnesses
from workflows.procedures.bloc_year.pace.reminding import remind_leads
from workflows.registers.attachments import FileStore, sweep_orphans
from workflows.registers.confidence.clearance import HELD_BY
from workflows.registers.nominations.tally.store import fold
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.absence.rule import handing_rule, use_accounts
from workflows.registers.organisation.codes import OrganisationCodes
from workflows.registers.organisation.model import BLOC_ROLES, ROLES
from workflows.shipped import shipped_steps


def join_rooms() -> None:
    """Register the actions that diagrams call by name, and the check of the forms that their tasks show.

    Every program that deploys or runs processes calls this first.
    """
    import_modules("actions", ("workflows",))
    use_people(actor_for)
    use_accounts(shut_out)
    use_handing_rule(handing_rule())
    register_links("cases", belongs_to)
    register_witness("notices", tell_witnesses)
    register_check(".form.json", check_form)
    register_roles({*ROLES, *BLOC_ROLES, *HELD_BY})
    keep_confidential(HELD_BY)
    register_casework(case_work())
    register_steps(shipped_steps)
    use_registers(OrganisationCodes())


def join_work(settings: Settings) -> None:
    """Register what only a program that runs a worker does: mail, and work that comes back."""
    store = FileStore(settings.attachments_dir)
    sweep = partial(sweep_orphans, store=store, named=files_in_drafts)
    register_periodic("attachments.sweep_orphans", timedelta(minutes=10), sweep)
    post = post_for(settings.url, settings.language)
    register_periodic("notices.mail", timedelta(minutes=5), lambda db: send_news(db, post))
    register_periodic("bloc_years.remind_leads", timedelta(hours=1), remind_leads)
    register_periodic("movements.remind_of_reviews", timedelta(hours=1), remind_of_movements)
    register_periodic("inspections.remind", timedelta(hours=1), remind_of_inspections)
    register_periodic("nominations.fold_tally", timedelta(hours=1), fold)
    use_sender(mail_sender(settings))


def mail_sender(settings: Settings) -> SmtpSender | None:
    """Return the sender the settings name, or None where there is no mail server: mail then waits."""
    if not settings.smtp_host:
        return None
    return SmtpSender(
        host=settings.smtp_host,
        address=settings.mail_from,
        port=settings.smtp_port,
        protection=cast(Protection, settings.smtp_protection),
        user=settings.smtp_user,
        password=settings.smtp_password,
    )

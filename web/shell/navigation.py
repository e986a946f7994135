"""The side navigation: what a person's roles open."""

from dataclasses import dataclass
from functools import partial

from flask import Flask, current_app, g, request, session
from markupsafe import Markup, escape

from engine.base.actor import Actor
from engine.base.text import N_
from engine.store import tasks
from web.base.database import database
from web.inbox import store as inbox
from web.inbox.asked import Asked
from web.layout.asset_manifest import asset
from web.layout.language import language
from web.layout.numbers import counted
from web.signin.access import current_actor, current_person_id, rule_of
from workflows.registers.organisation.folding import bare_name

SIDES, SIDES_KEPT = "bangvang.sides", 500
COUNT = "\N{SYMBOL FOR SUBSTITUTE FORM TWO}"
"""Stands where the number of tasks goes, in what is kept."""


@dataclass(frozen=True)
class Entry:
    """One line of the navigation; whom it is shown to follows from the rule of its view."""

    endpoint: str
    label: str
    icon: str
    counts_tasks: bool = False
    covers: tuple[str, ...] = ()  # views, or whole rooms, that belong under this line

    @property
    def is_here(self) -> bool:
        """Tell whether the page shown belongs under this line."""
        return request.endpoint == self.endpoint or bool({request.endpoint, request.blueprint} & set(self.covers))


@dataclass(frozen=True)
class Section:
    """Lines under one heading."""

    heading: str | None
    entries: tuple[Entry, ...]


SECTIONS = (
    Section(
        None,
        (
            Entry("inbox.show_inbox", N_("Inbox"), "inbox", counts_tasks=True, covers=("inbox",)),
            Entry("cases.list_nominations", N_("Nominations"), "file-certificate", covers=("cases.show_nomination",)),
            Entry("cases.new_nomination", N_("New nomination"), "file-plus", covers=("cases.create",)),
            Entry("councils.list_sessions", N_("Councils"), "scale", covers=("councils",)),
            Entry("start.list_votes", N_("Blocs"), "users-group"),
            Entry("bloc_years.list_years", N_("Years of blocs"), "calendar-event", covers=("bloc_years",)),
            Entry("registration.show", N_("Emulation registration"), "file-plus", covers=("registration",)),
            Entry("register.show_register", N_("Register of awards"), "medal", covers=("register",)),
            Entry(
                "movements.list_movements",
                N_("Emulation movements"),
                "trophy",
                covers=("movements", "movement_changes"),
            ),
            Entry("models.list_models", N_("Advanced models"), "star", covers=("models", "model_changes")),
            Entry(
                "inspections.list_plans",
                N_("Inspection and supervision"),
                "clipboard-check",
                covers=("inspections", "inspection_changes", "inspection_papers"),
            ),
            Entry("complaints.list_complaints", N_("Complaints"), "message-2", covers=("complaints", "holds")),
            Entry("posting.show_published", N_("Published"), "eye"),
            Entry("reports.show", N_("Reports"), "chart-bar", covers=("reports", "simplicity")),
        ),
    ),
    Section(
        N_("Administration"),
        (
            Entry("accounts.list_accounts", N_("Accounts"), "users", covers=("accounts",)),
            Entry("people.show_import", N_("Units and people"), "building", covers=("people",)),
            Entry("appointing.show", N_("Posts and councils"), "user-check", covers=("appointing",)),
            Entry("blocs.show", N_("Blocs by year"), "users-group", covers=("blocs",)),
            Entry("award_names.show", N_("Names of awards"), "medal", covers=("award_names",)),
            Entry("settings.list_settings", N_("Settings that two people change"), "settings", covers=("settings",)),
            Entry("workshop.list_procedures", N_("Procedures"), "sitemap", covers=("workshop",)),
            Entry("running.list_instances", N_("Running processes"), "list-details", covers=("running",)),
            Entry("proposals.list_acts", N_("Acts that need two people"), "users", covers=("proposals",)),
            Entry("document_templates.list_templates", N_("Document templates"), "file-text"),
            Entry("legal_bases.show", N_("Legal bases of papers"), "scale", covers=("legal_bases",)),
            Entry("certificates.show", N_("Signers' certificates"), "shield-check"),
            Entry("calendar.show_year", N_("Calendar of work"), "calendar", covers=("calendar",)),
            Entry("operations.show_incidents", N_("Incidents"), "alert-triangle"),
        ),
    ),
    Section(
        N_("Inspection"),
        (Entry("records.list_records", N_("Records"), "shield-check", covers=("records",)),),
    ),
)


def add_context_processors(app: Flask) -> None:
    """Give every template the navigation and who is signed in."""
    app.context_processor(describe_page)


def describe_page() -> dict[str, object]:
    """Return what the frame of a page needs."""
    if current_person_id() is None:
        return {"me": None}
    me = current_actor()
    return {
        "me": me,
        "initials": initials(me.name),
        "username": getattr(session, "username", ""),
        "side": partial(_side, me),
    }


def _side(me: Actor) -> Markup:
    """Return the navigation of a page, kept for all who may open the same of it while they are at the same line."""
    sections = open_sections()
    shown = tuple((entry.endpoint, entry.is_here) for _, entries in sections for entry in entries)
    absent = tuple(one.name for one in me.stands_in_for)
    key = (language(), request.script_root, shown, absent, asset("build/icons.svg"), asset("icons/star.svg"))
    kept: dict[object, Markup] = current_app.extensions.setdefault(SIDES, {})
    if key not in kept:
        if len(kept) >= SIDES_KEPT:
            kept.clear()
        side = current_app.jinja_env.get_template("layout/_side.html")
        kept[key] = Markup(side.render(me=me, sections=sections, task_count=COUNT))  # noqa: S704 - escaped by the template
    return kept[key].replace(COUNT, escape(counted(_count_waiting(me), tasks.MOST_COUNTED)))


def _count_waiting(me: Actor) -> int:
    """Return how many tasks wait for the person, as the inbox counted them where it is the page shown."""
    if "waiting" not in g:
        with database().read() as reading:
            [g.waiting] = inbox.count_views(reading, me, [Asked()])
    return int(g.waiting)


def open_sections() -> list[tuple[str | None, list[Entry]]]:
    """Return the sections with the entries this person may open."""
    shown = [(section.heading, [e for e in section.entries if is_open(e)]) for section in SECTIONS]
    return [(heading, entries) for heading, entries in shown if entries]


def is_open(entry: Entry) -> bool:
    """Tell whether the view behind an entry exists and admits the person."""
    view = current_app.view_functions.get(entry.endpoint)
    rule = rule_of(view) if view else None
    if rule is None:
        return False
    return not rule.roles or any(current_actor().holds(role) for role in rule.roles)


def initials(name: str) -> str:
    """Return the first letters of the first and last word of a name: Trần Quốc Khánh gives TK."""
    words = [word for word in bare_name(name).split() if word[0].isalpha()]
    return (words[0][0] + words[-1][0]).upper() if words else "?"

"""The application: one factory that joins the rooms."""

from importlib import import_module
from types import ModuleType

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from engine.base import clock
from engine.commands.care import stricter, use_stricter
from engine.ports.meter import use_count
from engine.store.database import Database
from web.account.views import THEME_COOKIE, THEMES
from web.base.config import HOME, Settings
from web.base.database import attach_database
from web.base.meters import meters
from web.layout import access_log, addresses, compression, keys, language, requests, security, security_log, times
from web.layout.asset_manifest import asset, icon, letters
from web.layout.numbers import NumberConverter
from web.parts.naming import own_name
from web.shell import navigation
from web.shell.wiring import join_rooms
from web.signin import access, errors, refilling
from web.signin.confirming import is_password_due
from web.signin.sessions import BrowserSessions, refuse_troubled
from workflows.registers.calendar.following import follow_calendar

BLUEPRINTS = (
    "account.views",
    "account.entry",
    "account.own",
    "account.managing.views",
    "organisation.views",
    "organisation.appointing",
    "organisation.blocs",
    "organisation.award_names",
    "account.away.views",
    "inbox.views",
    "inbox.arranging.views",
    "inbox.batch.views",
    "inbox.drafts.views",
    "inbox.filters.views",
    "inbox.remarks.views",
    "inbox.questions.views",
    "inbox.watching.views",
    "notices.settings.views",
    "cases.views",
    "cases.letters",
    "cases.diagram",
    "parts.files",
    "cases.preview",
    "cases.start",
    "bloc_years.views",
    "bloc_years.directions",
    "bloc_years.counting",
    "councils.views",
    "complaints.views",
    "complaints.holds",
    "register.views",
    "posting.views",
    "registration.views",
    "models.views",
    "models.changing",
    "movements.views",
    "movements.changing",
    "inspections.views",
    "inspections.changing",
    "inspections.papers",
    "cases.party",
    "calendar.views",
    "notices.views",
    "feed.views",
    "records.views",
    "documents.views",
    "documents.templates",
    "documents.certificates",
    "documents.bases",
    "reports.views",
    "reports.simplicity.views",
    "operations",
    "operations.views",
    "proposals.views",
    "settings.views",
    "relations.views",
    "workshop",
    "health.views",
)


def create_app(settings: Settings, database: Database | None = None) -> Flask:
    """Build the application for some settings, on a given database or the one the settings name."""
    clock.live_in(settings.time_zone)
    use_stricter(stricter(settings.care))
    app = Flask("web", root_path=str(HOME / "web"))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="bangvang_guest",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=settings.upload_megabytes * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=5_000,  # a list of some hundred rows is one form
        TESTING=settings.testing,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session
        BANGVANG_SETTINGS=settings,
    )
    app.url_map.converters["int"] = NumberConverter
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.session_interface = BrowserSessions(secure=settings.secure_cookies)
    opened = database or Database(settings.database_url)
    attach_database(app, opened)
    follow_calendar(opened)
    if settings.is_behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_host=1)  # type: ignore[method-assign]
    join_rooms()
    use_count(meters().count)
    _init_extensions(app)
    _register_blueprints(app)
    return app


def _init_extensions(app: Flask) -> None:
    access_log.init_app(app, app.config["BANGVANG_SETTINGS"])
    compression.init_app(app)
    security_log.init_app(app)
    app.before_request(refuse_troubled)
    addresses.init_app(app)
    security.init_app(app)
    app.before_request(access.enforce_access)
    requests.init_app(app)
    language.init_app(app)
    times.add_template_filters(app)
    keys.add_template_globals(app)
    navigation.add_context_processors(app)
    errors.register_error_handlers(app)
    refilling.init_app(app)
    app.add_template_global(chosen_theme)
    app.add_template_global(is_password_due, "password_due")
    app.add_template_global(asset)
    app.add_template_global(letters)
    app.add_template_global(icon, "drawn_icon")
    app.add_template_global(own_name)
    access.open_to_all(app.view_functions["static"])


def load_views() -> list[ModuleType]:
    """Load the views of all rooms; one that fails names itself."""
    return [import_module(f"web.{room}") for room in BLUEPRINTS]


def _register_blueprints(app: Flask) -> None:
    for room in load_views():
        app.register_blueprint(room.bp)
    import_module("web.notices.views").add_context_processors(app)


def chosen_theme() -> str:
    """Return the theme chosen by the switch, or nothing: then the browser's preference decides."""
    chosen = request.cookies.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""

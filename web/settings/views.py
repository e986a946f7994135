"""The pages of settings: how each is set, who set it, and the form to propose another value."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from engine.base.errors import BangVangError
from engine.base.text import Text
from engine.commands.settings import CHANGE, SettingChanged, subject_of
from engine.history.fact import read_fact
from engine.model import AdminEvent
from engine.model.setting import ChosenSetting
from engine.ports.settings import Setting, Several, all_settings, find_setting
from engine.store.administration import acts_about
from engine.store.settings import chosen_settings
from web.base.database import database
from web.layout.keys import new_key
from web.parts.proposing import propose, said
from web.signin.access import access, current_actor
from web.signin.errors import status_of

bp = Blueprint("settings", __name__, url_prefix="/thiet-lap")
SETTER = "administrator"
READERS = (SETTER, "process_approver", "auditor")


@dataclass(frozen=True)
class Shown:
    """A setting with the value it has, in words, and who chose it."""

    setting: Setting
    value: Any
    chosen: ChosenSetting | None

    @property
    def words(self) -> Text:
        """Return the value in words."""
        return self.setting.holds.show(self.value)

    @property
    def is_list(self) -> bool:
        """Tell whether it holds some of a list rather than a number."""
        return isinstance(self.setting.holds, Several)


@bp.get("")
@access(*READERS)
def list_settings() -> ResponseReturnValue:
    """Show every setting as it is set now."""
    with database().read() as reading:
        chosen = chosen_settings(reading)
        return render_template("settings/list.html", found=[_show(one, chosen) for one in all_settings()])


@bp.get("/<name>")
@access(*READERS)
def show(name: str) -> ResponseReturnValue:
    """Show one setting, what it was before, and the form to propose another value."""
    return _page(name)


@bp.post("/<name>")
@access(SETTER)
def change(name: str) -> ResponseReturnValue:
    """Propose another value; a second person approves it."""
    setting = find_setting(name)

    def asked() -> tuple[dict[str, Any], str]:
        values = request.form.getlist("value")
        typed = values if isinstance(setting.holds, Several) else request.form.get("value", "")
        return {"setting": name, "value": setting.holds.read(typed)}, request.form.get("reason", "")

    return propose(CHANGE, asked, lambda error: (_page(name, error), status_of(error)))


def _show(setting: Setting, chosen: dict[str, ChosenSetting]) -> Shown:
    found = chosen.get(setting.name)
    return Shown(setting, setting.shipped if found is None else found.value, found)


def _page(name: str, error: BangVangError | None = None) -> str:
    setting = find_setting(name)
    with database().read() as reading:
        return render_template(
            "settings/setting.html",
            shown=_show(setting, chosen_settings(reading)),
            typed=request.form.getlist("value") if error else None,
            before=_history(reading, setting),
            may_propose=current_actor().holds(SETTER),
            key=new_key(),
            **said(error),
        )


def _history(reading: Session, setting: Setting) -> list[tuple[AdminEvent, Text, Text]]:
    """Return the changes of a setting, the newest first: what was recorded, from what, to what."""
    show_value = setting.holds.show
    told = [(act, read_fact(SettingChanged, act.data)) for act in acts_about(reading, [subject_of(setting.name)])]
    return [(act, show_value(change.before), show_value(change.after)) for act, change in told if change is not None]

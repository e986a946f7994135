"""The page of one exemplary model."""

from uuid import UUID

from flask import render_template

from engine.base import clock
from web.base.database import database
from web.layout.keys import new_key
from web.models.places import units_of
from web.models.words import WORDS
from web.parts.naming import load_names
from web.signin.access import current_actor
from workflows.registers.models import store
from workflows.registers.models.commands import CHECKERS, RECORDERS
from workflows.registers.models.pictures import pictures_of
from workflows.registers.organisation.access import holds_over


def model_page(model_id: UUID) -> str:
    """Write the page of a model that the person may see.

    Raises NotFoundError.
    """
    me = current_actor()
    with database().read() as reading:
        one = store.find_model(reading, model_id, me)
        notes = store.notes_of(reading, model_id)
        units = units_of(reading, me)
        page = {
            "one": one,
            "noted": notes,
            "pictures": pictures_of(reading, one.file_key),
            "names": load_names(reading, [one.unit_code, *(note.unit_code for note in notes)]),
            "units": units,
            "may_check": holds_over(me, CHECKERS, one.unit_code) and one.found_by not in me.ids,
            "may_publish": holds_over(me, CHECKERS, one.unit_code),
            "may_record": holds_over(me, RECORDERS, one.unit_code),
        }
        return render_template("models/model.html", **page, **WORDS, key=new_key(), today=clock.today())

"""Tell the engine of what it cannot know itself: the procedures' actions, and how forms are checked."""

from engine.check import register_check
from forms import check_form
from web.rooms import import_modules


def join_rooms() -> None:
    """Register the actions that diagrams call by name, and the check of the forms that their tasks show.

    Every program that deploys or runs processes calls this first.
    """
    import_modules("actions", ("workflows",))
    register_check(".form.json", check_form)

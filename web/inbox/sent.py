"""The answers of a request, apart from the fields that its page adds."""

from collections.abc import Iterable

from flask import request

from forms.submission import as_lists
from web.layout.keys import FIELD
from web.signin.confirming import CONFIRMATION


def answers_sent(own: Iterable[str]) -> dict[str, list[str]]:
    """Return the answers as typed, without the fields of every page and those that this one calls its own."""
    left_out = {"csrf_token", FIELD, CONFIRMATION, *own}
    return {name: values for name, values in as_lists(request.form).items() if name not in left_out}

"""Task forms as data: form-js schemas shown as accessible pages and checked on the server."""

from forms.errors import FormRefusedError
from forms.form import Checked, Form, parse_form
from forms.schema import check_form
from forms.submission import Raw
from forms.view import FormView

__all__ = ["Checked", "Form", "FormRefusedError", "FormView", "Raw", "check_form", "parse_form"]

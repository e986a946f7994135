"""Reading a form-js schema: what stands in it, and what is wrong with it."""

from forms.schema.document import check_form, read_form

__all__ = ["check_form", "read_form"]

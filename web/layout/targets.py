"""Where to go next: addresses on this site, and nowhere else."""

import unicodedata
from urllib.parse import unquote, urlsplit

from flask import request, url_for

LONGEST_TARGET = 2_000


def local_target(target: str | None) -> str:
    """Return where to go next if it lies on this site, else the inbox."""
    return target if target and is_local(target) else url_for("inbox.show_inbox")


def is_local(target: str) -> bool:
    """Tell whether an address lies on this site, however a browser may read it.

    Browsers drop control characters and take `\\` for `/`, and a server in between may decode what is escaped or take
    a full-width sign for the plain one; so the address is looked at as it is and as it reads then.
    """
    if len(target) > LONGEST_TARGET:
        return False
    decoded = (target, unquote(target), unquote(unquote(target)))
    return all(_leads_here(one) and _leads_here(unicodedata.normalize("NFKC", one)) for one in decoded)


def _leads_here(target: str) -> bool:
    if not target.startswith("/") or "\\" in target:
        return False
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    has_control = any(unicodedata.category(one) in ("Cc", "Zl", "Zp") for one in target)
    return not (parts.scheme or parts.netloc or has_control or target.startswith("//"))


def came_from() -> str:
    """Return the page a small form (language, theme) was sent from."""
    return local_target(request.form.get("next"))

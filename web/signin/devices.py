"""Browsers in the words their owners know them by."""

from flask import request

from web.signin.commands import Device

# In the order to look for them: most browsers name the others too.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def this_device() -> Device:
    """Return the browser of this request, and the address it comes from."""
    agent = request.user_agent.string
    found = [next((name for mark, name in marks if mark in agent), "") for marks in (BROWSERS, SYSTEMS)]
    return Device(" · ".join(part for part in found if part), request.remote_addr or "")

"""Addresses that leave the site, and under which names the site answers at all.

A request says itself for which host it is, so what it says ends in no paper, mail or calendar: those take the address
people use from the settings.
"""

import ipaddress
import re
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request, url_for

from web.base.config import Settings

LOOPBACK_NAMES = {"localhost", "localhost.localdomain"}
ELSEWHERE = 421
WATCHED = frozenset({"/healthz", "/readyz", "/metrics"})
"""What machines ask of a node, by whatever address it has; nobody's session is asked for."""
_HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


def init_app(app: Flask) -> None:
    """Refuse requests for hosts that this site is not."""
    app.before_request(refuse_unknown_host)


def refuse_unknown_host() -> None:
    """Refuse a request whose host is neither that of the address people use, nor this machine itself."""
    if request.path not in WATCHED and not is_known_host(request.host, _settings()):
        abort(ELSEWHERE)


def is_known_host(host: str, settings: Settings) -> bool:
    """Tell whether the site answers under a host, written as in the Host header: a name and a port, nothing else."""
    if not _HOST.fullmatch(host):
        return False
    try:
        asked = urlsplit(f"//{host}")
        name, _port = (asked.hostname or "").rstrip("."), asked.port  # a port that is none raises
    except ValueError:
        return False
    return is_loopback(name) or (bool(settings.url) and name == urlsplit(settings.url).hostname)


def is_loopback(name: str) -> bool:
    """Tell whether a host name means the machine itself."""
    if name in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def absolute_url(endpoint: str, **values: object) -> str:
    """Return the address of a page as people elsewhere open it; nothing while the settings name none."""
    base = _settings().url.rstrip("/")
    return f"{base}{url_for(endpoint, **values)}" if base else ""  # type: ignore[arg-type]


def nearest_url(endpoint: str, **values: object) -> str:
    """Return the same for whoever asks now: without a setting the page as it is on this machine."""
    return absolute_url(endpoint, **values) or url_for(endpoint, _external=True, **values)  # type: ignore[arg-type]


def _settings() -> Settings:
    found: Settings = current_app.config["BANGVANG_SETTINGS"]
    return found

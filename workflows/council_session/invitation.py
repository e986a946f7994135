"""The invitation to a session as a calendar entry (RFC 5545), to be opened by any calendar program."""

from datetime import UTC, datetime, timedelta

from engine import clock
from workflows.council_session.model import CouncilSession

LENGTH = timedelta(hours=3)
_LINE = 73  # octets: RFC 5545, 3.1 folds at 75, the line's break not counted


def calendar_entry(sitting: CouncilSession, name: str) -> bytes:
    """Return the entry of a session that has been convened; the same session always keeps its identity."""
    begin = sitting.held_at or sitting.created_at
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bang Vang//Council session//VI",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_ascii(sitting.code)}@bangvang",
        f"DTSTAMP:{_utc(clock.now())}",
        f"DTSTART:{_utc(begin)}",
        f"DTEND:{_utc(begin + LENGTH)}",
        f"SUMMARY:{_text(f'Họp {name}')}",
        f"LOCATION:{_text(sitting.place)}",
        f"DESCRIPTION:{_text(_description(sitting))}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _description(sitting: CouncilSession) -> str:
    parts = [f"Phiên {sitting.code}: {len(sitting.items)} hồ sơ."]
    if sitting.closes_at is not None:
        closes = sitting.closes_at.astimezone(clock.LOCAL_ZONE)
        parts.append(f"Hạn gửi phiếu: {closes:%d/%m/%Y %H:%M}.")
    return "\n".join([*parts, sitting.note]).strip()


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _ascii(code: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "-" for c in code)


def _text(value: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        value = value.replace(sign, written)
    return value


def _folded(line: str) -> str:
    """Break a long line between characters, never within one."""
    parts, part, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LINE:
            parts.append(part)
            part, size = "", 0
        part += character
        size += width
    return "\r\n ".join([*parts, part])

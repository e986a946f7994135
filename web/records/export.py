"""The record of a case as a table or as data, for work outside."""

import csv
import io
from datetime import UTC

import orjson

from engine.model import Event
from engine.model.values import encode
from web.records.record import Line, Record

COLUMNS = ("at", "process", "instance", "seq", "kind", "actor", "on_behalf_of", "element", "what", "said", "hash")
# A cell that begins so would be run as a formula by spreadsheet programs.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(record: Record) -> str:
    """Write the events as CSV with a byte order mark, so that spreadsheet programs read the Vietnamese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for line in record.lines:
        writer.writerow([_safe(cell) for cell in _cells(line)])
    return "\ufeff" + out.getvalue()


def write_json(record: Record) -> bytes:
    """Write the events with their salts and hashes, so that the chains can be checked without this system."""
    chains = [
        {
            "instance": str(chain.instance.id),
            "process": chain.instance.process_id,
            "business_key": chain.instance.business_key,
            "last_seq": chain.instance.last_seq,
            "last_hash": chain.instance.last_hash,
            "events": [_data(line.event) for line in record.lines if line.event.instance_id == chain.instance.id],
        }
        for chain in record.chains
    ]
    return orjson.dumps({"case": record.code, "chains": chains}, option=orjson.OPT_INDENT_2)


def _cells(line: Line) -> list[str]:
    event, moment = line.event, line.moment
    return [
        event.at.astimezone(UTC).isoformat(),
        line.process,
        str(event.instance_id),
        str(event.seq),
        event.kind,
        event.actor_name,
        event.on_behalf_of or "",
        event.element_name,
        moment.what,
        moment.quote,
        event.hash,
    ]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _data(event: Event) -> dict[str, object]:
    return {
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(),
        "kind": event.kind,
        "actor_id": event.actor_id,
        "actor_name": event.actor_name,
        "on_behalf_of": event.on_behalf_of,
        "element_id": event.element_id,
        "element_name": event.element_name,
        "element_instance_id": str(event.element_instance_id or ""),
        "data": None if event.data is None else encode(event.data),
        "salt": event.salt.hex() if event.salt else None,
        "commitment": event.commitment,
        "previous": event.previous,
        "hash": event.hash,
    }

"""Every command: which module defines it, and what is said of it. Only the module of the command given is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass

from web.cli.language import _


@dataclass(frozen=True)
class Entry:
    """One command before its module is loaded."""

    module: str
    help: str


COMMANDS: Mapping[str, Entry] = {
    "admin-link": Entry(
        "accounts",
        _("Print a one-time link for the first administrator or, with a user name, for one who cannot sign in."),
    ),
    "backup": Entry(
        "copies", _("Copy the SQLite database and the attachments into a new folder; the server may go on running.")
    ),
    "check": Entry("diagrams", _("Check diagrams, decision tables and forms; end with status 1 when one is wrong.")),
    "clean-up": Entry("instances", _("Remove what is past its removal date; servers do the same once an hour.")),
    "deploy": Entry("diagrams", _("Deploy the files of a folder as a new release of a procedure.")),
    "dmn": Entry("feel", _("Work with decision models.")),
    "doctor": Entry("doctor", _("Tell whether this installation is fit to serve; status 1 where it is not.")),
    "feel": Entry("feel", _("Evaluate a FEEL expression; variables come from a JSON file.")),
    "import": Entry(
        "imports", _("Load units, people, titles, ratings or initiatives from CSV or XLSX: all or nothing.")
    ),
    "init": Entry("upkeep", _("Make the database ready; repeat it as often as you like.")),
    "instance": Entry(
        "instances", _("Suspend, resume, cancel or hold an instance, for a reason that its history keeps.")
    ),
    "migrate": Entry("upkeep", _("Bring the tables of the database to the version of this program.")),
    "move": Entry(
        "instances",
        _("Take the running instances of a procedure's version to another: try all, and with --start move them."),
    ),
    "restore": Entry("copies", _("Bring a backup back into an empty data folder, having checked every file of it.")),
    "serve": Entry("server", _("Serve the pages and do the background work.")),
    "translate": Entry(
        "diagrams", _("Translate a diagram of Camunda 7, Flowable or SpiffWorkflow; the report goes to standard error.")
    ),
    "verify": Entry("records", _("Check the history of every instance against its hash chain.")),
    "worker": Entry("server", _("Fire due timers and deliver messages, without serving pages.")),
}

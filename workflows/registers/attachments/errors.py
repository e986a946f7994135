"""What is refused of files."""

from engine.base.errors import BangVangError
from engine.base.text import N_, Text


class UploadRefusedError(BangVangError):
    """A file cannot be taken; the message names it and the reason."""

    def __init__(self, filename: str, reason: Text) -> None:
        super().__init__(Text(N_("%(file)s was not taken: %(reason)s"), {"file": filename, "reason": reason}))
        self.filename = filename
        self.reason = reason


class UnsafeContentError(BangVangError):
    """The content of a file is of no kind we take; `text` is the reason."""


class DamagedFileError(BangVangError):
    """A kept file is missing or no longer what was uploaded."""

    def __init__(self, filename: str) -> None:
        said = N_("%(file)s is damaged in the store. Tell the administrator; a copy may be in the backup.")
        super().__init__(Text(said, {"file": filename}))


class FolderGoneError(BangVangError):
    """The folder of attachments is not where it was."""

    def __init__(self) -> None:
        super().__init__(Text(N_("The folder of attachments is not there. Please tell your administrator.")))

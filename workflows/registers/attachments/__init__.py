"""Attached files: checked, kept once by content, opened by those who may see what they belong to."""

from workflows.registers.attachments.commands import (
    keep_attachments,
    open_attachment,
    store_upload,
    sweep_orphans,
)
from workflows.registers.attachments.errors import DamagedFileError, UploadRefusedError
from workflows.registers.attachments.files import FileStore
from workflows.registers.attachments.model import Attachment, Blob, Upload
from workflows.registers.attachments.store import attachments_of, find_attachment, known_attachments

__all__ = [
    "Attachment",
    "Blob",
    "DamagedFileError",
    "FileStore",
    "Upload",
    "UploadRefusedError",
    "attachments_of",
    "find_attachment",
    "keep_attachments",
    "known_attachments",
    "open_attachment",
    "store_upload",
    "sweep_orphans",
]

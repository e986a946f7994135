"""Looking at an attached file in the page: pictures as they are, pages of PDFs as pictures."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from engine.base.errors import NotFoundError
from web.base.database import database
from web.cases.pictures import MOST_PAGES, NoPictureError, page_count, page_picture
from web.parts.files import open_file
from web.signin.access import current_actor, signed_in
from workflows.registers.attachments import Attachment

bp = Blueprint("preview", __name__, url_prefix="/tep")
PICTURES = ("image/jpeg", "image/png")


@bp.get("/<uuid:attachment_id>/xem")
@signed_in
def show(attachment_id: UUID) -> ResponseReturnValue:
    """Show a file page by page, or say that it cannot be shown."""
    file, data = _opened(attachment_id)
    pages: list[str] = []
    if file.media_type in PICTURES:
        pages = [url_for("preview.picture", attachment_id=attachment_id, number=1)]
    elif file.media_type == "application/pdf":
        pages = _pages(attachment_id, data)
    return render_template("cases/preview.html", file=file, pages=pages, most=MOST_PAGES)


@bp.get("/<uuid:attachment_id>/trang/<int:number>")
@signed_in
def picture(attachment_id: UUID, number: int) -> ResponseReturnValue:
    """Send a page of a file as a picture."""
    file, data = _opened(attachment_id)
    if file.media_type in PICTURES:
        return send_file(BytesIO(data), mimetype=file.media_type, max_age=0)
    if file.media_type != "application/pdf" or not 1 <= number <= MOST_PAGES:
        raise NotFoundError
    try:
        drawn = page_picture(data, number, current_actor().id)
    except NoPictureError:
        raise NotFoundError from None
    return send_file(BytesIO(drawn), mimetype="image/png", max_age=0)


def _pages(attachment_id: UUID, data: bytes) -> list[str]:
    try:
        count = page_count(data, current_actor().id)
    except NoPictureError:
        return []
    return [url_for("preview.picture", attachment_id=attachment_id, number=n) for n in range(1, count + 1)]


def _opened(attachment_id: UUID) -> tuple[Attachment, bytes]:
    with database().read() as reading:
        me = current_actor()
        file, stream = open_file(reading, attachment_id, me)
        with stream:
            return file, stream.read()

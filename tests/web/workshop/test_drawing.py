"""Pictures of diagrams on the workshop's pages: made on the server, kept by browsers, or said to be missing."""

import re
from html import unescape

from tests.web.workshop.conftest import TEXTS, Workshop
from tests.web.workshop.test_draft_files import UNDRAWN
from tests.web.workshop.test_uploading import upload

PICTURE = re.compile(r'<img[^>]* src="([^"]*/hinh/[^"]*)"')


def pictures(page: str) -> list[str]:
    return [unescape(address).removeprefix("/quy-trinh") for address in PICTURE.findall(page)]


def test_a_version_is_shown_as_a_picture_that_browsers_keep(author: Workshop) -> None:
    page = author.page("/review")
    (address,) = pictures(page)
    assert "Kiểm tra thể thức hồ sơ" in page.partition("Các bước của quy trình")[2]
    answer = author.get(address)
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert b"<svg" in answer.data
    assert [one.partition("?")[0] for one in pictures(author.page("/"))] == ["/review/hinh/1/review.bpmn"]
    for missing in ("/review/hinh/9/review.bpmn", "/review/hinh/1/none.bpmn", "/review/hinh/1/check_dossier.form.json"):
        assert author.get(missing).status_code == 404


def test_a_drafts_picture_is_not_kept_and_what_differs_is_marked_on_it(author: Workshop) -> None:
    changed = {**TEXTS, "review.bpmn": TEXTS["review.bpmn"].replace("Kiểm tra thể thức hồ sơ", "Kiểm tra hồ sơ")}
    draft = author.save(changed).json
    page = author.page(f"/ban-nhap/{draft['id']}")
    (address,) = pictures(page)
    assert author.get(address).headers["Cache-Control"] == "no-store"
    assert re.search(r'<path class="bv-mark bv-changed" data-at="\w+"', page)
    assert "bv-said bv-changed" in page


def test_a_file_without_a_drawing_says_so_and_lists_its_steps(author: Workshop) -> None:
    upload(author, (UNDRAWN.encode(), "other.bpmn"))
    draft = author.get("/review/soan/du-lieu").json["draft"]["id"]
    assert "data-undrawn" in author.page(f"/ban-nhap/{draft}")
    assert b"<svg" in author.get(f"/review/hinh/nhap-{draft}/other.bpmn").data

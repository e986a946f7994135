"""Diagrams drawn on the server look as bpmn-js draws them, pixel by pixel but for the strokes of small signs."""

import mimetypes
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Page, Route

from engine.bpmn.drawing import Picture, draw
from engine.bpmn.read.document import read_document
from tests.engine.bpmn.drawing.sheet import every_shape
from tests.journeys.serving import HOME
from workflows.shipped import procedures

SITE = "http://drawn.test/"
STATIC = HOME / "web" / "static"
CORPUS = HOME.parent / "shared" / "corpora" / "miwg"
SAMPLE = ("A.3.0", "A.4.1", "C.1.0", "C.2.0", "C.5.0", "C.8.0", "C.9.0")
"""Of other programs' diagrams, where they are at hand."""
PAGE = """<!doctype html><html lang="vi"><link rel="stylesheet" href="/build/fonts.css">
<link rel="stylesheet" href="/build/viewer.css">
<style>body {{ margin: 0 }} .diagram {{ position: absolute; inset: 0; width: {0}px; height: {1}px }}</style>
<body><div class="diagram" data-mini data-diagram="/x.bpmn"></div><script src="/build/viewer.js"></script>"""
BESIDE = """([x, y]) => {
  document.querySelector(".viewport").setAttribute("transform", `translate(${-x} ${-y})`);
  document.querySelectorAll(".bjs-powered-by, .visually-hidden").forEach(one => one.remove());
}"""
OFF, INK = 70, 200
"""How much darker or lighter a blurred point is that counts as other; what is darker than this counts as drawn."""
SHIPPED, ALL = 0.012, 0.05


def test_pictures_look_as_bpmn_js_draws_them(page: Page) -> None:
    files = {path: data for one in procedures() for path, data in one.files().items() if path.endswith(".bpmn")}
    shares = {path: share_off(page, data) for path, data in files.items()}
    assert {path: share for path, share in shares.items() if share > SHIPPED} == {}
    others = {name: (CORPUS / f"{name}.bpmn") for name in SAMPLE}
    samples = {name: path.read_bytes() for name, path in others.items() if path.exists()} | {
        "every shape": every_shape()
    }
    shares = {name: share_off(page, data) for name, data in samples.items()}
    assert {name: share for name, share in shares.items() if share > ALL} == {}


def share_off(page: Page, data: bytes) -> float:
    """Return how many points differ in a diagram drawn by both, as a share of those that are drawn on."""
    drawn = draw(read_document(data), "vi")
    page.set_viewport_size({"width": int(drawn.view.width), "height": int(drawn.view.height)})
    page.unroute_all()
    page.route("**/*", lambda route: answer(route, data, drawn))
    page.goto(SITE)
    page.wait_for_selector("[data-drawn=yes]")
    page.evaluate(BESIDE, [drawn.view.x, drawn.view.y])
    theirs = shot(page)
    page.goto(f"{SITE}x.svg")
    return count_off(theirs, shot(page))


def answer(route: Route, data: bytes, drawn: Picture) -> None:
    """Serve the page, the diagram, its picture and what the viewer is built of."""
    path = route.request.url.removeprefix(SITE).partition("?")[0]
    made = {"": PAGE.format(int(drawn.view.width), int(drawn.view.height)).encode(), "x.bpmn": data, "x.svg": drawn.svg}
    body = made[path] if path in made else read(STATIC / path)
    route.fulfill(body=body, content_type=mimetypes.guess_type(path or "x.html")[0] or "text/xml")


def read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def shot(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot())).convert("L").filter(ImageFilter.GaussianBlur(1.5))


def count_off(one: Image.Image, other: Image.Image) -> float:
    off = sum(ImageChops.difference(one, other).histogram()[OFF:])
    return off / sum(one.histogram()[:INK])

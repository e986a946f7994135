"""What is sent is compressed: files built once when they are built, pages and small files as they are sent.

Pages that another site makes the browser ask for go uncompressed: whoever can make it ask and sees how long the answers
are could else guess what a page holds, byte by byte (the attack called BREACH).
"""

import mimetypes
from pathlib import Path

from flask import Flask, Response, current_app, request, send_from_directory
from flask_compress import Compress

BROTLI = "br"
ENCODINGS = [BROTLI, "gzip"]
BUILT_SUFFIX = f".{BROTLI}"
A_YEAR = "public, max-age=31536000, immutable"
TYPES = [
    "text/html",
    "text/css",
    "text/csv",
    "text/javascript",
    "application/json",
    "application/xml",
    "text/xml",
    "text/calendar",
    "image/svg+xml",
]


class OwnSiteCompress(Compress):
    """Compresses answers to what one of our own pages, or the person at the address bar, asked for."""

    def after_request(self, response: Response | None) -> Response:
        """Compress an answer where the browser takes it so."""
        is_foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
        if response is not None and (is_foreign or not any(map(is_taken, ENCODINGS))):
            response.vary.add("Accept-Encoding")
            return response
        return super().after_request(response)


def is_taken(encoding: str) -> bool:
    """Tell whether the browser takes answers in an encoding."""
    return bool(request.accept_encodings[encoding] > 0)


def init_app(app: Flask) -> None:
    """Compress what is sent, the static files among it; call this before other hooks, so that it comes last."""
    app.config.update(COMPRESS_MIMETYPES=TYPES, COMPRESS_ALGORITHM=ENCODINGS)
    app.config["COMPRESS_STREAMS"] = False  # a file would stay open until it is found to be forgotten
    OwnSiteCompress().init_app(app)
    app.view_functions["static"] = send_static


def send_static(filename: str) -> Response:
    """Send a file of the browser's, in the form compressed when it was built where there is one and it is taken.

    An address with a hash (`?v=`) names this content for ever.
    """
    folder = Path(str(current_app.static_folder))
    if is_taken(BROTLI) and (folder / f"{filename}{BUILT_SUFFIX}").is_file():
        kind = mimetypes.guess_type(filename)[0]
        response = send_from_directory(folder, f"{filename}{BUILT_SUFFIX}", mimetype=kind)
        response.content_encoding = BROTLI
    else:
        response = current_app.send_static_file(filename)
        response.direct_passthrough = False
        response.get_data()  # read whole and closed, so that it can be compressed
    if "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = A_YEAR
    return response

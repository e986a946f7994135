"""One form on a real server, with the styles, the script and the policy of the application."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html
from werkzeug import Request, Response
from werkzeug.middleware.shared_data import SharedDataMiddleware
from werkzeug.serving import make_server

from forms import Checked, Form
from forms.uploads import take_uploads
from tests.forms.page import HOME, render
from web.layout.security import POLICY

STYLES = ("build/bootstrap.css", "css/tokens.css", "css/parts.css", "css/forms.css")
PAGE = """<!DOCTYPE html><html lang="vi" data-bs-theme="%s"><head><title>Biểu mẫu</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">%s</head>
<body><main class="page"><h1>Biểu mẫu</h1><form method="post" enctype="multipart/form-data" novalidate>%s
<button name="_send" value="yes">Gửi</button></form></main><script src="/static/js/forms.js"></script></body></html>"""
FILE_ID = "0192d0b4-5d6a-7000-8000-000000000001"


@dataclass
class FormServer:
    """Shows a form, checks what comes back and remembers what was sent."""

    form: Form
    address: str = ""
    sent: list[Checked] = field(default_factory=list)
    previews: int = 0

    def answer(self, request: Request) -> Response:
        """Answer one request as the page of a task does."""
        checked = None
        if request.method == "POST":
            files = request.files.items(multi=True)
            taken = take_uploads(self.form, request.form, files, lambda _field, _file: FILE_ID)
            checked = self.form.check(taken.submitted)
        if checked and "X-Form-Preview" in request.headers:
            self.previews += 1
            return self._respond(self._render(checked))
        if checked:
            self.sent.append(checked)
        styles = "".join(f'<link rel="stylesheet" href="/static/{name}">' for name in STYLES)
        return self._respond(PAGE % (request.args.get("theme", "light"), styles, self._render(checked)))

    def _render(self, checked: Checked | None) -> str:
        view = self.form.view(checked.raw, None, checked.errors) if checked else self.form.view()
        return html.tostring(render(view, "vi"), encoding="unicode")

    def _respond(self, page: str) -> Response:
        policy = "; ".join(f"{name} {value}" for name, value in POLICY.items())
        return Response(page, mimetype="text/html", headers={"Content-Security-Policy": policy})


@contextmanager
def serve(form: Form) -> Iterator[FormServer]:
    """Serve a form on a free port until the block ends."""
    shown = FormServer(form)
    app = SharedDataMiddleware(Request.application(shown.answer), {"/static": str(Path(HOME) / "web/static")})
    server = make_server("127.0.0.1", 0, app, threaded=True)
    shown.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield shown
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

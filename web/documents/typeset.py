"""From HTML to PDF. Only this module loads WeasyPrint, and with it Pango, which a machine may lack."""

from pathlib import Path
from typing import Any

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "paper:"


class FontsOnly(URLFetcher):
    """Gives the layout its fonts (`paper:regular`), and nothing else from anywhere."""

    def __init__(self, fonts: Path) -> None:
        super().__init__(fail_on_errors=True)
        self.fonts = fonts

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 - what the library calls
        """Return the font of an address.

        Raises FileNotFoundError for any other address.
        """
        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or not name.replace("-", "").isalpha():
            raise FileNotFoundError(url)
        return URLFetcherResponse(url, (self.fonts / f"tinos-{name}.ttf").read_bytes(), {"Content-Type": "font/ttf"})


def typeset(html: str, fonts: Path) -> bytes:
    """Return a page as PDF.

    Raises FatalURLFetchingError where it asks for anything but a font that is there.
    """
    return bytes(HTML(string=html, url_fetcher=FontsOnly(fonts), base_url=SCHEME).write_pdf())

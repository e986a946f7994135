"""Take the pictures of docs/documents: the first page of each kind of paper that the example has come to."""

import sys
import tempfile
from datetime import date
from pathlib import Path
from secrets import token_hex

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from pypdfium2 import PdfDocument  # noqa: E402 - the path comes first

from engine.store.database import Database  # noqa: E402
from tests.journeys.papers import first_papers  # noqa: E402
from tests.journeys.serving import run_command  # noqa: E402
from web.base.config import Settings  # noqa: E402
from web.documents.paper import Marks, lay_out  # noqa: E402
from web.shell.app import create_app  # noqa: E402
from workflows.across.documents.content import Content  # noqa: E402

PICTURES = HOME / "docs" / "documents"
SCALE, GREYS = 1.2, 16
ADDRESS = "https://bangvang.example/van-ban/1"


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        run_command(Path(folder), "init", "--example")
        database = Database(f"sqlite:///{folder}/bangvang.db")
        settings = Settings(data_dir=Path(folder), secret_key=token_hex(), testing=True, database_url=database.url)
        with create_app(settings, database).test_request_context(), database.read() as session:
            for kind, content in first_papers(session).items():
                take(kind, content)
        database.dispose()


def take(kind: str, content: Content) -> None:
    """Write the picture of the first page of a paper."""
    symbol, address = (f"07/{content.code}", ADDRESS) if content.code else ("", "")
    page = PdfDocument(lay_out(content, Marks(symbol, date(2019, 3, 5), address)))[0]
    picture = page.render(scale=SCALE).to_pil().convert("L").quantize(GREYS)
    picture.save(PICTURES / f"{kind}.png", optimize=True)


if __name__ == "__main__":
    main()

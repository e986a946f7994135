"""The one-time links that the command line prints."""

import re

from tests.web.cli.conftest import Run

LINK = re.compile(r"http://127\.0\.0\.1:8000/loi-moi\?ma=[\w-]{43}")


def test_an_empty_installation_prints_a_link_for_its_first_administrator_each_time(bangvang: Run) -> None:
    first, second = bangvang("init"), bangvang("init")
    assert (first.exit_code, second.exit_code) == (0, 0)
    links = [LINK.search(done.output) for done in (first, second)]
    assert all(links)
    assert links[0].group() != links[1].group()  # type: ignore[union-attr]
    assert LINK.search(bangvang("admin-link").output)


def test_links_lead_to_the_address_people_use(bangvang: Run) -> None:
    done = bangvang("init", env={"BANGVANG_URL": "https://bangvang.example"})
    assert "https://bangvang.example/loi-moi?ma=" in done.output
    assert bangvang("admin-link", "nobody").exit_code == 1

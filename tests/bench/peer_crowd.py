"""Tasks waiting in the other engines' tables as `tests.bench.crowd` lets them wait in ours: offices with 200 each.

A quarter of all waits for a central group too. Tasks without an instance, for lists ask for nothing of it.
"""

import psycopg

from tests.bench.crowd import CENTRAL_SHARE, OPEN_EACH

OFFICES = 1_000
PAGES = 10
"""How many pages a lap asks for."""
OWN_GROUP, CENTRAL_GROUP = "office1", "central"
LINK = "INSERT INTO act_ru_identitylink (id_, rev_, group_id_, type_, task_id_) "
TASK = "INSERT INTO act_ru_task (id_, rev_, name_, task_def_key_, priority_, create_time_, due_date_, suspension_state_"
MORE = {"flowable": (", is_count_enabled_, var_count_, id_link_count_, sub_task_count_", ", false, 0, 0, 0")}
"""Columns of one engine, with what they hold."""


def fill_peer(name: str, address: str) -> None:
    """Let 200,000 tasks wait."""
    columns, values = MORE.get(name, ("", ""))
    numbers = f"FROM generate_series(1, {OFFICES * OPEN_EACH}) AS numbers(n)"
    said = "'t' || n, 1, 'Tiếp nhận, kiểm tra hồ sơ', 'intake', 50, now(), now() + (n % 60 - 20) * interval '1 day', 1"
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"{TASK}{columns}) SELECT {said}{values} {numbers}")
        own = f"'office' || (n % {OFFICES} + 1)"
        for label, group, where in (("o", own, ""), ("c", f"'{CENTRAL_GROUP}'", f" WHERE n % {CENTRAL_SHARE} = 0")):
            connection.execute(f"{LINK}SELECT '{label}' || n, 1, {group}, 'candidate', 't' || n {numbers}{where}")
        connection.execute("VACUUM ANALYZE")

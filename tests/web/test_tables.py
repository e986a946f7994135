"""Which tables grow with the work, and that each of them can be emptied of what is past its date."""

from sqlalchemy import Table

from engine.store import removal
from web.shell.tables import load_all

STANDING = {
    # what is deployed and who there is: as many as there are changes, people and units
    "absence", "calendar_day", "process_start",
    "account", "account_link", "award", "award_called",
    "award_rule", "bloc", "bloc_member", "bloc_year", "content", "council",
    "council_member",
    "draft", "person", "post", "process_version", "regime", "release", "release_file", "unit",
    # records that outlive their cases by law: titles held, results, votes as counted, the files themselves
    "award_hold", "ballot", "ballot_contest", "ballot_seat", "ballot_vote", "initiative", "nomination",
    "nomination_counter", "title_record", "year_record", "ballot_recusal", "council_agenda_item", "council_recusal",
    "ballot_opening", "ballot_proposed_recusal", "content_round",
    "bloc_absence", "bloc_nudge", "bloc_remark", "exemplary_model", "model_note",
    "movement", "movement_member", "movement_report", "inspection_plan", "inspection_visit", "inspection_remedy",
    "bloc_direction", "bloc_progress", "bloc_criteria_version",
    "party_opinion",
    "registration", "registered_target", "registration_rule",
    "bloc_paper", "bloc_score", "clock_pause", "complaint", "nomination_entry", "opinion", "public_comment",
    "revocation", "document", "document_template", "series_counter", "signed_copy", "signer_certificate",
    "council_seat", "council_session", "council_session_counter", "legal_base", "vote_count",
    # added up and found by: of nominations, kept by triggers
    "nomination_tally", "nomination_word",
    # what administrators did: to accounts, settings, holds, moves, proposals, and what was removed
    "account_event", "admin_event", "chosen_setting", "declared_relation",
    "legal_hold", "migration", "proposed_act", "content_opening", "removed_instance", "retention",
    # swept by their own rooms, or one row a person
    "batch", "blob", "calendar_feed", "inbox_look", "notice", "notice_look", "notice_setting", "watch",
    "saved_filter", "sign_in_failure", "web_session",
    "installation_fact", "organisation_stamp",
}  # fmt: skip
"""Tables that the clean-up leaves alone, and why."""


def tables() -> dict[str, Table]:
    return dict(load_all().tables)


def emptied() -> set[str]:
    """Return the tables that the clean-up empties: with their instance, or by their own dates."""
    found = {table.name for table in removal.dated_tables()}
    for table in tables().values():
        if "root_id" in table.c or any(True for _ in removal.hanging(table)):
            found.add(table.name)
    return found - removal.KEEPING | {"instance"}


def test_every_table_either_stands_or_is_emptied() -> None:
    assert set(tables()) - STANDING - emptied() == set()
    assert STANDING & emptied() == set()


def test_what_grows_with_an_instance_carries_its_root_and_a_removal_date() -> None:
    for name in emptied():
        table = tables()[name]
        if "root_id" in table.c:
            assert "removal_at" in table.c, name


def test_an_instances_rows_are_found_by_an_index_in_every_table() -> None:
    for name in emptied() - {"instance"}:
        table = tables()[name]
        if "root_id" in table.c:
            assert removal.leads(table, removal.belonging(table).name), name
        for column, _ in removal.hanging(table):
            assert removal.leads(table, column.name), name

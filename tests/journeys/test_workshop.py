"""An administrator changes a process in the browser, a second person approves; only new nominations follow it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from engine.actor import Actor
from engine.commands import complete_task
from engine.store import instances, releases, tasks
from engine.store.database import Database
from tests.journeys.accessibility import is_mark_visible
from tests.journeys.serving import Server
from tests.journeys.visitor import Visitor
from web.account.store import find_account
from web.diagrams.compare import FileChange, compare_files
from web.wiring import join_rooms
from workflows.nomination.commands import create_nomination
from workflows.organisation import actor_for
from workflows.organisation.store import people_of_unit

ADMINISTRATOR = "quantri"
APPROVER = "pheduyet"
OFFICER = "vksndtc.canbo"
OLD_NAME = "Lập hồ sơ đề nghị"
NEW_NAME = "Lập và tự rà soát hồ sơ đề nghị"
OLD_CONDITION = "=eligibility.eligible"
NEW_CONDITION = "not(eligibility.eligible)"  # plainly the other way round, so that the branch taken tells the version
PROCEDURES = ("nomination", "unit_review", "bloc_vote", "central_submission")


class Editor:
    """The diagram editor as a person uses it."""

    def __init__(self, visitor: Visitor, procedure: str) -> None:
        self.page = visitor.page
        visitor.visit(f"/quy-trinh/{procedure}/soan")
        expect(self.page.locator("[data-editor][data-state=ready]")).to_be_visible()

    def choose(self, shape: str, element: str = "") -> None:
        """Click an element on the diagram and wait until the properties panel shows it."""
        self.page.locator(f'.djs-element[data-element-id="{shape}"]').click()
        expect(self.page.locator("#bio-properties-panel-id")).to_have_value(element or shape)

    def open_groups(self) -> None:
        """Open what is still closed in the properties panel."""
        closed = self.page.locator(".bio-properties-panel-group-header:not(.open) .bio-properties-panel-arrow")
        while closed.count():
            closed.first.click()

    def rename(self, name: str) -> None:
        """Give the chosen element another name in the properties panel."""
        field = self.page.locator("#bio-properties-panel-name")
        field.fill(name)
        field.blur()

    def set_condition(self, expression: str) -> None:
        """Write another condition for the chosen flow into the FEEL editor of the panel."""
        self.page.locator('[data-entry-id="conditionExpression"] .cm-content').click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(expression)
        self.page.keyboard.press("Tab")

    def press(self, part: str) -> None:
        """Press a button of the tool bar and wait until the server has answered."""
        self.page.locator(f'[data-part="{part}"]').click()
        expect(self.page.locator("[data-editor]")).not_to_have_attribute("aria-busy", "true")

    def submit(self, note: str) -> None:
        """Submit for approval with a note, and follow to the draft's page."""
        self.press("submit")
        self.page.locator("#note").fill(note)
        with self.page.expect_navigation():
            self.page.locator('[data-part="submit-form"] .btn-primary').click()


def test_a_changed_process_holds_for_new_nominations_only(page: Page, served: Server) -> None:
    visitor = Visitor(page, served)
    with data_of(served) as database:
        running = open_nomination(database, "truoc", 0)
        change_the_process(visitor)
        approve_the_change(visitor)
        new = open_nomination(database, "sau", 1)
        assert task_name(database, running) == OLD_NAME
        assert task_name(database, new) == NEW_NAME
        assert branch_of(database, running) == {True: "endorse", False: "review_findings"}[eligible(database, running)]
        assert branch_of(database, new) == {True: "review_findings", False: "endorse"}[eligible(database, new)]
        assert releases_followed(database, running, new) == (1, 2)
    see_both_versions(visitor)


def change_the_process(visitor: Visitor) -> None:
    """Rename a task, change a gateway's condition, correct a mistake the check finds, save and submit."""
    page = visitor.page
    visitor.sign_in(ADMINISTRATOR)
    editor = Editor(visitor, "nomination")
    assert is_mark_visible(page)
    editor.choose("prepare_dossier")
    editor.rename(NEW_NAME)
    editor.choose("flow_eligible_label", "flow_eligible")
    editor.set_condition("eligibility.eligible = = 1")
    editor.press("check")
    finding = page.locator('[data-part="findings"] button.error')
    expect(finding).to_contain_text("flow_eligible")
    finding.click()
    editor.set_condition(NEW_CONDITION)
    editor.press("save")
    expect(page.locator('[data-part="state"]')).to_contain_text("Đã lưu")
    editor.press("check")
    expect(page.locator('[data-part="findings"] button.error')).to_have_count(0)
    editor.submit("Đổi tên bước lập hồ sơ, đảo điều kiện để thử")
    expect(page.get_by_text("phải do người khác").or_(page.get_by_text("người khác"))).to_be_visible()
    expect(page.locator("form[action$='/duyet']")).to_have_count(0)


def approve_the_change(visitor: Visitor) -> None:
    """As another person, read what differs and approve it."""
    page = visitor.page
    visitor.sign_in(APPROVER)
    visitor.visit("/quy-trinh/")
    page.locator("a[href*='/ban-nhap/']").click()
    changes = page.locator(".changes > li")
    expect(changes).to_have_count(2)
    expect(changes.filter(has_text="prepare_dossier").locator("ins")).to_have_text(NEW_NAME)
    condition = changes.filter(has_text="flow_eligible")
    expect(condition.locator("del")).to_have_text(OLD_CONDITION)
    expect(condition.locator("ins")).to_have_text(f"={NEW_CONDITION}")
    with page.expect_navigation():
        page.locator("form[action$='/duyet'] button").click()
    expect(page.locator(".rows")).to_contain_text(["Phiên bản 2"])


def see_both_versions(visitor: Visitor) -> None:
    """Find the two versions on the page of the procedure, and the change between them."""
    page = visitor.page
    visitor.visit("/quy-trinh/nomination/so-sanh?tu=1&den=2")
    expect(page.locator(".changes ins").first).to_be_visible()
    expect(page.locator(".changes")).to_contain_text(NEW_NAME)


def test_opening_a_file_in_the_editor_loses_nothing(page: Page, served: Server) -> None:
    visitor = Visitor(page, served)
    visitor.sign_in(ADMINISTRATOR)
    for procedure in PROCEDURES:
        Editor(visitor, procedure)
        assert lost(page, "modeler.saveXML({ format: true }).then(saved => saved.xml)") == []
        for table in page.locator("#file option", has_text=".dmn").all_inner_texts():
            page.locator("#file").select_option(table)
            expect(page.locator('[data-part="tabs"] [aria-pressed="true"]')).to_be_visible()
            assert lost(page, "tables.text()") == []


def lost(page: Page, written: str) -> list[FileChange]:
    """Return what differs between the open file and the way the editor writes it."""
    path = page.evaluate("bvEditor.path")
    old, new = page.evaluate(f"async () => [bvEditor.files[bvEditor.path], await bvEditor.{written}]")
    changes = compare_files({path: old.encode()}, {path: new.encode()})
    return [change for change in changes if change.items or change.moved]


def test_the_editor_speaks_vietnamese(page: Page, served: Server) -> None:
    visitor = Visitor(page, served)
    visitor.sign_in(ADMINISTRATOR)
    editor = Editor(visitor, "nomination")
    for element in ("prepare_dossier", "is_eligible", "check_eligibility", "nomination_opened"):
        editor.choose(element)
        editor.open_groups()
    untranslated = set(page.evaluate("[...window.bvEditor.words.missing]"))
    templates = set(page.evaluate("window.bvEditor.templates.map(template => template.name)"))
    assert untranslated - templates == set()


@contextmanager
def data_of(server: Server) -> Iterator[Database]:
    """Open the server's database beside it, with the actions that its processes call."""
    join_rooms()
    database = Database(server.database or f"sqlite:///{server.data_dir / 'bangvang.db'}")
    yield database
    database.dispose()


def find_officer(session: Session) -> Actor:
    """Return the officer of a unit of the bloc's head."""
    account = find_account(session, OFFICER)
    assert account is not None
    return actor_for(session, account.person_id)


def open_nomination(database: Database, key: str, number: int) -> UUID:
    """Open a nomination of the officer's unit and return its instance."""

    def work(session: Session) -> UUID:
        officer = find_officer(session)
        unit = officer.scopes("unit_officer")[0]
        person = people_of_unit(session, unit)[number]
        nomination = create_nomination(
            session, award="GK", year=2026, unit=unit, person=str(person.id), by=officer, key=key
        )
        return instances.instances_for(session, nomination.code)[0].id

    return database.perform(work)


def task_name(database: Database, instance_id: UUID) -> str:
    """Return the name of the one open task of an instance."""
    with database.read() as session:
        (task,) = tasks.tasks_of_instance(session, instance_id)
        return task.name


def branch_of(database: Database, instance_id: UUID) -> str:
    """Complete the first task and return the element that is reached behind the gateway."""

    def work(session: Session) -> None:
        officer = find_officer(session)
        (task,) = tasks.tasks_of_instance(session, instance_id)
        complete_task(session, task.id, {"dossier": {}}, by=officer, key=f"{instance_id}-prepared")

    database.perform(work)
    with database.read() as session:
        (task,) = tasks.tasks_of_instance(session, instance_id)
        return task.element_id


def eligible(database: Database, instance_id: UUID) -> bool:
    """Return what the decision table said of the nomination."""
    with database.read() as session:
        return bool(instances.variables_of(session, instance_id)["eligibility"]["eligible"])


def releases_followed(database: Database, *instance_ids: UUID) -> tuple[int, ...]:
    """Return the version each instance runs on."""
    with database.read() as session:
        found = [instances.find_instance(session, instance_id) for instance_id in instance_ids]
        return tuple(releases.find_release(session, instance.release_id).number for instance in found)

"""The editor of diagrams and tables: it keeps what it opens, finds mistakes, keeps edits, and speaks Vietnamese."""

from playwright.sync_api import Page, expect

from tests.journeys.serving import Server
from tests.journeys.visitor import Visitor
from web.parts.diagrams.compare import FileChange, compare_files

ADMINISTRATOR = "quantri"
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


def test_a_mistake_is_found_and_leads_to_its_element(page: Page, worked_on: Server) -> None:
    visitor = Visitor(page, worked_on)
    visitor.sign_in(ADMINISTRATOR)
    editor = Editor(visitor, "nomination")
    editor.choose("flow_eligible_label", "flow_eligible")
    editor.set_condition("eligibility.eligible = = 1")
    editor.choose("prepare_dossier")
    editor.press("submit")
    expect(page.locator('[data-part="submit-dialog"]')).to_be_hidden()
    finding = page.locator('[data-part="findings"] button.error')
    expect(finding).to_contain_text("flow_eligible")
    expect(finding).to_contain_text("dòng")
    finding.click()
    expect(page.locator("#bio-properties-panel-id")).to_have_value("flow_eligible")
    editor.set_condition("eligibility.eligible = true")
    editor.press("check")
    expect(finding).to_have_count(0)


def test_a_saved_table_shows_its_changed_cell(page: Page, worked_on: Server) -> None:
    visitor = Visitor(page, worked_on)
    visitor.sign_in(ADMINISTRATOR)
    editor = Editor(visitor, "central_submission")
    page.locator("#file").select_option("deadline.dmn")
    page.locator('[data-part="decisions"] td.output-cell').first.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("27")
    page.keyboard.press("Tab")
    expect(page.locator('[data-part="undo"]')).to_be_enabled()
    editor.press("save")
    expect(page.locator('[data-part="state"]')).to_contain_text("Đã lưu")
    visitor.visit("/quy-trinh/central_submission")
    page.locator("a[href*='/ban-nhap/']").click()
    expect(page.locator(".changes > li")).to_have_count(1)
    expect(page.locator(".changes ins")).to_have_text("27")


def test_opening_a_file_in_the_editor_loses_nothing(page: Page, looked_at: Server) -> None:
    visitor = Visitor(page, looked_at)
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


def test_the_editor_speaks_vietnamese(page: Page, looked_at: Server) -> None:
    visitor = Visitor(page, looked_at)
    visitor.sign_in(ADMINISTRATOR)
    editor = Editor(visitor, "nomination")
    for element in ("prepare_dossier", "is_eligible", "check_eligibility", "nomination_opened"):
        editor.choose(element)
        editor.open_groups()
    untranslated = set(page.evaluate("[...window.bvEditor.words.missing]"))
    templates = set(page.evaluate("window.bvEditor.templates.map(template => template.name)"))
    assert untranslated - templates == set()

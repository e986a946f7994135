"""Word documents of every kind as LibreOffice lays them out: the same words in the same order as in our PDF.

`make conformance` installs LibreOffice; without it there is nothing to compare.
"""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from engine.store.database import Database
from tests.journeys.papers import NOT_SHOWN, first_papers
from tests.web.documents.places import Pages
from tests.web.documents.test_layout import headless
from web.documents.paper import Marks, fonts, lay_out, paper
from web.documents.words import STATE, WORD_FACE, fill_in_shipped
from workflows.across.documents.content import Content
from workflows.across.documents.kinds import KINDS

OFFICE = shutil.which("soffice")
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{folder}</cachedir>
<alias binding="same"><family>{face}</family><prefer><family>Tinos</family></prefer></alias></fontconfig>"""
"""Where Times New Roman is missing, other letters of its shape: some that Debian ships lack Vietnamese ones."""


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed; make conformance installs it")
def test_every_kind_of_paper_reads_the_same_in_another_program(site: tuple[Flask, Database], tmp_path: Path) -> None:
    with site[0].test_request_context(), site[1].read() as session:
        papers = first_papers(session)
        for kind, content in papers.items():
            (tmp_path / f"{kind}.docx").write_bytes(fill_in_shipped(paper(content, marks_of(content))))
        ours = {kind: Pages(lay_out(content, marks_of(content))) for kind, content in papers.items()}
        convert(tmp_path, fonts())
    assert set(papers) == set(KINDS) - NOT_SHOWN
    found = {kind: Pages((tmp_path / "out" / f"{kind}.pdf").read_bytes()) for kind in papers}
    differing = {
        kind: (headless(found[kind].said(), content), headless(ours[kind].said(), content))
        for kind, content in papers.items()
        if headless(found[kind].said(), content) != headless(ours[kind].said(), content)
    }
    assert differing == {}
    for pages in found.values():
        head = pages.find(STATE)  # on one line, as the decree asks
        assert head.right <= 210 - 15 + 0.5
        assert head.face == "Tinos-Bold"


def marks_of(content: Content) -> Marks:
    return Marks(f"07/{content.code}" if content.code else "", date(2019, 3, 5))


def convert(folder: Path, faces: Path) -> None:
    """Let LibreOffice make a PDF of each Word document in a folder, into its folder `out`."""
    (folder / "fonts.conf").write_text(FONTS.format(fonts=faces, folder=folder / "cache", face=WORD_FACE))
    environ = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)}
    asked = [str(OFFICE), "--headless", "--convert-to", "pdf", "--outdir", str(folder / "out")]
    files = [str(one) for one in sorted(folder.glob("*.docx"))]
    subprocess.run([*asked, *files], env=environ, check=True, capture_output=True, timeout=300)

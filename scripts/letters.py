"""Writes the outlines of the letters that diagrams are lettered with: `.venv/bin/python scripts/letters.py`.

They come from Be Vietnam Pro, which the pages are set in too (SIL Open Font License, web/assets/node_modules). A
drawing that carries the outlines of its letters looks the same wherever it is shown; what draws needs no font.
"""

import json
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
FONT = "web/assets/node_modules/@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf"
TARGET = ROOT / "engine" / "bpmn" / "drawing" / "letters.json"
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x1A0, 0x1A1),
    (0x1AF, 0x1B0),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x20AB, 0x20AC),
    (0x2116, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2215),
    (0x2248, 0x2265),
)


def main() -> None:
    """Write each letter with how far the next one stands from it, in parts of a thousand of the letters' height."""
    font = TTFont(ROOT / FONT)
    glyphs, named = font.getGlyphSet(), font.getBestCmap()
    scale = 1000 / font["head"].unitsPerEm
    found = {}
    for code in (code for first, last in RANGES for code in range(first, last + 1) if code in named):
        pen = SVGPathPen(glyphs, ntos=lambda number: f"{round(number * scale)}")
        glyphs[named[code]].draw(pen)
        found[chr(code)] = [round(glyphs[named[code]].width * scale), pen.getCommands()]
    lines = ",\n".join(
        f"{json.dumps(letter, ensure_ascii=False)}:{json.dumps(value)}" for letter, value in found.items()
    )
    TARGET.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

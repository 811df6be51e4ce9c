"""Makes the typefaces of this folder from those that their authors publish; needs `fonttools`.

    python make.py FOLDER

FOLDER holds the variable typefaces (`Figtree[wght].ttf`, `NotoSans[wght].ttf`, …), `DroidSansFallbackFull.ttf` and
`NanumGothic.ttf`. Each is fixed at the weights that documents use and loses its hints for screens. Of Nanum Gothic, whose name is
reserved, the Korean syllables and letters stay, as `Anteroom Hangul`. `LastResort.ttf` is made from nothing.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
SCRIPTS = "Arabic Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Hebrew Kannada Khmer Lao Malayalam Myanmar Oriya Sinhala Symbols Tamil Telugu Thai"
WEIGHTS = {"Figtree": (400, 600), "NotoSans": (400,), "NotoEmoji": (400,)} | {f"NotoSans{script}": (400,) for script in SCRIPTS.split()}
# What is drawn as a box where nothing else has it: all that may be written, without private use and what is no character.
DRAWN = [(0xA0, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0x1FFFD), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD), (0xE0000, 0xEFFFD)]
BORN = 3_786_912_000  # 2024-01-01, in seconds since 1904


def plain(font):
    """Every glyph, without hints."""
    options = subset.Options(hinting=False, layout_features=["*"], name_IDs=["*"], name_languages=["*"], glyph_names=False, notdef_outline=True, legacy_kern=True)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=font.getBestCmap().keys(), glyphs=font.getGlyphOrder())
    cut.subset(font)
    return font


def hangul(font):
    """The Korean syllables and letters, under a name that is not reserved."""
    spans = ((0x20, 0x20), (0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3))
    cut = subset.Subsetter(subset.Options(hinting=False, layout_features=["*"], glyph_names=False, drop_tables=["TSI0", "TSI1", "TSI2", "TSI3", "TSI5"]))
    cut.populate(unicodes=[code for code in font.getBestCmap() if any(first <= code <= last for first, last in spans)])
    cut.subset(font)
    names = {1: "Anteroom Hangul", 2: "Regular", 3: "Anteroom Hangul", 4: "Anteroom Hangul", 6: "AnteroomHangul"}
    kept = {number: font["name"].getDebugName(number) for number in (0, 13, 14)}
    font["name"].names = []
    for number, name in (names | kept).items():
        if name:
            font["name"].setName(name, number, 3, 1, 0x409)
    return font


def last_resort():
    """One box for every character."""
    pen = TTGlyphPen(None)
    for edge in (((80, 0), (80, 700), (620, 700), (620, 0)), ((130, 50), (570, 50), (570, 650), (130, 650))):
        pen.moveTo(edge[0])
        for point in edge[1:]:
            pen.lineTo(point)
        pen.closePath()
    box, empty = pen.glyph(), TTGlyphPen(None).glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space", "box"])
    builder.setupCharacterMap({0x20: "space", 0x25A1: "box"})
    builder.setupGlyf({".notdef": box, "space": empty, "box": box})
    builder.setupHorizontalMetrics({".notdef": (700, 80), "space": (300, 0), "box": (700, 80)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names = {"familyName": "Anteroom Last Resort", "styleName": "Regular", "psName": "AnteroomLastResort", "fullName": "Anteroom Last Resort"}
    builder.setupNameTable(names)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost(keepGlyphNames=False)
    font = builder.font
    all_of_it = CmapSubtable.newSubtable(13)
    all_of_it.platformID, all_of_it.platEncID, all_of_it.language = 3, 10, 0
    all_of_it.format, all_of_it.reserved, all_of_it.length, all_of_it.nGroups = 13, 0, 0, 0
    all_of_it.cmap = {0x20: "space"} | {code: "box" for first, last in DRAWN for code in range(first, last + 1)}
    font["cmap"].tables = [all_of_it]
    font["head"].created = font["head"].modified = BORN
    font.recalcTimestamp = False
    return font


def main(folder):
    for name, weights in WEIGHTS.items():
        for weight in weights:
            font = TTFont(folder / f"{name}[wght].ttf", recalcTimestamp=False)
            fixed = plain(instantiateVariableFont(font, {"wght": weight}, updateFontNames=True))
            fixed.save(HERE / f"{name}-{weight}.ttf")
    plain(TTFont(folder / "DroidSansFallbackFull.ttf", recalcTimestamp=False)).save(HERE / "DroidSansFallback-400.ttf")
    hangul(TTFont(folder / "NanumGothic.ttf", recalcTimestamp=False)).save(HERE / "Hangul-400.ttf")
    last_resort().save(HERE / "LastResort.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

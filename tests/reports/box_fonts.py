"""Fonts for the tests, drawn here: every letter is a box of one width, so that widths are known by heart."""

from functools import cache
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

LATIN = "".join(map(chr, range(0x20, 0x7F))) + "–…“”"
EM = 1000


def _box(pen, wide):
    pen.moveTo((50, 0))
    for point in ((50, 600), (wide - 50, 600), (wide - 50, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen


@cache
def box_font(letters=LATIN, wide=600, *, licence=0, cff=False, name="Kotak"):
    """A whole font file: TrueType, or OpenType with PostScript shapes. licence: its OS/2 fsType."""
    names = [".notdef", *(f"u{ord(one):04X}" for one in letters)]
    builder = FontBuilder(EM, isTTF=not cff)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(one): f"u{ord(one):04X}" for one in letters})
    if cff:
        shapes = {one: _box(T2CharStringPen(wide, None), wide).getCharString() for one in names}
        builder.setupCFF(name, {"FullName": name}, shapes, {})
    else:
        builder.setupGlyf({one: _box(TTGlyphPen(None), wide).glyph() for one in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (wide, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name, "uniqueFontIdentifier": name})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200, fsType=licence)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()

"""The checks of pages check something: what is broken on purpose is named, and contrasts are the published ones."""

import pytest
from accessible import contrast, faults

SOUND = """<!DOCTYPE html><html lang="en"><head><title>Results</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
:root { --ink: #16325c } p { color: var(--ink) } .quiet { color: #55606e } @media print { p { color: #eee } }
a:hover { color: #eee } p::before { color: #eee }</style></head><body><a href="#content">To the content</a>
<header><nav aria-label="Pages"><a href="method.html">Method</a></nav></header>
<main id="content"><h1>Who</h1><h2>Awards</h2><p class="quiet">Held by <b>one</b>.</p>
<label for="wanted">Find</label><input id="wanted"><img src="x.png" alt="">
<div class="scroll" role="region" aria-label="Ranking" tabindex="0">
<table><tr><th scope="col">Rank</th></tr><tr><td>1</td></tr></table></div></main></body></html>"""


def test_a_sound_page_has_no_faults():
    assert faults(SOUND) == []


@pytest.mark.parametrize(
    ("sound", "broken", "named"),
    [
        (' lang="en"', "", "language None"),
        ("<title>Results", "<title>", "title"),
        ("initial-scale=1", "user-scalable=no", "viewport"),
        ("<h2>Awards</h2>", "<h3>Awards</h3>", "heading 3 after 1"),
        ("<h1>Who</h1>", "", "no heading of the page first"),
        ('<label for="wanted">Find</label>', "", "no label: input wanted"),
        (' scope="col"', "", "no scope: Rank"),
        ('<th scope="col">Rank</th>', "<td>Rank</td>", "table without headings"),
        (' alt=""', "", "no alt: x.png"),
        ('<img src="x.png" alt="">', '<b id="wanted">x</b>', "id wanted 2 times"),
        ('href="#content"', 'href="#elsewhere"', "no link past the navigation"),
        (' aria-label="Pages"', "", "nav without a name"),
        (' tabindex="0"', "", "not reached by keyboard"),
        ("<header>", "<p>Draft</p><header>", "outside every landmark: Draft"),
        ("#55606e", "#888888", "contrast 3.54 of #888888 on #fff: Held by"),
        ("p { color", "p { background: #16325c; color", "contrast"),
        ("<b>one</b>", '<b><a href="x.html"></a></b>', "nothing to read: a x.html"),
    ],
)
def test_what_is_broken_is_named(sound, broken, named):
    assert sound in SOUND
    assert any(named in one for one in faults(SOUND.replace(sound, broken, 1))), named


@pytest.mark.parametrize(("grey", "told"), [(0x00, 21.0), (0x76, 4.54), (0x77, 4.48), (0x95, 3.0), (0xFF, 1.0)])
def test_contrasts_on_white_are_those_that_are_known(grey, told):
    """WebAIM's figures: #767676 is the lightest grey that passes, #777777 just fails, #959595 is at 3:1."""
    assert contrast((grey / 255,) * 3, (1, 1, 1)) == pytest.approx(told, abs=0.011)

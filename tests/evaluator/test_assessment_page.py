"""The page of a self-assessment: the script in it works out the engine's digits, and it keeps everything to itself."""

import io
import shutil

import numpy as np
import pypdf
import pytest
import small_folder
from accessible import faults
from assessed_logs import cut_out

from criteria.loading import load
from evaluator.assess import Asked
from evaluator.assess.last_year import read_last_year
from evaluator.assess.nodes import nodes
from evaluator.assess.standing import reading, stand
from evaluator.assess.year import one_year
from reports.assessment_page import page, paper
from reports.speech import speaking

LEAVES = """
[[criterion]]
code = "share"
title = { id = "Bagian", en = "Share" }
weight = 31
parent = "inner"
indicator = "answered_on_time_share"
scale = { type = "linear", zero = 0.35, full = 0.95 }
[[criterion]]
code = "sure"
title = { id = "Pasti", en = "Sure" }
weight = 30
parent = "inner"
indicator = "resolved_on_time_share"
estimate = "wilson"
scale = { type = "linear", zero = 0.1, full = 1 }
[[criterion]]
code = "backlog"
title = { id = "Tunggakan", en = "Backlog" }
weight = 39
parent = "inner"
indicator = "overdue_open_share"
estimate = "wilson"
scale = { type = "target", target = 0.02, width = 0.31 }
[[criterion]]
code = "inner"
title = { id = "Dalam", en = "Inner </script><b>" }
weight = 43
[[criterion]]
code = "days"
title = { id = "Hari", en = "Days" }
weight = 17
indicator = "days_to_resolve_median"
[criterion.scale]
type = "steps"
better = "lower"
otherwise = 7
steps = [{ value = 3, score = 90 }, { value = 9, score = 33.3 }]
[[criterion]]
code = "rated"
title = { id = "Dinilai", en = "Compared" }
weight = 12
indicator = "satisfaction_mean"
scale = { type = "percentile" }
[[criterion]]
code = "quick"
title = { id = "Cepat", en = "Compared, lower" }
weight = 5
indicator = "days_to_answer_median"
scale = { type = "percentile", better = "lower" }
[[criterion]]
code = "judged"
title = { id = "Juri", en = "Judged" }
weight = 13
panel = { min = 1, max = 9 }
scale = { type = "steps", steps = [{ value = 5, score = 40 }, { value = 8.5, score = 100 }] }
[[criterion]]
code = "units"
title = { id = "Unit", en = "Units" }
weight = 10
indicator = "units_connected_share"
scale = { type = "linear", zero = 0.2, full = 0.9 }
missing = "exclude"
[[stage]]
code = "first"
title = { id = "Pertama", en = "First" }
weights = { inner = 37, days = 63 }
at_least = 20
[[stage]]
code = "second"
title = { id = "Kedua", en = "Second" }
weights = { inner = 11, days = 13, rated = 19, quick = 7, judged = 23, units = 27 }
"""


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    """A log under rules of every kind of scale, read once, with last year's results beside it."""
    home = tmp_path_factory.mktemp("page")
    folder = small_folder.build(home / "kecil")
    log = cut_out([folder / small_folder.LOG], home / "A4.csv", ["A4", "Kabupaten Empat"])
    text = small_folder.RULEBOOK.partition('[[criterion]]\ncode = "speed"')[0] + LEAVES
    (home / "rules.toml").write_text(text.replace("[period]", "decimals = 3\n[period]", 1), encoding="utf-8")
    (home / "ranking.csv").write_text("category,rank,code,name,score,status,award\nagency,1,X0,X,60,ranked,best\n")
    rows = [f"X{at},X,agency,{1 + at % 5},{at % 7}" for at in range(11)]
    head = "code,name,category,satisfaction_mean,days_to_answer_median\n"
    (home / "indicators.csv").write_text(head + "\n".join(rows) + "\n")
    asked = Asked(
        logs=(log,), rulebook=load(home / "rules.toml"), who="A4", last_year=home,
        told={"name": "Kabupaten Empat", "kind": "regency"},
    )  # fmt: skip
    with one_year(asked, lambda *_: None) as read:
        yield reading(asked, read, read_last_year(home), speaking("en"))


@pytest.fixture(scope="module")
def browser():
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not here")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not here")
    with sync.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def shown(browser, standing, tmp_path):
    """The page without a network, opened as a file; nothing may be said on the console or asked for."""
    file = tmp_path / "page.html"
    file.write_bytes(page(stand(standing), speaking("en")))
    said = []
    opened = browser.new_page(offline=True, viewport={"width": 390, "height": 844})
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: said.append(request.url) if request.url != file.as_uri() else None)
    opened.goto(file.as_uri())
    yield opened
    assert said == []
    opened.close()


def drawn(model, draw) -> dict[str, float]:
    """Some of the figures, anywhere between their least and most, ends and round values among them."""
    found = {}
    for figure in model["figures"]:
        if draw.random() < 0.6:
            value = draw.uniform(figure["low"], figure["high"])
            kind = draw.integers(4)
            found[figure["code"]] = float([figure["low"], figure["high"], round(value, 2), value][kind])
    return found


def test_the_page_works_out_the_engines_digits(shown, standing):
    model = stand(standing).model
    draw = np.random.default_rng(20190614)
    for _ in range(150):
        supposed = drawn(model, draw)
        ground, bases = standing.ground(supposed)
        then = ground.with_({})
        mine = shown.evaluate("(figures) => assessment.suppose(figures)", supposed)
        for code, (low, high) in then.nodes.items():
            theirs = [np.nan if end is None else end for end in mine["nodes"][code]]
            assert np.array_equal(theirs, [low, high], equal_nan=True), (code, supposed)
        for code, ends in then.stages.items():
            assert np.array_equal(mine["stages"][code], ends), (code, supposed)
        passed = dict(zip(then.gates["gate"], then.gates["passed"], strict=True))
        assert mine["gates"] == passed
        cells = "[...document.querySelectorAll('td[data-node]')]"
        printed = shown.evaluate(f"() => Object.fromEntries({cells}.map((c) => [c.dataset.node, c.textContent]))")
        for node in nodes(standing.read.rules, then, bases, speaking("en")):
            low, high = (f"{end:,.3f}" for end in (node.low, node.high))
            assert printed[node.code] == (low if low == high else f"{low} – {high}"), (node.code, supposed)


def test_sliders_and_buttons_move_the_score(shown, standing):
    found = stand(standing)
    lever = next(lever for lever in found.levers if lever.mine and lever.code == "answered_on_time_share")
    before = shown.inner_text(".big [data-node]")
    shown.click(f"[data-try={lever.code}]")
    assert shown.inner_text(".big [data-node]") != before
    assert shown.inner_text(".gain") == f"+{lever.gain:.3f} points"
    shown.click(".reset")
    assert shown.inner_text(".big [data-node]") == before
    shown.fill("#f-judged", "8.5")
    assert shown.inner_text("td[data-node=judged]") == "100.000"


def test_nothing_handed_in_becomes_markup_and_nothing_is_loaded(standing):
    text = page(stand(standing), speaking("id")).decode()
    assert "</script><b>" not in text
    assert "http" not in text.replace("http-equiv", "")
    assert text.count("<script") == text.count("</script>") == 3


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_can_be_read_by_everybody(standing, language):
    assert faults(page(stand(standing), speaking(language)).decode()) == []


def test_it_is_the_same_bytes_each_time_and_a_pdf_of_a_few_pages(standing):
    found = stand(standing)
    for make in (page, paper):
        assert make(found, speaking("id")) == make(found, speaking("id"))
    pdf = pypdf.PdfReader(io.BytesIO(paper(found, speaking("id"))))
    words = " ".join(one.extract_text() for one in pdf.pages)
    assert len(pdf.pages) <= 4
    for said in ("Penilaian mandiri", "Kabupaten Empat", "dinilai juri"):
        assert said in words

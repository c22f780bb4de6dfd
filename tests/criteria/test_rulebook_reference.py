"""docs/rulebook.md is what the models say, and says something of every key."""

from pathlib import Path

from criteria.editions import edition_text
from criteria.meanings import MEANINGS
from criteria.reference import SECTIONS, models, render, what
from criteria.rulebook import Assumable

PAGE = Path(__file__).parents[2] / "docs" / "rulebook.md"


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == render(), (
        "make it again: python -m criteria.reference > docs/rulebook.md"
    )


def test_every_model_has_its_section_and_every_key_its_meaning():
    assert set(SECTIONS) == set(models()) == set(MEANINGS)
    for name, model in models().items():
        shared = set(Assumable.model_fields) if name != "Assumable" else set()
        assert set(MEANINGS[name]) == set(model["properties"]) - shared, name
        assert all(meaning.endswith((".", ",", ", ...")) for meaning in MEANINGS[name].values()), name


def test_links_within_the_page_lead_somewhere():
    page = PAGE.read_text(encoding="utf-8")
    kept = [line[3:].lower() for line in page.splitlines() if line.startswith("## ")]
    anchors = {"".join(c for c in title if c.isalnum() or c in " -_").replace(" ", "-") for title in kept}
    asked = {part.partition(")")[0] for part in page.split("](#")[1:]}
    assert asked <= anchors


def test_a_key_is_described_as_toml_takes_it():
    keys = {
        (name, key): what(schema) for name, model in models().items() for key, schema in model["properties"].items()
    }
    assert keys["Edition", "language"] == '`"id"` or `"en"`'
    assert keys["Edition", "decimals"] == "whole number, 0 to 6"
    assert keys["Period", "from"] == "date"
    assert keys["Standards", "resolve"] == "whole number, 0 to 3650, or table: name = whole number, 0 to 3650"
    assert keys["Criterion", "weight"] == "number above 0"
    assert keys["Calendar", "add"] == "list of: [An entry of `calendar.add`](#an-entry-of-calendaradd)"
    assert keys["ComplaintSource", "exclude"] == "table: name = list of: text"


def test_the_page_names_every_table_of_the_shipped_rulebook():
    page = PAGE.read_text(encoding="utf-8")
    tables = {line.split("]")[0].strip("[") for line in edition_text("anggakara-2019").splitlines() if line[:1] == "["}
    titles = {title.strip("`[]") for title in SECTIONS.values()}
    inner = {"sources.complaints.columns", "sources.complaints.nulls"}  # keys of [sources.complaints]
    assert tables - inner <= titles
    assert all(f"`{name.rpartition('.')[2]}`" in page for name in inner)

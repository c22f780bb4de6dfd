import pytest

from criteria.loading import loads
from evaluator import fitting
from evaluator.folder import CompetitionFolder
from evaluator.pipeline import open_year, scratch_folder


def found(folder):
    with scratch_folder() as scratch:
        outcome = open_year(CompetitionFolder(folder), scratch=scratch, progress=lambda *_: None)
    ours = {kind.code for kind in vars(fitting).values() if isinstance(kind, fitting.Kind)} | {"no-complaints"}
    return [(p.kind.code, p.column, p.value) for p in outcome.problems if p.kind.code in ours], outcome


def change(folder, *replacements):
    path = folder / "rulebook.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    loads(text, "rulebook.toml")
    path.write_text(text, encoding="utf-8")


def test_a_year_whose_parts_fit_says_nothing(year):
    assert found(year)[0] == []


def test_a_category_without_participants(year):
    change(year, ('kind = ["upp"]', 'kind = ["upps"]'))
    problems, outcome = found(year)
    assert problems[0] == ("category-empty", "category.upp", "")
    unfit = [code for kind, _column, code in problems if kind == "category-none"]
    assert unfit == sorted(c for c in outcome.handed_in.roster.index if c.startswith("U"))
    assert outcome.year is not None


def test_a_column_that_the_roster_lacks_blocks(year):
    change(year, ('where  = { kind = ["upp"] }', 'where  = { grup = ["upp"] }'))
    problems, outcome = found(year)
    assert problems == [("field-missing", "category.upp.where", "grup")]
    assert outcome.year is None


def test_nobody_ranked(year):
    change(year, ("at_least  = 30", "at_least  = 30000"))
    assert [problem[:2] for problem in found(year)[0]] == [
        ("nobody-ranked", "category.agency"),
        ("nobody-ranked", "category.upp"),
    ]


def test_an_indicator_whose_column_no_log_has(year):
    for log in (year / "complaints").iterdir():
        log.write_text(log.read_text(encoding="utf-8").replace("rating", "stars", 1), encoding="utf-8")
    assert found(year)[0] == [("indicator-unfed", "criterion.satisfaction", "satisfaction_mean")]


def test_a_criterion_without_marks(year):
    renamed = ('id = "Inovasi", en = "Innovation"', 'id = "Kebaruan", en = "Novelty"')
    change(year, ('code    = "innovation"', 'code    = "novelty"'), renamed)
    assert found(year)[0] == [("panel-unfed", "criterion.novelty", "")]


def test_no_log_at_all_blocks(year):
    for log in (year / "complaints").iterdir():
        log.unlink()
    problems, outcome = found(year)
    assert ("no-complaints", "", "") in problems
    assert outcome.year is None


@pytest.mark.parametrize("kind", [kind for kind in vars(fitting).values() if isinstance(kind, fitting.Kind)])
def test_each_kind_speaks_both_languages(kind):
    assert kind.says.keys() == kind.mend.keys() == {"id", "en"}

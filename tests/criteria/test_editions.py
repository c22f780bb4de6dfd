import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from criteria.editions import edition_text, list_editions
from criteria.loading import loads
from criteria.rulebook import Assumable

ALL = list_editions()
JUDGED_ALONE = ["skating"]
MEASURED = [code for code in ALL if code not in JUDGED_ALONE]


def shipped(code):
    return loads(edition_text(code), f"{code}.toml")


def rules(value):
    """Every part of a rulebook that may be assumed."""
    if isinstance(value, Assumable):
        yield value
    inner = value.__dict__.values() if hasattr(value, "model_fields_set") else value if isinstance(value, list) else ()
    for part in inner:
        yield from rules(part)


def shares(rulebook):
    """Percent of the total by criterion, worked out by hand down the tree."""
    weights = {criterion.code: criterion.weight for criterion in rulebook.criterion}

    def share(code):
        return 100.0 if code == "total" else share(rulebook.parents[code]) * weights[code] / 100

    return {code: share(code) for code in weights}


def test_the_shipped_rulebooks():
    assert ALL == [
        "anggakara-2019", "fixmystreet", "freshdesk", "jarokelo", "lapor", "nyc311", "open311", "osticket", "skating",
        "zammad", "zendesk", "znuny",
    ]  # fmt: skip


def test_a_rulebook_that_is_not_shipped_is_not_found():
    with pytest.raises(KeyError):
        edition_text("../jarokelo")


@pytest.mark.parametrize("code", ALL)
class TestEveryShippedRulebook:
    def test_is_sound_and_named_as_it_says(self, code):
        assert shipped(code).edition.code == code

    def test_shares_of_the_leaves_add_up(self, code):
        rulebook = shipped(code)
        share = shares(rulebook)
        assert sum(share[leaf.code] for leaf in rulebook.leaves) == pytest.approx(100)

    def test_states_a_source_or_why_it_is_assumed(self, code):
        rulebook = shipped(code)
        unsaid = [rule for rule in rules(rulebook) if not rule.source and not (rule.assumed and rule.reason)]
        assert unsaid == []
        assert [rule for rule in rules(rulebook) if rule.assumed and not rule.reason] == []

    def test_breaks_ties_and_names_awards(self, code):
        assert shipped(code).ranking.ties
        assert shipped(code).award

    def test_names_no_signature_of_an_office_holder(self, code):
        assert {signatory.name for signatory in shipped(code).certificate.signatories} <= {"(NAMA PEJABAT)"}


@pytest.mark.parametrize("code", MEASURED)
class TestEveryRulebookThatMeasuresComplaints:
    def test_lets_small_numbers_not_win(self, code):
        (gate,) = [gate for gate in shipped(code).gate if gate.indicator == "complaints"]
        assert (gate.at_least, gate.category) == (30, [])

    def test_lets_spoiled_logs_not_win(self, code):
        (gate,) = [gate for gate in shipped(code).gate if gate.indicator == "set_aside_share"]
        assert (gate.at_most, gate.category) == (0.2, [])


@pytest.mark.parametrize("code", JUDGED_ALONE)
def test_no_indicator_feeds_a_rulebook_of_judges_alone(code):
    assert [leaf.code for leaf in shipped(code).leaves if leaf.indicator] == []


class TestAnggakara2019:
    """The edition of 2019 as published: two agencies for each of five aspects, and three UPPs."""

    rulebook = shipped("anggakara-2019")

    def test_gives_thirteen_awards(self):
        given = [(award.category, award.winners, award.exclusive) for award in self.rulebook.award]
        assert given == [("agency", 2, True)] * 5 + [("upp", 3, True)]
        assert sum(award.winners for award in self.rulebook.award) == 13

    def test_five_aspects_are_the_top_of_the_tree(self):
        aspects = [award.by for award in self.rulebook.award if award.category == "agency"]
        assert sorted(aspects) == sorted(criterion.code for criterion in self.rulebook.tree["total"])

    def test_award_titles_are_those_published(self):
        assert [award.title.id.casefold() for award in self.rulebook.award[:5]] == [
            "pengelola sistem pengaduan layanan publik terbaik",
            "pendorong perubahan terbaik",
            "aspek dampak terbaik",
            "perubahan dan perbaikan pengelolaan pengaduan terbaik",
            "aspek keberlanjutan inisiatif terbaik",
        ]

    def test_the_message_weighs_more_than_half(self):
        """Quickly acknowledged, answered, followed up, with improvements."""
        share = shares(self.rulebook)
        speeds = [share["acknowledged"], share["answered"], share["followed-up"]]
        assert speeds == [10.0, 10.0, 10.0]
        assert sum(speeds) + share["improvement"] == 58.0

    def test_standards_are_those_of_the_regulation(self):
        standards = self.rulebook.standards
        assert (standards.acknowledge, standards.answer) == (3, 5)
        assert standards.resolve == {"default": 14, "inspection": 60, "information": 5, "aspiration": 5}
        assert "62/2018" in standards.source

    def test_categories_are_agencies_and_upps(self):
        agencies = ["ministry", "institution", "province", "city", "regency", "enterprise"]
        where = {category.code: category.where for category in self.rulebook.category}
        assert where == {"agency": {"kind": agencies}, "upp": {"kind": ["upp"]}}

    def test_units_that_cannot_connect_units_lose_nothing(self):
        (connection,) = [c for c in self.rulebook.criterion if c.indicator == "units_connected_share"]
        assert connection.missing == "exclude"

    def test_every_table_has_a_comment_that_teaches(self):
        lines = edition_text("anggakara-2019").splitlines()
        single = [i for i, line in enumerate(lines) if re.fullmatch(r"\[[a-z.]+\]", line)]
        assert [lines[i] for i in single if i and not lines[i - 1].startswith("#") and lines[i] != "[edition]"] == []


@pytest.mark.parametrize("code", [code for code in ALL if code != "anggakara-2019"])
class TestExamples:
    folder = Path(__file__).parents[2] / "examples"

    def test_hold_no_data(self, code):
        assert sorted(path.name for path in (self.folder / code).iterdir()) == ["README.md", "rulebook.toml"]

    def test_take_participants_from_the_complaints(self, code):
        assert shipped(code).participants.from_ == ("roster" if code in JUDGED_ALONE else "complaints")

    def test_a_later_export_changes_only_the_period(self, code):
        data = tomllib.loads(edition_text(code))
        year = dt.timedelta(days=365)
        later = {key: value + year for key, value in data["period"].items() if key != "timezone"}
        assert shipped(code).model_validate({**data, "period": {**data["period"], **later}})

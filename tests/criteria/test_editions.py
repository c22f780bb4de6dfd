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
EDITIONS = [code for code in ALL if code.startswith("anggakara-")]
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
        "anggakara-2018", "anggakara-2019", "anggakara-2020", "anggakara-2022", "fixmystreet", "freshdesk", "jarokelo",
        "lapor", "nyc311", "open311", "osticket", "skating", "zammad", "zendesk", "znuny",
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


@pytest.mark.parametrize("code", EDITIONS)
class TestEveryEdition:
    def test_every_table_has_a_comment_that_teaches(self, code):
        lines = edition_text(code).splitlines()
        single = [i for i, line in enumerate(lines) if re.fullmatch(r"\[[a-z.]+\]", line)]
        assert [lines[i] for i in single if i and not lines[i - 1].startswith("#") and lines[i] != "[edition]"] == []

    def test_names_each_column_of_the_roster_that_it_needs(self, code):
        """A comment tells of every column beside those of the contract."""
        rulebook = shipped(code)
        contract = {"kind", "units", "units_connected", "region", "parent"}
        asked = {rule.field for rule in (*rulebook.gate, *rulebook.leaves) if rule.field}
        asked |= {field for category in rulebook.category for field in category.where}
        asked |= {stage.quota.field for stage in rulebook.stage if stage.quota}
        told = set(re.findall(r"^#   ([a-z_]+) ", edition_text(code), flags=re.MULTILINE))
        assert asked - contract <= told

    def test_every_weight_is_an_assumption(self, code):
        """No source states one, but the twenty and eighty percent of the interviews of 2022."""
        rulebook = shipped(code)
        stated = [one.code for one in (*rulebook.criterion, *rulebook.stage) if not one.assumed]
        assert stated == (["substance"] if code == "anggakara-2022" else [])

    def test_places_and_periods_lie_in_the_year_of_the_award(self, code):
        rulebook = shipped(code)
        assert rulebook.certificate.date.year == int(code.removeprefix("anggakara-"))
        assert rulebook.period.cutoff < rulebook.certificate.date


def winners(rulebook):
    return {award.code: (award.category, award.by, award.winners) for award in rulebook.award}


def cut(rulebook, code):
    (stage,) = [stage for stage in rulebook.stage if stage.code == code]
    return stage.top


class TestAnggakara2018:
    """Top 25 and Top 10 as published, counted by kind of agency."""

    rulebook = shipped("anggakara-2018")

    def test_places_are_those_of_the_published_top_25(self):
        """Antara, 2018: 4 ministries, BPOM, BPJS Kesehatan; DIY, Kalsel, Sumsel, Jateng; ten cities; Pos Indonesia."""
        top = cut(self.rulebook, "documents")
        assert top == {"central": 6, "province": 4, "city": 10, "regency": 4, "enterprise": 1}
        assert sum(top.values()) == 25

    def test_winners_are_as_many_as_the_published_ten(self):
        """Kepmen PANRB 640/2018: BPJS Kesehatan, BPOM, Kemenristekdikti; Jateng, DIY; three cities; two regencies."""
        assert winners(self.rulebook) == {
            "central": ("central", "total", 3), "province": ("province", "total", 2), "city": ("city", "total", 3),
            "regency": ("regency", "total", 2),
        }  # fmt: skip

    def test_a_system_ran_since_march_2018(self):
        (gate,) = [gate for gate in self.rulebook.gate if gate.field == "system_since"]
        assert (gate.at_least, gate.at_most) == (None, 201803)
        assert self.rulebook.period.from_ == dt.date(2018, 3, 1)

    def test_the_four_published_indicators_are_in_it(self):
        top = {criterion.code for criterion in self.rulebook.whole_tree["total"]}
        assert {"leadership", "follow-up", "infrastructure", "staff"} <= top


class TestAnggakara2020:
    rulebook = shipped("anggakara-2020")

    def test_finalists_are_the_published_46(self):
        assert cut(self.rulebook, "documents") == {"outstanding": 6, "general": 30, "upp": 10}

    def test_gives_fifteen_awards(self):
        assert sum(award.winners for award in self.rulebook.award) == 15

    def test_the_field_is_visited(self):
        assert [stage.code for stage in self.rulebook.stage][-3:] == ["interview", "observation", "decision"]


class TestAnggakara2022:
    rulebook = shipped("anggakara-2022")

    def test_finalists_are_the_published_51_with_every_type_of_agency(self):
        assert cut(self.rulebook, "documents") | cut(self.rulebook, "representation") == {
            "outstanding": 6, "general": 30, "upp": 15,
        }  # fmt: skip
        (quota,) = [stage.quota for stage in self.rulebook.stage if stage.quota]
        assert set(quota.least) == {"ministry", "institution", "province", "city", "regency", "enterprise"}

    def test_gives_the_seventeen_published_awards(self):
        assert winners(self.rulebook) == {
            "outstanding": ("outstanding", "total", 2), "management": ("general", "management", 5),
            "sustainability": ("general", "sustainability", 5), "upp": ("upp", "total", 5),
        }  # fmt: skip

    def test_the_interview_is_twenty_percent_presentation_and_eighty_substance(self):
        weights = {child.code: child.weight for child in self.rulebook.tree["interview"]}
        assert weights == {"presentation": 20, "substance": 80}
        assert [child.title.id for child in self.rulebook.tree["substance"]] == [
            "Rasionalitas", "Output", "Dampak", "Logika Perubahan", "Inovasi", "Implementasi dan Keberlanjutan",
        ]  # fmt: skip


@pytest.mark.parametrize("code", [code for code in ALL if code not in EDITIONS])
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

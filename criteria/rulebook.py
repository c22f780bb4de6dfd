"""The rulebook of one edition: every rule of the year as data, checked as a whole before anything is computed.

The models say what a key may be; ``criteria.loading`` reads a TOML file into them and turns each refusal into a
message with the key's path, its line and what was expected.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from criteria import tree
from criteria.certainty_rules import Resampling
from criteria.integrity_rules import Thresholds
from criteria.migrations import NEWEST
from criteria.stage_rules import Lot, Stage
from criteria.vocabulary import MOST, Assumable, Code, Codes, Number, Positive, Title, number_or_table
from submissions.sources import Engine, Evidence, Participants, Period, Sources, Strict, Terms
from submissions.sources import Panel as PanelTerms
from submissions.sources import Question as QuestionTerms
from submissions.sources import Stage as StageTerms

CertificateSet = Literal["honourable", "finalists", "participants", "judges"]
Days = Annotated[int, Field(ge=0, le=3650)]


Standard = Annotated[
    Annotated[Days, Tag("days")] | Annotated[dict[str, Days], Tag("table")], Discriminator(number_or_table)
]


class Edition(Strict):
    """Which year this is. ``language`` is that of the files written (problems.csv, report.pdf), whoever runs it."""

    code: Code
    title: Title
    organiser: Title | None = None
    language: Literal["id", "en"] = "id"
    decimals: Annotated[int, Field(ge=0, le=6)] = 2
    synthetic: bool = False
    notes: list[str] = []


class DayOff(Strict):
    """A day off that the holidays library does not know."""

    date: dt.date
    name: str


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Calendar(Strict):
    """Which days are working days. ``country = ""``: every day that is no weekend."""

    country: str = "ID"
    weekend: list[Weekday] = ["sat", "sun"]
    add: list[DayOff] = []
    remove: list[dt.date] = []


class Standards(Assumable):
    """Working days allowed per step: one number, or one per kind of complaint beside ``default``."""

    acknowledge: Standard = 3
    answer: Standard = 5
    resolve: Standard = 14

    @property
    def kinds(self) -> list[str]:
        """The kinds of complaint that have a time limit of their own, sorted."""
        tables = (self.acknowledge, self.answer, self.resolve)
        return sorted({kind for table in tables if isinstance(table, dict) for kind in table if kind != "default"})


class Category(Assumable):
    """Who competes with whom: participants whose roster fields have one of the listed values; the first that fits."""

    code: Code
    title: Title
    where: dict[str, list[str]] = {}


class Gate(Assumable):
    """What must hold to be ranked at all: an indicator or a roster field, from ``at_least`` to ``at_most``.

    A missing value does not pass. ``category`` limits the gate to these categories.
    """

    code: Code
    title: Title
    indicator: str | None = None
    field: str | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    category: Codes = []


class Linear(Strict):
    """From 0 at ``zero`` to 100 at ``full``, straight between, level beyond; ``full < zero``: lower is better."""

    type: Literal["linear"]
    zero: Number
    full: Number


class Step(Strict):
    """A value that reaches ``value`` (upwards, or downwards where lower is better) scores ``score``."""

    value: Number
    score: Annotated[float, Field(ge=0, le=100)]


class Steps(Strict):
    """A staircase: the best step that is reached, else ``otherwise``."""

    type: Literal["steps"]
    better: Literal["higher", "lower"] = "higher"
    steps: Annotated[list[Step], Field(min_length=1)]
    otherwise: Annotated[float, Field(ge=0, le=100)] = 0.0


class Target(Strict):
    """100 at ``target``, falling straight to 0 at a distance of ``width`` on either side."""

    type: Literal["target"]
    target: Number
    width: Positive


class Percentile(Strict):
    """The mid-percentile among the participants of the category that have a value."""

    type: Literal["percentile"]
    better: Literal["higher", "lower"] = "higher"


Scale = Annotated[Linear | Steps | Target | Percentile, Field(discriminator="type")]


class Panel(Strict):
    """How the judges' marks of a criterion become one value.

    ``severity``: marks count less what the judge is lenient, or more what it is severe, by an additive or a mixed model
    of each stage; where the judges cannot be compared they count as given.
    """

    min: Number = 0.0
    max: Number = 100.0
    aggregate: Literal["mean", "median", "trimmed_mean"] = "mean"
    trim: Annotated[int, Field(ge=1)] = 1
    at_least: Annotated[int, Field(ge=1)] = 1
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    severity: Literal["none", "additive", "mixed"] = "none"
    severity_at_least: Annotated[int, Field(ge=2)] = 5


class Anchor(Title):
    """What a mark, or points, of ``at`` mean: a line of a rubric, in both languages."""

    at: Number


class Criterion(Assumable):
    """A node of the weighted tree. A leaf is fed by an ``indicator``, a ``panel``, a roster ``field`` or a checklist.

    ``weight`` is percent of its parent ("total" where none is named); siblings add up to 100. ``missing`` says what
    a leaf without a value scores: "zero"; "exclude" (its weight goes to its siblings in proportion); "median" (of
    its category). ``estimate`` says how a share is taken from its two numbers, so that few complaints do not win or
    lose by luck. A panel without ``scale`` goes from 0 at ``min`` to 100 at ``max``; a checklist's value, the points
    of its questions in percent of what they can bring, is the score where there is no ``scale``.
    """

    code: Code
    title: Title
    weight: Positive
    parent: Code | None = None
    children: Codes = []
    indicator: str | None = None
    panel: Panel | None = None
    field: str | None = None
    checklist: bool = False
    estimate: Literal["ratio", "wilson", "shrunk", "standardised"] = "ratio"
    scale: Scale | None = None
    rubric: list[Anchor] = []
    missing: Literal["zero", "exclude", "median"] = "zero"


class Question(Assumable):
    """A question of the self-assessment: up to ``points``, for a criterion with ``checklist = true``.

    With ``evidence = "required"`` a claim without evidence brings nothing until it is verified.
    """

    code: Code
    title: Title
    points: Positive
    criterion: Code
    evidence: Evidence = "optional"
    rubric: list[Anchor] = []


class Checklists(Assumable):
    """What points bring that a participant claims and nobody has verified; verified points always go before.

    Without ``unverified`` a claim counts as claimed, but for questions with required evidence, where it brings nothing.
    """

    unverified: Literal["claimed", "zero"] | None = None


class CaseMix(Strict):
    """What makes some complaints harder than others: the ``kind``, the ``topic``, or both.

    What would be expected of a participant is what its category achieves on complaints of the same kinds. fairness.csv
    shows it beside what was observed; a score takes it into account where its criterion's ``estimate`` says so.
    """

    by: Annotated[list[Literal["kind", "topic"]], Field(min_length=1, max_length=2)] = ["kind"]


class Award(Assumable):
    """An award to the best ``winners`` of a category by the total or by one criterion.

    ``exclusive``: who already has an award, in the order in which awards are written, is passed over.
    """

    code: Code
    title: Title
    category: Code
    by: Code = "total"
    winners: Annotated[int, Field(ge=1)] = 1
    exclusive: bool = True


class Ranking(Assumable):
    """``ties``: codes of criteria, in order; equal totals are broken by the higher score there, else shared."""

    ties: Codes = []


class Signatory(Strict):
    """Who signs: ``position`` above, ``name`` below the room for the signature, ``identity`` (such as NIP) under it."""

    name: str
    position: Title
    identity: str = ""


class Certificate(Strict):
    """What certificates say beside the award: where and when it was decided, who signs, how numbers are formed.

    ``number`` may use {sequence}, {award}, {year} and {edition}. ``also`` are the sets that a run prints beside the
    winners' certificates; ``honourable`` of each category, after the awards, are mentioned.
    """

    place: str = "Jakarta"
    date: dt.date | None = None
    number: str = "{sequence:03d}/{award}/{year}"
    signatories: list[Signatory] = []
    also: list[CertificateSet] = []
    honourable: Annotated[int, Field(ge=0, le=100)] = 0


class Rulebook(Strict):
    """One year's rules, whole and consistent (contract: the tables and keys of the file)."""

    schema_: Annotated[int, Field(alias="schema", ge=NEWEST, le=NEWEST)] = NEWEST
    edition: Edition
    period: Period
    calendar: Calendar = Calendar()
    standards: Standards = Standards()
    participants: Participants = Participants.model_validate({"from": "roster"})
    sources: Sources = Sources()
    engine: Engine = Engine()
    integrity: Thresholds = Thresholds()
    certainty: Resampling = Resampling()
    case_mix: CaseMix = CaseMix()
    checklists: Checklists | None = None
    ranking: Ranking = Ranking()
    lot: Lot | None = None
    certificate: Certificate = Certificate()
    category: Annotated[list[Category], Field(min_length=1, max_length=MOST)]
    gate: Annotated[list[Gate], Field(max_length=MOST)] = []
    criterion: Annotated[list[Criterion], Field(min_length=1, max_length=MOST)]
    stage: Annotated[list[Stage], Field(max_length=MOST)] = []
    question: Annotated[list[Question], Field(max_length=MOST)] = []
    award: Annotated[list[Award], Field(max_length=MOST)] = []

    @property
    def parents(self) -> dict[str, str]:
        """The parent's code of every criterion, "total" at the top, however the tree was written."""
        return tree.parents(self.criterion)

    @property
    def tree(self) -> dict[str, list[Criterion]]:
        """The children of "total" and of every inner criterion, by its code, in the rulebook's order.

        Where stages weigh the criteria, "total" has those of the last stage, with its weights.
        """
        return self.tree_in(self.stage[-1] if self.stage else None)

    @property
    def whole_tree(self) -> dict[str, list[Criterion]]:
        """The same as the criteria say it themselves, whatever the stages weigh."""
        return tree.branches(self.criterion)

    def tree_in(self, stage: Stage | None) -> dict[str, list[Criterion]]:
        """The tree with the weights of a stage; criteria that are no part of it do not stand under "total"."""
        whole = self.whole_tree
        weights = self._weights(stage)
        if weights is not None:
            top = [child for child in whole[tree.TOTAL] if child.code in weights]
            whole[tree.TOTAL] = [child.model_copy(update={"weight": weights[child.code]}) for child in top]
        return whole

    def until(self, code: str) -> Rulebook:
        """The rules as they stand when the competition is held up to a stage only; all of them for the last one.

        Later stages, the gates that they ask, and the awards are left out.
        """
        place = [stage.code for stage in self.stage].index(code)
        if place == len(self.stage) - 1:
            return self
        held = [stage.model_copy(update={"weights": self._weights(stage)}) for stage in self.stage[: place + 1]]
        later = {gate for stage in self.stage[place + 1 :] for gate in stage.gates}
        gates = [gate for gate in self.gate if gate.code not in later]
        return self.model_copy(update={"stage": held, "gate": gates, "award": []})

    def _weights(self, stage: Stage | None) -> dict[str, float] | None:
        """The weights that hold in a stage (see ``Stage``)."""
        place = self.stage.index(stage) if stage else -1
        nearest = [*reversed(self.stage[: place + 1]), *self.stage[place + 1 :]]
        return next((one.weights for one in nearest if one.weights), None) if stage else None

    @property
    def leaves(self) -> list[Criterion]:
        """The criteria that an indicator, a panel, a roster field or a checklist feeds, in the rulebook's order."""
        return tree.leaves(self.criterion)

    @property
    def roster_fields(self) -> set[str]:
        """The columns of the roster that the rules ask for."""
        asked = {field for category in self.category for field in category.where}
        asked |= {gate.field for gate in self.gate if gate.field}
        asked |= {criterion.field for criterion in self.criterion if criterion.field}
        return asked | {stage.quota.field for stage in self.stage if stage.quota}

    @property
    def terms(self) -> Terms:
        """What reading needs to know."""
        panels = tuple(
            PanelTerms(criterion=c.code, minimum=c.panel.min, maximum=c.panel.max, titles=(c.title.id, c.title.en))
            for c in self.criterion
            if c.panel
        )
        questions = tuple(
            QuestionTerms(code=q.code, points=q.points, evidence=q.evidence, titles=(q.title.id, q.title.en))
            for q in self.question
        )
        return Terms(
            period=self.period,
            participants=self.participants,
            sources=self.sources,
            panels=panels,
            questions=questions,
            stages=tuple(StageTerms(code=s.code, titles=(s.title.id, s.title.en), closes=s.closes) for s in self.stage),
            topics="topic" in self.case_mix.by,
            engine=self.engine,
            edition=self.edition.code,
        )

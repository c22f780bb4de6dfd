"""session.toml and the score sheets: who sat over the competition, for the minutes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from criteria import misfits, toml_text
from criteria.positions import Positions
from criteria.refusals import Fault, RulebookRefused, hint, placed, problems, quoted
from reports.papers.sittings import Sessions, Sittings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from criteria.rulebook import Rulebook
    from evaluator.folder import CompetitionFolder
    from evaluator.outcome import Outcome
    from submissions.problems import Problem

STAGE_UNKNOWN = placed(
    "session-stage-unknown",
    "buku aturan tidak memiliki tahap {shown}; tahapnya: {known}.",
    "the rulebook has no stage {shown}; it has: {known}.",
    "{hint_id}Tulis kode tahap, atau hapus kunci ini untuk sidang akhir.",
    "{hint_en}Write a stage's code, or remove the key for the final session.",
)
STAGE_TWICE = placed(
    "session-stage-twice",
    "sudah ada sidang untuk tahap ini di baris {lines}.",
    "there is a session of this stage on line {lines} already.",
    "Satukan keduanya.",
    "Make one of the two.",
)
PERSON_UNKNOWN = placed(
    "session-person-unknown",
    "{shown} tidak tercantum di [[person]], baik sebagai name maupun judge.",
    "{shown} stands in no [[person]], neither as name nor as judge.",
    "{hint_id}Tambahkan orangnya, atau perbaiki ejaannya.",
    "{hint_en}Add the person, or mend the spelling.",
)
PERSON_TWICE = placed(
    "session-person-twice",
    "{shown} sudah menunjuk orang di baris {lines}.",
    "{shown} means the person of line {lines} already.",
    "Beri setiap orang nama dan juri yang berbeda.",
    "Give each person a name and a judge of its own.",
)


def read(folder: CompetitionFolder, rulebook: Rulebook) -> tuple[Sessions, list[Problem]]:
    """Return what session.toml says, and every fault in it; nothing and none where there is no such file."""
    if not folder.sessions.exists():
        return Sessions(), []
    name = folder.sessions.name
    try:
        text = toml_text.read(folder.sessions, toml_text.UNREADABLE)
        data = toml_text.parse(text, name)
    except RulebookRefused as refused:
        return Sessions(), refused.problems
    try:
        sessions = Sessions.model_validate(data)
    except ValidationError as error:
        return Sessions(), problems(misfits.faults(error, data, Sessions), Positions(text), name)
    found = [*_people(sessions), *_stages(sessions, rulebook)]
    return sessions, problems(found, Positions(text), name) if found else []


def _people(sessions: Sessions) -> Iterator[Fault]:
    known: dict[str, int] = {}
    for place, person in enumerate(sessions.person):
        for key in ("name", "judge"):
            word = getattr(person, key)
            first = known.setdefault(word, place) if word else place
            if first != place:
                yield Fault(PERSON_TWICE, ("person", place, key), others=(("person", first),))
    for path, word in sessions.references():
        if word not in known:
            yield Fault(PERSON_UNKNOWN, path, hint(word, known))


def _stages(sessions: Sessions, rulebook: Rulebook) -> Iterator[Fault]:
    stages = [stage.code for stage in rulebook.stage]
    first: dict[str | None, int] = {}
    for place, session in enumerate(sessions.session):
        path = ("session", place, "stage") if session.stage else ("session", place)
        if session.stage and session.stage not in stages:
            yield Fault(STAGE_UNKNOWN, path, {"known": quoted(stages) or "–", **hint(session.stage, stages)})
        elif first.setdefault(session.stage, place) != place:
            yield Fault(STAGE_TWICE, path, others=(("session", first[session.stage]),))


def with_sittings(outcome: Outcome, folder: CompetitionFolder) -> Outcome:
    """Return the outcome with who sat over it; the same where there is no year."""
    year, handed_in = outcome.year, outcome.handed_in
    if year is None or handed_in is None:
        return outcome
    sessions, _faults = read(folder, year.rulebook)
    return replace(outcome, year=replace(year, sittings=sittings(sessions, handed_in.marks, year.rulebook)))


def sittings(sessions: Sessions, marks: pd.DataFrame, rulebook: Rulebook) -> Sittings:
    """Return who sat; ``marks`` as they were handed in."""
    stages = {stage.code.casefold(): stage.code for stage in rulebook.stage}
    marks = marks.assign(stage=marks["stage"].str.casefold().map(stages).fillna(""))
    scored = marks[marks["status"] == "scored"].groupby(["stage", "judge"])["participant"].nunique()
    judges = marks[["stage", "judge"]].drop_duplicates().sort_values(["stage", "judge"], ignore_index=True)
    judges["marked"] = [int(scored.get(pair, 0)) for pair in judges.itertuples(index=False, name=None)]
    conflicts = marks.loc[marks["status"] == "conflict", ["stage", "judge", "participant"]].drop_duplicates()
    conflicts = conflicts.rename(columns={"participant": "code"})
    return Sittings(sessions, judges, conflicts.sort_values(["stage", "judge", "code"], ignore_index=True))

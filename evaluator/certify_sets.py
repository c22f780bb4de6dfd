"""Certificates of a competition folder in sets: winners, honourable mentions, finalists, participants, judges."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluator import inputs, legible, pipeline, publish, sessions
from evaluator.documents import CERTIFICATES, keeping, processes
from evaluator.refusals import Refusal, WrongUse
from evaluator.theme import theme_for
from evaluator.words import _
from reports.awarded import SETS, judges, sets_for
from reports.batch import write_certificates
from reports.certificates_json import write_index

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from criteria.rulebook import Rulebook
    from evaluator.folder import CompetitionFolder
    from reports.theming import Theme
    from reports.year import Year
    from submissions.progress import Progress


@dataclass(frozen=True, slots=True)
class NotMade:
    """A certificate that could not be made: its path, and why, in words."""

    path: str
    problem: str
    mend: str


@dataclass(frozen=True, slots=True)
class SetsPrinted:
    """What was made. sets: how many certificates by set, 0 where nobody is in it; kept: made by a run before."""

    folder: str
    sets: dict[str, int]
    files: tuple[str, ...]
    kept: int
    bad: tuple[NotMade, ...]


def certify_sets(
    folder: CompetitionFolder,
    sets: Sequence[str],
    out: Path | None,
    *,
    language: str,
    progress: Progress,
    warn: Callable[[str], None] = lambda _text: None,
) -> SetsPrinted:
    """Print these sets of the folder's year into ``out`` (``certificates/`` in the folder where it is None).

    Numbers and codes are those that a run gives them. warn: told, before the first is printed, of letters that no font
    has. Refusal where there is no ranking, or where the rules know no
    such set; WrongUse for an unknown set, and for a place within the results, which are written by a run alone.
    """
    if unknown := [name for name in sets if name not in SETS]:
        raise WrongUse(
            _("There is no set {name}; the sets are: {known}.").format(name=unknown[0], known=", ".join(SETS))
        )
    out = out or folder.certificates
    if folder.results.resolve() in {out.resolve(), *out.resolve().parents}:
        raise WrongUse(_("{path} belongs to the results, which are handed on: name another folder.").format(path=out))
    with publish.locked(folder.root), pipeline.scratch_folder() as scratch:
        outcome = pipeline.open_year(folder, scratch=scratch, progress=progress)
        year = sessions.with_sittings(outcome, folder).year
        if year is None:
            raise Refusal(
                _("There is no ranking to tell of: {count} blocking problems. See: evaluator check").format(
                    count=outcome.blocking
                )
            )
        _possible(year.rulebook, sets)
        theme = theme_for(folder.theme, year.rulebook.certificate.signatories)
        marked = {code: name for code, name in judges(year) if "judges" in sets}
        warn(legible.told([*outcome.problems, *legible.of_people(marked, "session.toml", theme.fonts.all)]))
        key = inputs.certificate_key(folder, year.files)
        return _print(year, key, sets, out, theme, language=language, progress=progress)


def _possible(rulebook: Rulebook, sets: Sequence[str]) -> None:
    if "finalists" in sets and not any(stage.cuts for stage in rulebook.stage):
        raise Refusal(_("There are no finalists: no [[stage]] of the rulebook has top or at_least."))
    if "honourable" in sets and not rulebook.certificate.honourable:
        raise Refusal(_("There are no honourable mentions: [certificate] of the rulebook has no honourable = 3."))


def _print(
    year: Year, key: bytes, sets: Sequence[str], out: Path, theme: Theme, *, language: str, progress: Progress
) -> SetsPrinted:
    named = {name: sets_for(year, key, [name]) for name in dict.fromkeys(sets)}
    found = [one for of in named.values() for one in of]
    unfinished = out / ".certificates.unfinished"
    with keeping(unfinished):
        out.mkdir(parents=True, exist_ok=True)
        made = write_certificates(
            [text for _path, text in found],
            [out / path for path, _text in found],
            processes=processes(),
            progress=lambda done, total: progress(CERTIFICATES, done, total),
            keep=unfinished,
            theme=theme,
        )
        write_index([text for _path, text in found], made, out)
    shutil.rmtree(unfinished, ignore_errors=True)
    bad = tuple(
        NotMade(one.path.relative_to(out).as_posix(), one.refusal.says(language), one.refusal.mend(language))
        for one in made
        if one.refusal is not None
    )
    files = tuple(str(one.path) for one in made if one.refusal is None)
    counts = {name: len(of) for name, of in named.items()}
    return SetsPrinted(str(out), counts, files, sum(one.kept for one in made), bad)

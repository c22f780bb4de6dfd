"""The competition folder: where everything of one year lies (contract)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluator.refusals import WrongUse
from evaluator.words import _

if TYPE_CHECKING:
    from pathlib import Path

HANDED_IN = ("complaints", "checklists", "scores")
"""The folders that participants' and judges' files are put into."""


@dataclass(frozen=True)
class CompetitionFolder:
    """Paths of one competition folder."""

    root: Path

    @property
    def rulebook(self) -> Path:
        """The year's rules."""
        return self.root / "rulebook.toml"

    @property
    def roster(self) -> Path:
        """Where a roster is put when we write one."""
        return self.root / "participants.csv"

    @property
    def complaints(self) -> Path:
        """Where complaint logs lie."""
        return self.root / "complaints"

    @property
    def certificate_key(self) -> Path:
        """The secret that makes certificates' codes unguessable; absent, they follow from the inputs."""
        return self.root / "certificate.key"

    @property
    def sessions(self) -> Path:
        """Who sat, when and where, for the minutes; absent, they leave room to write it by hand."""
        return self.root / "session.toml"

    @property
    def practices(self) -> Path:
        """Where good practices are put when we write some; read for the catalogue alone."""
        return self.root / "practices.csv"

    @property
    def theme(self) -> Path:
        """The look of certificates; absent, the shipped one."""
        return self.root / "theme"

    @property
    def feedback(self) -> Path:
        """What ``evaluator feedback`` writes: confidential, a file for each participant."""
        return self.root / "feedback"

    @property
    def certificates(self) -> Path:
        """What ``evaluator certify`` writes of this folder: sets of certificates beside the results."""
        return self.root / "certificates"

    @property
    def catalogue(self) -> Path:
        """What ``evaluator catalogue`` writes: good practices, for everybody."""
        return self.root / "catalogue"

    @property
    def results(self) -> Path:
        """What ``evaluator run`` writes, whole or not at all."""
        return self.root / "results"

    @property
    def unfinished(self) -> Path:
        """Certificates of a run that was stopped before it had published: the next run goes on from there."""
        return self.root / ".certificates.unfinished"

    @property
    def issued(self) -> Path:
        """What was signed and handed out; no run touches it."""
        return self.root / "issued"

    @property
    def register(self) -> Path:
        """The list of everything that was issued."""
        return self.issued / "register.json"

    @property
    def problems(self) -> Path:
        """The list of problems; the one file of the results that is also written when nothing can be published."""
        return self.results / "problems.csv"


def existing(path: Path) -> CompetitionFolder:
    """Return the competition folder at this path; WrongUse where there is no folder."""
    if not path.exists():
        raise WrongUse(_("There is no folder {path}.").format(path=path))
    if not path.is_dir():
        raise WrongUse(_("{path} is a file, not a competition folder.").format(path=path))
    return CompetitionFolder(path)

"""report.pdf: the year on paper, one question a page, in the language of the edition."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from reports import (
    in_words,
    luck_words,
    report_certainty,
    report_charts,
    report_fairness,
    report_glance,
    report_judges,
    report_missed,
    report_ranking,
    report_rows,
    report_stages,
    stage_words,
)
from reports.printable import printable
from reports.rendering import environment, render_pdf
from reports.speech import Speech

if TYPE_CHECKING:
    from pathlib import Path

    from reports.report_charts import Pictures
    from reports.year import Year

SHORT = 12
"""Characters of the fingerprint at the foot of each page."""


def write_report(year: Year, path: Path) -> None:
    """Write report.pdf; the same year gives the same bytes. Raises ``rendering.RenderingError``."""
    path.write_bytes(report(year))


def report(year: Year) -> bytes:
    """Return the report as a tagged PDF."""
    say = Speech(year.rulebook.edition.language)
    charts = report_charts.pictures(year, say)
    stylesheet = files("reports").joinpath("templates", "report", "report.css").read_text(encoding="utf-8")
    identifier = bytes.fromhex(year.fingerprint)[:16]
    return render_pdf(_html(year, charts, say), stylesheet=stylesheet, assets=charts.drawn(), identifier=identifier)


def html(year: Year) -> str:
    """Return the report as one HTML document; whatever was handed in is escaped, and shown where no font has it."""
    say = Speech(year.rulebook.edition.language)
    return _html(year, report_charts.pictures(year, say), say)


def _html(year: Year, charts: Pictures, say: Speech) -> str:
    env = environment("report", say.language)
    env.finalize = printable
    return env.get_template("report/report.html.j2").render(
        say=say,
        words=in_words,
        rulebook=year.rulebook,
        edition=year.rulebook.edition,
        fingerprint=year.fingerprint,
        short=year.fingerprint[:SHORT],
        glance=report_glance.glance(year, say),
        awards=report_glance.award_lines(year, say),
        bin_titles=report_glance.bin_titles(say),
        firmness=report_certainty.firmness(year, say),
        drawn_how=report_certainty.drawn_how(year, say),
        agreement=report_certainty.agreement(year, say),
        charts=charts,
        boards=report_ranking.boards(year, say),
        until=say.title(year.rulebook.stage[-1].title) if year.until else "",
        stages=report_stages.stages(year, say),
        flags=report_stages.flags(year, say),
        silent=report_stages.silent(year),
        judges=report_judges.judges(year, say),
        axis=report_judges.place,
        fairness=report_fairness.pages(year, say),
        signed=say.signed,
        missed=report_missed.lines(year, say),
        luck=luck_words.luck(year.rulebook, say),
        not_ranked=report_ranking.not_ranked(year, say),
        stage_rules=stage_words.stages(year.rulebook, say),
        tree=in_words.walk(year.rulebook),
        assumed=in_words.assumed(year.rulebook, say),
        files=report_rows.by_file(year, say),
        events=report_rows.events_by_file(year),
        people=report_rows.by_participant(year, say),
        problems=report_rows.problem_kinds(year, say),
        inputs=list(year.files[["path", "sha256", "rows"]].itertuples(index=False, name=None)),
        shown=report_rows.INPUTS,
    )

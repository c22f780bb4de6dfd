"""session.toml: every fault named by its line, and what a run makes of it."""

from __future__ import annotations

import json

import docx
import pandas as pd
import pytest
import small_folder as small

from criteria.loading import load
from evaluator import sessions
from evaluator.folder import CompetitionFolder
from reports.papers.sittings import Sessions

GOOD = """\
[[person]]
name = "Dr. Rekaan Satu"
position = "Ketua"
judge = "J1"
[[session]]
date = 2019-11-14
present = ["J1"]
"""
STAGE = """\
[[stage]]
code = "documents"
title = { id = "Dokumen", en = "Documents" }
top = 2
[[award]]
"""


@pytest.fixture
def folder(tmp_path):
    return small.build(tmp_path / "kecil")


def faults(folder, text):
    """Code and line of every fault of this session.toml."""
    (folder / "session.toml").write_text(text, encoding="utf-8")
    _found, problems = sessions.read(CompetitionFolder(folder), load(folder / "rulebook.toml"))
    assert {problem.file for problem in problems} <= {"session.toml"}
    assert all(problem.says(language) and problem.mend(language) for problem in problems for language in ("id", "en"))
    return [(problem.kind.code, problem.row) for problem in problems]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('name = "Dr. Rekaan Satu"', 'nama = "Dr."', "rulebook-key-unknown", 2),
        ('name = "Dr. Rekaan Satu"', "", "rulebook-key-missing", 1),
        ("2019-11-14", '"14 November"', "rulebook-value", 6),
        ('present = ["J1"]', 'present = ["J1", "J9"]', "session-person-unknown", 7),
        ('present = ["J1"]', 'absent = [{ person = "J9" }]', "session-person-unknown", 7),
        ('present = ["J1"]', 'signs = ["Dr Rekaan"]', "session-person-unknown", 7),
        ('present = ["J1"]', 'stage = "documents"', "session-stage-unknown", 7),
        ('present = ["J1"]', "[[session]]", "session-stage-twice", 7),
        ('judge = "J1"', 'judge = "J1"\n[[person]]\nname = "J1"', "session-person-twice", 6),
        ("[[session]]", "[[session]", "rulebook-syntax", 5),
        (
            "[[person]]",
            "\ud800".encode("utf-8", "surrogatepass").decode("latin-1") + "[[person]]",
            "rulebook-syntax",
            1,
        ),
    ],
)
def test_every_fault_is_named_with_its_line(folder, old, new, code, line):
    assert faults(folder, GOOD) == []
    assert GOOD.count(old) == 1
    found = faults(folder, GOOD.replace(old, new))
    assert (code, line) in found


def test_a_fault_forbids_a_ranking_and_check_tells_it(folder, call):
    (folder / "session.toml").write_text(GOOD.replace("[[session]]", "[[sesion]]"), encoding="utf-8")
    called = call("check", folder, "--json")
    assert called.code == 1
    assert json.loads(called.out)["problems"]["by_kind"]["rulebook-key-unknown"] == 1
    assert call("run", folder).code == 1
    assert sorted(path.name for path in (folder / "results").iterdir()) == ["problems.csv"]


def test_what_is_no_file_is_refused(folder):
    (folder / "session.toml").mkdir()
    _found, problems = sessions.read(CompetitionFolder(folder), load(folder / "rulebook.toml"))
    assert [problem.kind.code for problem in problems] == ["rulebook-unreadable"]


def test_a_run_writes_minutes_and_annex_and_lists_them(folder, call):
    small.replace(folder, "rulebook.toml", '[[award]]\ncode = "best-agency"', f'{STAGE}code = "best-agency"')
    small.add(folder, small.MARKS, "J1,A2,judged,", "J3,A3,judged,conflict")
    (folder / "session.toml").write_text(GOOD, encoding="utf-8")
    assert call("run", folder).code == 0
    results = folder / "results"
    made = ["annex.docx", "annex.pdf"] + [
        f"minutes/{name}.{suffix}" for name in ("1-documents", "final") for suffix in ("docx", "pdf")
    ]
    manifest = json.loads((results / "manifest.json").read_text(encoding="utf-8"))
    digests = {one["path"]: one["sha256"] for one in manifest["outputs"]}
    assert set(made) <= set(digests)
    assert "session.toml" in {one["path"] for one in manifest["inputs"]}
    final = docx.Document(results / "minutes" / "final.docx")
    told = " ".join(paragraph.text for paragraph in final.paragraphs)
    assert digests["ranking.csv"] in told
    assert manifest["rulebook"]["fingerprint"] in told
    stage = docx.Document(results / "minutes" / "1-documents.docx")
    assert digests["stages.csv"] in " ".join(paragraph.text for paragraph in stage.paragraphs)
    assert call("run", folder, "--until", "documents").code == 0
    assert set(made) <= {
        path.relative_to(results).as_posix() for path in results.rglob("*")
    }  # the last stage is the end
    assert call("run", folder, "--no-documents").code == 0
    assert not (results / "minutes").exists()


def test_judges_and_conflicts_are_those_of_the_score_sheets(folder):
    small.replace(folder, "rulebook.toml", '[[award]]\ncode = "best-agency"', f'{STAGE}code = "best-agency"')
    marks = pd.DataFrame(
        [
            ("Documents", "J1", "A1", "judged", "scored"), ("documents", "J1", "A1", "jury", "scored"),
            ("documents", "J1", "A2", "judged", "conflict"), ("documents", "J1", "A2", "jury", "conflict"),
            ("field visit", "J2", "A1", "judged", "absent"),
        ],
        columns=["stage", "judge", "participant", "criterion", "status"],
    )  # fmt: skip
    sat = sessions.sittings(Sessions(), marks, load(folder / "rulebook.toml"))
    assert sat.judges.to_numpy().tolist() == [["", "J2", 0], ["documents", "J1", 1]]
    assert sat.conflicts.to_numpy().tolist() == [["documents", "J1", "A2"]]


def test_who_sat_changes_no_certificate(folder, call):
    call("run", folder)
    before = {path.name: path.read_bytes() for path in (folder / "results" / "certificates").rglob("*.pdf")}
    (folder / "session.toml").write_text(GOOD, encoding="utf-8")
    call("run", folder)
    assert before == {path.name: path.read_bytes() for path in (folder / "results" / "certificates").rglob("*.pdf")}

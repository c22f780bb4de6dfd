"""Every command that the program suggests can be copied into a shell as it stands, odd names included."""

import shlex

import pytest

LOG = """issue_id,date,first_authority_response_date,resolution_date,status,category,institution
{rows}
"""


def suggested(out: str) -> list[list[str]]:
    """The suggested commands as a shell splits them, without the program's name."""
    lines = [line.strip() for line in out.splitlines() if line.startswith("  evaluator ")]
    return [shlex.split(line)[1:] for line in lines]


@pytest.fixture
def log(tmp_path):
    rows = [f"{n},2024-03-04,2024-03-05,2024-03-08,Megoldott,road,Hivatal {n % 2}; a 'b' & c" for n in range(80)]
    path = tmp_path / "complaints.csv"
    path.write_text(LOG.format(rows="\n".join(rows)), encoding="utf-8")
    return path


def test_each_suggested_command_works_in_its_turn(call, log, tmp_path):
    started = call("init", tmp_path / "my year", "--rulebook", "jarokelo", "--complaints", log)
    assert [words[0] for words in suggested(started.out)] == ["check", "run"]
    check, run = suggested(started.out)
    checked = call(*check)
    assert (checked.code, suggested(checked.out)) == (0, [run])
    ran = call(*run, "--no-documents")
    assert ran.code == 0
    (explain,) = suggested(ran.out)
    explained = call(*explain)
    assert explained.code == 0
    assert explained.out.startswith("Hivatal 0; a 'b' & c\n")


def test_a_made_year_says_how_to_run_it(call, tmp_path):
    folder = tmp_path / "tahun contoh"
    made = call("synth", folder, "--complaints", "50", "--agencies", "2", "--upps", "2", "--files", "1")
    assert suggested(made.out) == [["run", str(folder)]]


@pytest.mark.parametrize(("rulebook", "asked"), [("anggakara-2019", True), ("jarokelo", False)])
def test_score_sheets_are_asked_for_where_judges_mark(call, tmp_path, rulebook, asked):
    assert ("judges' score sheets" in call("init", tmp_path / "new", "--rulebook", rulebook).out) is asked

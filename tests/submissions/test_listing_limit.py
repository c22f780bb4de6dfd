"""Problems of one kind in one file are listed up to ``list_at_most``; what is left out is counted, never dropped."""

import pytest

from submissions.problems import COLUMNS, rows
from tests.submissions.whole_folder import read

HEADER = "complaint_id,participant,received_at,resolved_at,due_at\n"
AT_MOST = "[sources.complaints]\nlist_at_most = {}"
SPOILT = [f"N{n},A,2019-03-{n:02},2019-03-40,\n" for n in range(1, 8)]  # a day that no month has
BROKEN = [f"B{n},A\n" for n in range(5)]  # two fields of five
UNKNOWN = [f"U{n},Entah,2019-03-01,,\n" for n in range(3)]
DOUBTED = [f"D{n},A,2019-03-01,,besok\n" for n in range(4)]
NAMELESS = [",A,2019-03-01,,\n"] * 3
GOOD = [f"G{n},A,2019-03-01,2019-03-05,\n" for n in range(2)]


def _told(problems):
    return [
        (p.kind.code, p.row, p.count, p.more) for p in sorted(problems, key=lambda p: (p.kind.code, p.more, p.row or 0))
    ]


@pytest.mark.parametrize("at_most", [1, 2, 3, 6])
def test_each_kind_is_cut_at_the_number_and_the_rest_counted(tmp_path, at_most):
    spoilt = [SPOILT, BROKEN, UNKNOWN, DOUBTED, NAMELESS]
    lines = [line for kind in spoilt for line in kind] + GOOD
    handed_in = read(tmp_path / "k", {"complaints/x.csv": HEADER + "".join(lines)}, AT_MOST.format(at_most))
    told = _told(handed_in.problems)
    first = 2
    for kind, group in zip(
        ("date-unreadable", "rows-broken", "participant-unknown", "date-ignored", "row-without-id"), spoilt, strict=True
    ):
        of_kind = [(row, count, more) for code, row, count, more in told if code == kind]
        listed = [(row, 1, False) for row in range(first, first + min(at_most, len(group)))]
        rest = [(None, len(group) - at_most, True)] if len(group) > at_most else []
        assert of_kind == listed + rest, kind
        first += len(group)
    assert handed_in.bins.groupby("bin")["rows"].sum().to_dict() == {"set aside": 18, "used": 6}


def test_what_is_left_out_is_said_in_words_without_a_value(tmp_path):
    handed_in = read(tmp_path / "k", {"complaints/x.csv": HEADER + "".join(SPOILT + GOOD)}, AT_MOST.format(2))
    *_listed, last = (dict(zip(COLUMNS, row, strict=True)) for row in rows(handed_in.problems, "en"))
    assert last["problem"] == "More rows like this in this file: 5."
    assert (last["value"], last["row"], last["count"]) == ("", "", "5")
    assert rows(handed_in.problems, "id")[-1][6] == "Baris lain seperti ini di berkas ini: 5."


def test_follow_ups_are_cut_too_and_their_broken_lines_are_told(tmp_path):
    rules = AT_MOST.format(1) + '\n[sources.follow_ups]\nsteps = { resolved = ["Selesai"] }'
    follow = "complaint_id,status,event_at\nG0,Selesai,2019-03-04\n" + "G0\n" * 3 + "G0,Selesai,kapan\n" * 4
    files = {"complaints/x.csv": HEADER + "".join(GOOD), "follow_ups/y.csv": follow}
    handed_in = read(tmp_path / "k", files, rules)
    of_file = [problem for problem in handed_in.problems if problem.file.startswith("follow_ups/")]
    assert _told(of_file) == [
        ("date-unreadable", 6, 1, False), ("date-unreadable", None, 3, True),
        ("rows-broken", 3, 1, False), ("rows-broken", None, 2, True),
    ]  # fmt: skip
    assert handed_in.events.set_index("outcome")["rows"].to_dict() == {"set aside": 7, "step": 1}
    assert handed_in.bins.groupby("bin")["rows"].sum().to_dict() == {"set aside": 1, "used": 1}

"""A competition folder read whole: what became of every complaint, as rows to compare."""

import tomllib
from pathlib import Path

import submissions
from submissions.handed_in import BINS
from submissions.sources import Terms

ROSTER = "code,name\nA,Kota Satu\nB,Kota Dua\n"
DATES = ("received", "acknowledged", "answered", "resolved")


def terms(sources="", *, participants="roster"):
    """Terms of 2019 with the tables of ``[sources]`` as they stand in a rulebook."""
    period = 'from = 2019-01-01\nto = 2019-12-31\ncutoff = 2019-12-31\ntimezone = "Asia/Jakarta"'
    text = f'[period]\n{period}\n[participants]\nfrom = "{participants}"\n[sources]\n{sources}'
    return Terms.model_validate(tomllib.loads(text))


def read(folder: Path, files, sources="", **how):
    """Write the files (path in the folder: text) and a roster, and read."""
    for name, text in {"participants.csv": ROSTER, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8") if isinstance(text, str) else path.write_bytes(text)
    scratch = folder.parent / f"{folder.name}-scratch"
    scratch.mkdir()
    return submissions.read(folder, terms(sources, **how), scratch=scratch, details=True)


def complaints(handed_in, *more):
    """Per complaint: id, participant's code, bin, the days of its steps (MM-DD, "" where none), and further columns."""
    table = handed_in.complaints.order_by("file", "row").to_pandas()
    codes = [handed_in.roster.index[int(who)] if who == who and who is not None else "" for who in table["participant"]]  # noqa: PLR0124 (NaN)
    bins = [BINS[number] for number in table["bin"]]
    days = [["" if str(day) in {"NaT", "None"} else str(day)[5:10] for day in table[column]] for column in DATES]
    return list(zip(table["complaint_id"], codes, bins, *days, *(table[column] for column in more), strict=True))


def problems(handed_in):
    return [(p.kind.code, p.file, p.row, p.column, p.value) for p in handed_in.problems]

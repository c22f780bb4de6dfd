"""What a secretariat does not take in: it is refused in words, and leaves nothing."""

import io
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from parcels import PNG, changed, part, taken, told


def foreign_rows(parts, _index):
    table = pq.read_table(io.BytesIO(parts["complaints/01.parquet"]))
    place = table.column_names.index("participant")
    names = pa.array(["A2", *table.column("participant").to_pylist()[1:]])
    out = io.BytesIO()
    pq.write_table(table.set_column(place, "participant", names), out)
    parts["complaints/01.parquet"] = out.getvalue()


def twice(*names):
    return lambda parts, _index: parts.update(dict.fromkeys(names, PNG))


def many_rows(parts, _index):
    """One value, over and over: a few kilobytes that would be read for hours."""
    some = pa.table({"complaint_id": pa.array(["1"] * 1_050_000).dictionary_encode()})
    out = io.BytesIO()
    with pq.ParquetWriter(out, some.schema) as writer:
        for _ in range(20):
            writer.write_table(some, row_group_size=len(some))
    parts["complaints/01.parquet"] = out.getvalue()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (foreign_rows, "which is not who sent it"),
        (part("../../evil.csv"), "does not belong into it"),
        (part("/etc/passwd"), "does not belong into it"),
        (part("evidence/../x.pdf"), "does not belong into it"),
        (part("evidence/C:x.pdf"), "does not belong into it"),
        (part("complaints/01.csv"), "does not belong into it"),
        (part("evidence/a.pdf", b"MZ\x90 no pdf"), "is not what its name says"),
        (part("evidence/a.exe", b"MZ\x90"), "is not what its name says"),
        (part("checklists/01.xlsx", b"PK\x03\x04 none"), "is no workbook"),
        (part("complaints/01.parquet", b"PAR1 broken PAR1"), "01.parquet"),
        (told(participant="Z9"), "The roster has no participant Z9"),
        (told(edition="lain-2020"), "made for the edition lain-2020"),
        (told(schema=2), "newer version of the program"),
        (told(made_at="yesterday"), "its index is damaged"),
        (told(extra=1), "its index is damaged"),
        (told(made_at="9998-12-31T23:59:59-12:00"), "which is to come"),
        (told(made_at="9999-12-31T23:59:59-12:00"), "its index is damaged"),
        (told(made_at="0001-01-01T00:00:00+14:00"), "its index is damaged"),
        (told(made_at="2019-11-02T08:00:00"), "its index is damaged"),
        (told(participant="../A1"), "The roster has no participant"),
        (part("evidence/\x1b[31mred\n.png", PNG), "[31mred\\n.png, which does not belong"),
        (twice("evidence/sk.png", "evidence/SK.png"), "twice"),
        (many_rows, "at most 20,000,000 are taken"),
        (part("checklists/01.csv", b"Peserta,Kode Pertanyaan,Poin Klaim\nA1,q1,7\n"), "ask no questions"),
        (lambda parts, _index: parts.pop("complaints/01.parquet"), "holds no log"),
    ],
)
def test_what_may_not_be_taken_in_is_refused_in_words_and_leaves_nothing(desk, sent, call, tmp_path, change, says):
    good = sent["A2"]
    bad = changed(sent["A1"], tmp_path / "bad.zip", change)
    code, intake = taken(call, desk, bad, good)
    assert code == 1
    refused, filed = intake["taken"]
    assert refused["outcome"] == "refused"
    assert says in refused["says"]
    assert filed["outcome"] == "filed"
    assert not [path for path in desk.rglob("*A1*") if path.name != "results"]
    assert not (tmp_path / "evil.csv").exists()


def test_a_part_that_was_changed_on_its_way_is_refused(desk, sent, call, tmp_path):
    with zipfile.ZipFile(sent["A1"]) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["assessment.json"] = parts["assessment.json"].replace(b'"low"', b'"loW"')
    with zipfile.ZipFile(tmp_path / "changed.zip", "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    code, intake = taken(call, desk, tmp_path / "changed.zip")
    assert code == 1
    assert "assessment.json in changed.zip is not as it was packed" in intake["taken"][0]["says"]


def test_a_file_cut_short_spoilt_or_none_is_refused(desk, sent, call, tmp_path):
    whole = sent["A1"].read_bytes()
    for name, content in {
        "short.zip": whole[: len(whole) // 2], "spoilt.zip": whole.replace(b"PAR1", b"PAR2", 1), "text.zip": b"hello",
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
        code, intake = taken(call, desk, tmp_path / name)
        assert (code, intake["taken"][0]["outcome"]) == (1, "refused"), name
    code, intake = taken(call, desk, tmp_path / "missing.zip")
    assert "There is no file" in intake["taken"][0]["says"]

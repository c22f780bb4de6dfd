"""Names and texts of complainants, planted in every column that may hold them, are in nothing that is written."""

import gzip
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
import small_folder as small

PLANTED = ("Siti-Rahasia", "tetangga-saya-namanya", "0812-3456-7890", "3201-rahasia")
"""A name, a text, a telephone number, a number of identity."""


def plant(folder: Path) -> None:
    """Let every row carry them: in columns of ours that may, and in others that no rule asks for."""
    log = folder / small.LOG
    header, *rows = log.read_text(encoding="utf-8").splitlines()
    more = ["reporter", "topic", "Isi Laporan", "Isi Tanggapan", "Telepon Pelapor", "NIK"]
    name, text, phone, number = PLANTED
    values = f"{name},{text} {name},{text},{text} {name},{phone},{number}"
    lines = [",".join([header, *more]), *(f"{row},{values}" for row in rows)]
    lines.append(f"{rows[0]},{values}")  # a copy
    lines.append(lines[2].replace("2018-", "2019-", 1))  # and a conflict, whose content is compared
    log.write_text("\n".join(lines) + "\n", encoding="utf-8")


def contents(path: Path) -> bytes:
    """All that a file says, unpacked as far as it is packed."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(data)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if path.suffix == ".pdf":
        for piece in data.split(b"stream")[1:]:
            try:
                data += zlib.decompress(piece.lstrip(b"\r\n"))
            except zlib.error:
                continue
    return data


@pytest.mark.parametrize(
    "arguments", [["run"], ["check"], ["explain", "A1", "--complaints", "used"], ["run", "--json"]]
)
def test_nothing_planted_comes_out(tmp_path, arguments):
    folder = small.build(tmp_path / "kecil")
    plant(folder)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command, *rest = arguments
    environment = os.environ | {
        "TMPDIR": str(scratch),
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "evaluator", command, str(folder), *rest],
        capture_output=True, check=False, env=environment,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    said = done.stdout + done.stderr
    assert list(scratch.iterdir()) == []  # working files are gone
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path != folder / small.LOG]
    for planted in PLANTED:
        assert planted.encode() not in said
        assert [path for path in written if planted.encode() in contents(path)] == []


def test_the_search_finds_what_is_there(tmp_path):
    """The check above can fail: packed files are looked into."""
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", PLANTED[0] * 50)
    (tmp_path / "b.pdf").write_bytes(b"%PDF stream\r\n" + zlib.compress(PLANTED[0].encode() * 50) + b"endstream")
    assert all(PLANTED[0].encode() in contents(tmp_path / name) for name in ("a.xlsx", "b.pdf"))

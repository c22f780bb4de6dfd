import hashlib
import os

from handing_in import put

from submissions.files import find_files, fingerprint, printable
from submissions.handed_in import InputFile


def found(folder, suffixes=(".csv", ".csv.gz")):
    files, problems = find_files(folder, "complaints", suffixes)
    return [file.path for _, file in files], [(problem.kind.code, problem.file) for problem in problems]


def test_files_come_in_name_order_with_their_hashes(tmp_path):
    for name in ("b.csv", "a.CSV", "B.csv.gz"):
        put(tmp_path, f"complaints/{name}", name)
    files, problems = find_files(tmp_path, "complaints", (".csv", ".csv.gz"))
    assert [file.path for _, file in files] == ["complaints/B.csv.gz", "complaints/a.CSV", "complaints/b.csv"]
    assert files[2][1] == InputFile("complaints/b.csv", hashlib.sha256(b"b.csv").hexdigest(), 5, 0)
    assert files[2][0].read_bytes() == b"b.csv"
    assert problems == []


def test_what_is_beside_them_is_named(tmp_path):
    for name in ("~$a.csv", ".hidden.csv", "Thumbs.db", "notes.docx", "old/x.csv"):
        put(tmp_path, f"complaints/{name}", "x")
    os.mkfifo(tmp_path / "complaints" / "pipe.csv")
    assert found(tmp_path) == (
        [],
        [
            ("file-ignored", "complaints/.hidden.csv"),
            ("file-ignored", "complaints/Thumbs.db"),
            ("file-type-unknown", "complaints/notes.docx"),
            ("folder-ignored", "complaints/old"),
            ("file-unreadable", "complaints/pipe.csv"),
            ("file-ignored", "complaints/~$a.csv"),
        ],
    )


def test_links_are_followed_inside_the_folder_only(tmp_path):
    secret = put(tmp_path, "secret.csv", "x")
    folder = tmp_path / "kompetisi"
    inside = put(folder, "archive/in.csv", "x")
    (folder / "complaints").mkdir()
    for name, target in (("in.csv", inside), ("out.csv", secret), ("gone.csv", folder / "no.csv")):
        (folder / "complaints" / name).symlink_to(target)
    (folder / "complaints" / "self.csv").symlink_to(folder / "complaints" / "self.csv")
    assert found(folder) == (
        ["complaints/in.csv"],
        [
            ("file-unreadable", "complaints/gone.csv"),
            ("file-elsewhere", "complaints/out.csv"),
            ("file-unreadable", "complaints/self.csv"),
        ],
    )


def test_a_linked_folder_outside_is_not_searched(tmp_path):
    put(tmp_path, "elsewhere/a.csv", "x")
    (tmp_path / "kompetisi").mkdir()
    (tmp_path / "kompetisi" / "complaints").symlink_to(tmp_path / "elsewhere")
    assert found(tmp_path / "kompetisi") == ([], [("file-elsewhere", "complaints/")])


def test_no_folder_holds_no_files(tmp_path):
    assert found(tmp_path) == ([], [])
    put(tmp_path, "complaints", "a file where a folder should be")
    assert found(tmp_path) == ([], [("file-unreadable", "complaints/")])


def test_names_are_shown_whatever_they_are_made_of(tmp_path):
    (tmp_path / "complaints").mkdir()
    (tmp_path / "complaints" / os.fsdecode(b"\xff\n\xe2\x80\xaex.csv")).write_bytes(b"x")
    assert found(tmp_path) == (["complaints/\\xff\\n\\u202ex.csv"], [])
    assert printable("Nilai é 📄.csv") == "Nilai é 📄.csv"


def test_a_fingerprint_is_the_sha256(tmp_path):
    assert fingerprint(put(tmp_path, "a", "abc")) == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        3,
    )

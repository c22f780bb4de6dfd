"""Verifying files and codes by a register, by certificates, and withdrawing."""

import json
import shutil

import issuing
import pytest
import signing_keys

from evaluator.issued.settings import PASSPHRASE


@pytest.fixture(scope="module")
def made(published_year, tmp_path_factory):
    from evaluator import folder, publish  # noqa: PLC0415 (after the fixtures have chosen the language)
    from evaluator.issued import settings, sign  # noqa: PLC0415

    root = shutil.copytree(published_year, tmp_path_factory.mktemp("issued") / "kecil")
    (root / "panitia.p12").write_bytes(signing_keys.pair().p12(signing_keys.OPEN))
    seal = settings.open_seal(settings.read(root / "signing.toml"), root)
    with publish.locked(root):
        sign.sign_year(folder.existing(root), seal, [], progress=lambda _what, _done, _total: None)
    return root


@pytest.fixture
def issued(made, tmp_path):
    return shutil.copytree(made, tmp_path / "kecil")


def verdict(called):
    (one,) = json.loads(called.out)["verdicts"]
    assert called.code == (0 if one["answer"] == "valid" else 1)
    return one


def test_a_file_and_its_code_are_valid_and_say_whose_they_are(call, issued):
    path = issued / "issued" / issuing.FIRST
    entry = issuing.entry(issued, issuing.FIRST)
    found = verdict(call("verify", path, "--register", issued, "--json"))
    assert (found["answer"], found["signer"], found["document"]) == ("valid", "Panitia Kompetisi", entry)
    for typed in (entry["code"], entry["code"].lower(), " ".join(entry["code"])):
        found = verdict(call("verify", *typed.split(), "--register", issued / "issued" / "register.json", "--json"))
        assert (found["answer"], found["document"]["name"]) == ("valid", issuing.NAME)


def test_the_register_of_the_current_folder_is_asked(call, issued, monkeypatch):
    monkeypatch.chdir(issued)
    assert call("verify", issuing.entry(issued, issuing.FIRST)["code"]).code == 0


def test_several_files_at_once(call, issued):
    files = sorted((issued / "issued").rglob("*.pdf"))
    called = call("verify", *files, "--register", issued)
    assert called.code == 0
    assert called.out.count("VALID: ") == len(files) > 2
    called = call("verify", *files, issued / "results" / "report.pdf", "--register", issued)
    assert called.code == 1
    assert called.out.count("VALID: ") == len(files)
    assert called.out.count("NOT SIGNED: ") == 1


def test_no_signature_is_a_refusal_even_of_what_was_signed_later(call, issued):
    found = verdict(call("verify", issued / "results" / issuing.FIRST, "--register", issued, "--json"))
    assert found["answer"] == "unsigned"


@pytest.mark.parametrize(
    "trusted", [["--register", "."], ["--trust", "panitia.pem"], ["--register", ".", "--trust", "panitia.pem"]]
)
def test_a_changed_byte_an_update_and_bytes_after_the_end(call, issued, monkeypatch, trusted):
    monkeypatch.chdir(issued)
    honest = (issued / "issued" / issuing.FIRST).read_bytes()
    middle = len(honest) // 2
    spoilt = {
        "byte": honest[:middle] + bytes([honest[middle] ^ 4]) + honest[middle + 1 :],
        "end": honest + b"\n",
        "update": honest + b"1 0 obj\n<< >>\nendobj\nxref\n0 1\ntrailer\n<< /Size 2 >>\nstartxref\n9\n%%EOF\n",
    }
    for content in spoilt.values():
        (issued / "spoilt.pdf").write_bytes(content)
        assert verdict(call("verify", "spoilt.pdf", *trusted, "--json"))["answer"] == "altered"
    (issued / "spoilt.pdf").write_bytes(honest)
    assert verdict(call("verify", "spoilt.pdf", *trusted, "--json"))["answer"] == "valid"


def test_a_swapped_name_is_found(call, issued):
    """A file under another's name, and a code on a paper with another's name, are told to be somebody else's."""
    second = issuing.entry(issued, "certificates/best-agency/1-A2.pdf")

    def named(name):
        return verdict(call("verify", second["code"], "--register", issued, "--name", name, "--json"))

    found = named(issuing.NAME)
    assert (found["answer"], found["document"]["name"]) == ("other name", second["name"])
    assert named(f" {second['name'].upper()} ")["answer"] == "valid"
    shutil.copyfile(issued / "issued" / second["path"], issued / "issued" / issuing.FIRST)
    found = verdict(call("verify", issued / "issued" / issuing.FIRST, "--register", issued, "--json"))
    assert found["document"]["name"] == second["name"]


def test_codes_that_are_mistyped_or_unknown(call, issued):
    code = issuing.entry(issued, issuing.FIRST)["code"]
    wrong = ("0" if code[3] != "0" else "1").join([code[:3], code[4:]])
    swapped = next(code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(22) if code[at] != code[at + 1])
    for typed in (wrong, swapped, code[:-1], code + "0", code[:-1] + "U", ""):
        found = verdict(call("verify", typed, "--register", issued, "--json"))
        assert found["answer"] == "mistyped", typed
    assert verdict(call("verify", "0" * 24, "--register", issued, "--json"))["answer"] == "unknown"


def test_what_was_withdrawn_says_so_with_the_reason(call, issued):
    entry = issuing.entry(issued, issuing.FIRST)
    called = call("withdraw", entry["code"], "--reason", "Nama  salah\ntulis", "--register", issued)
    assert called.code == 0
    for what in (entry["code"], issued / "issued" / issuing.FIRST):
        called = call("verify", what, "--register", issued, "--lang", "id")
        assert called.code == 1
        assert "DITARIK: " in called.out
        assert "Nama salah tulis" in called.out
        assert issuing.NAME in called.out
    called = call("withdraw", entry["code"], "--reason", "again", "--register", issued)
    assert (called.code, "It was withdrawn already" in called.err) == (1, True)


@pytest.mark.parametrize(
    ("what", "reason", "said"),
    [
        ("0" * 24, "x", "has no document with the code 0000"),
        ("nowhere.pdf", "x", "has no document nowhere.pdf"),
        (issuing.FIRST, "  ", "Say why it is withdrawn"),
    ],
)
def test_withdrawing_what_is_not_there(call, issued, what, reason, said):
    before = issuing.register(issued)
    called = call("withdraw", what, "--reason", reason, "--register", issued)
    assert called.code == 2
    assert said in " ".join(called.err.split())
    assert issuing.register(issued) == before


def test_a_strangers_signature_under_the_same_name_is_unknown(call, issued):
    from reports.signing import holders  # noqa: PLC0415
    from reports.signing.seal import Told, seal_of  # noqa: PLC0415

    stranger = signing_keys.pair(number=66)
    seal = seal_of(holders.KeyFile(stranger.key, stranger.chain), Told(), signing_keys.NOW)
    (issued / "forged.pdf").write_bytes(seal.sign((issued / "results" / issuing.FIRST).read_bytes()))
    for options in (["--register", issued], ["--trust", issued / "panitia.pem"], []):
        found = verdict(call("verify", issued / "forged.pdf", *options, "--json"))
        assert (found["answer"], found["signer"]) == ("unknown", "Panitia Kompetisi")


def test_our_signature_on_what_was_never_issued_is_no_proof(call, issued):
    from reports.signing import holders  # noqa: PLC0415
    from reports.signing.seal import Told, seal_of  # noqa: PLC0415

    made = signing_keys.pair()
    seal = seal_of(holders.KeyFile(made.key, made.chain), Told(), signing_keys.NOW)
    (issued / "other.pdf").write_bytes(seal.sign((issued / "results" / issuing.FIRST).read_bytes()))
    assert verdict(call("verify", issued / "other.pdf", "--register", issued, "--json"))["answer"] == "altered"
    register = issuing.register(issued)
    register["documents"] = []
    (issued / "issued" / "register.json").write_text(json.dumps(register))
    assert verdict(call("verify", issued / "other.pdf", "--register", issued, "--json"))["answer"] == "unknown"


def test_what_cannot_be_judged(call, issued, tmp_path):
    assert call("verify", tmp_path / "nowhere.pdf", "--register", issued).code == 2
    assert call("verify", "0" * 24).code == 2
    assert call("verify", issued / "issued" / issuing.FIRST, "--register", tmp_path).code == 2
    assert call("verify", issued / "issued" / issuing.FIRST, "--trust", issued / "rulebook.toml").code == 2
    (tmp_path / "no.pdf").write_bytes(b"")
    assert verdict(call("verify", tmp_path / "no.pdf", "--register", issued, "--json"))["answer"] == "altered"


def test_nobody_reads_a_passphrase_to_verify(call, issued, monkeypatch):
    monkeypatch.delenv(PASSPHRASE, raising=False)
    for secret in ("panitia.p12", "signing.toml", "certificate.key"):
        (issued / secret).unlink(missing_ok=True)
    assert call("verify", issued / "issued" / issuing.FIRST, "--register", issued).code == 0

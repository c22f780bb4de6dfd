"""The page on which anybody verifies a code: what it keeps to itself, and what it says in a browser."""

import datetime as dt
import functools
import hashlib
import http.server
import json
import os
import random
import shutil
import threading
from base64 import urlsafe_b64decode

import pytest
from accessible import faults

from reports import codes
from reports.verification.page import LIST, PAGE, Entry, verification
from reports.verification.sealing import found_by, sealed

EDITION = ("Kompetisi Contoh 2019", "Sample Competition 2019")
DAY = dt.date(2019, 12, 9)


def code(number):
    return codes.certificate_code(b"a key of the tests", "contoh", "terbaik", str(number), "Kota")


VALID = Entry(EDITION, DAY, "a" * 64, code(1), "Kota <Awan> & Sungai", ("Terbaik", "Best"), "007/2019", ["c" * 64])
GONE = Entry(
    EDITION, DAY, "b" * 64, code(2), "Kabupaten Hujan", ("Terbaik", "Best"), "008/2019",
    withdrawn=(dt.date(2020, 1, 7), "Nama salah </script><script>alert(1)</script>"),
)  # fmt: skip
REPORT = Entry(EDITION, DAY, "d" * 64)
ENTRIES = [VALID, GONE, REPORT]


def listed(entries=ENTRIES):
    return json.loads(verification(entries, "")[LIST])


def test_nothing_that_stands_on_a_certificate_is_in_it_in_clear():
    for content in verification(ENTRIES, "Sekretariat").values():
        text = content.decode()
        for entry in (VALID, GONE):
            assert entry.code not in text.upper()
            assert codes.groups(entry.code) not in text.upper()
            assert entry.file not in text
            for secret in (*entry.name.split(), entry.number):
                assert len(secret) < 3 or secret not in text
        assert "Terbaik" not in text
        assert "Nama salah" not in text


def test_the_same_entries_give_the_same_bytes_in_any_order_of_finding():
    assert verification(ENTRIES, "x") == verification(ENTRIES, "x")
    assert json.dumps(listed(), sort_keys=True) == json.dumps(listed([REPORT, GONE, VALID]), sort_keys=True)


def test_the_last_entry_of_a_code_counts_and_its_files_each_for_itself():
    again = Entry(EDITION, DAY, "e" * 64, GONE.code, "Kabupaten Hujan")
    found = listed([GONE, again])
    assert found["codes"][found_by(GONE.code)][0] == "valid"
    assert found["files"] == {found_by(GONE.file): "withdrawn", found_by(again.file): "valid"}


def test_lengths_of_what_is_sealed_tell_next_to_nothing():
    lengths = {len(sealed(code(1), {"name": "x" * size})) for size in range(1, 100)}
    assert len(lengths) == 1


def test_other_contents_have_other_nonces_and_other_codes_other_hashes():
    drawn = [sealed(code(1), {"name": name}) for name in "abc"] + [sealed(code(2), {"name": "a"})]
    nonces = {urlsafe_b64decode(one + "=" * (-len(one) % 4))[:12] for one in drawn}
    assert len(nonces) == len(drawn)
    assert found_by(code(1)) != found_by(code(2))
    expected = hashlib.sha256(b"evaluator: find\n" + code(1).encode()).digest()
    assert urlsafe_b64decode(found_by(code(1)) + "==")[:16] == expected[:16]


def test_the_page_is_one_file_that_asks_nobody():
    page = verification(ENTRIES, "")[PAGE].decode()
    assert "http://" not in page.replace("http-equiv", "")
    assert "https://" not in page
    assert "default-src 'none'" in page
    assert page.count("</script>") == 2  # the reason of a withdrawal ends no element


# In a browser


@pytest.fixture(scope="module")
def browser():
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not here")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not here")
    with sync.sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--host-resolver-rules=MAP not-safe.example 127.0.0.1"],
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("page")
    pdf = b"%PDF-1.7 as it was issued"
    entries = [*ENTRIES, Entry(EDITION, DAY, hashlib.sha256(pdf).hexdigest())]
    for name, content in verification(entries, "Sekretariat <b>").items():
        (out / name).write_bytes(content)
    (out / "issued.pdf").write_bytes(pdf)
    (out / "changed.pdf").write_bytes(pdf + b"\n")
    return out


@pytest.fixture
def page(browser, folder):
    """The page on a phone without a network, opened as a file; nothing may be said on the console or asked for."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID", offline=True)
    opened = context.new_page()
    said, asked = [], []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto((folder / PAGE).as_uri())
    yield opened
    context.close()
    assert said == []
    assert {url.partition("#")[0] for url in asked} == {(folder / PAGE).as_uri()}


def shown(page):
    """Which answer the page shows."""
    found = page.eval_on_selector_all("[data-answer]:not([hidden])", "all => all.map(one => one.dataset.answer)")
    assert len(found) == 1, found
    return found[0]


def ask(page, typed):
    page.eval_on_selector_all("[data-answer]", "all => all.forEach(one => { one.hidden = true })")
    page.fill("#code", typed)
    page.click("button[type=submit]")
    page.wait_for_selector("[data-answer]:not([hidden])")
    return shown(page)


def told(page):
    page.wait_for_selector("#said:not([hidden])")
    return {
        place.get_attribute("data-said"): place.inner_text() for place in page.query_selector_all("[data-said]:visible")
    }


def test_a_valid_code_says_what_the_paper_must_say(page):
    assert ask(page, f" {codes.groups(VALID.code).lower().replace('0', 'o').replace('1', 'l')} ") == "valid"
    assert told(page) == {
        "name": VALID.name,
        "award": "Terbaik",
        "number": "007/2019",
        "edition": EDITION[0],
        "issued": "9 Desember 2019",
    }
    assert page.input_value("#code") == codes.groups(VALID.code)
    page.click("#language")
    assert told(page)["award"] == "Best"
    assert told(page)["issued"] == "9 December 2019"


def test_a_withdrawn_code_says_when_and_why(page):
    assert ask(page, GONE.code) == "withdrawn"
    assert told(page)["reason"] == GONE.withdrawn[1]
    assert told(page)["withdrawn"] == "7 Januari 2020"


def test_an_unknown_code_shows_nobody(page):
    ask(page, VALID.code)
    assert ask(page, code(9)) == "unknown"
    assert page.is_hidden("#said")


def test_the_page_reads_codes_as_the_program_does(page):
    draw = random.Random(3)  # noqa: S311 (texts for tests)
    right = VALID.code
    typed = [right[:place] + draw.choice(codes.ALPHABET) + right[place + 1 :] for place in range(0, 24, 3)]
    typed += [right[:at] + right[at + 1] + right[at] + right[at + 2 :] for at in (0, 7, 22)]
    typed += [
        right[:-1],
        right + "0",
        "",
        "U" + right[1:],
        "ñ" + right[1:],
        right.replace(right[4], "–" + right[4]),
        "\u00a0" + right,
    ]
    known = {VALID.code: "valid", GONE.code: "withdrawn"}
    for text in typed:
        try:
            expected = known.get(codes.parse(text), "unknown")
        except codes.CodeError as error:
            expected = error.reason
        assert ask(page, text) == expected, text


def test_files_are_known_by_their_bytes(page, folder):
    for name, answer in (("issued.pdf", "file-valid"), ("changed.pdf", "file-unknown")):
        page.set_input_files("#file", folder / name)
        page.wait_for_selector(f"[data-answer={answer}]:not([hidden])")
        assert shown(page) == answer


def test_an_address_with_a_code_answers_at_once(browser, folder):
    opened = browser.new_page(locale="en-US")
    opened.goto((folder / PAGE).as_uri() + "#" + VALID.code)
    opened.wait_for_selector("[data-answer=valid]:not([hidden])")
    assert told(opened)["award"] == "Best"
    opened.close()


def test_on_a_phone_nothing_is_cut_off_and_everything_can_be_touched(page):
    ask(page, GONE.code)
    told(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for control in page.query_selector_all("button:visible, input:visible"):
        assert control.bounding_box()["height"] >= 40
    assert page.evaluate("document.querySelector('#code').scrollWidth <= document.querySelector('#code').clientWidth")


def test_without_scripts_the_page_explains_in_both_languages(browser, folder):
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((folder / PAGE).as_uri())
    text = opened.inner_text("body")
    assert "memerlukan JavaScript" in text
    assert "it needs JavaScript" in text
    assert "Sekretariat <b>" in text
    assert opened.is_hidden("form")
    context.close()


def test_where_a_browser_does_not_calculate_it_says_so(browser, folder):
    """Browsers offer their cryptography on safe pages alone: https, this machine, files."""
    handler = functools.partial(_Quiet, directory=os.fspath(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        answers = []
        for host in ("127.0.0.1", "not-safe.example"):
            opened = browser.new_page()
            opened.goto(f"http://{host}:{server.server_address[1]}/")
            answers.append(ask(opened, VALID.code))
            opened.close()
        server.shutdown()
    assert answers == ["valid", "insecure"]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_can_be_read_by_everybody(language):
    text = verification(ENTRIES, "Sekretariat")[PAGE].decode()
    assert faults(text.replace('<html lang="id">', f'<html lang="{language}" data-shown="{language}">')) == []


def test_every_answer_has_its_words():
    page = verification(ENTRIES, "")[PAGE].decode()
    answers = {part.partition('"')[0] for part in page.split('data-answer="')[1:]}
    files = {f"file-{state}" for state in ("valid", "withdrawn", "unknown")}
    assert answers == {"valid", "withdrawn", "unknown", "length", "character", "check", "insecure"} | files

"""Codes: made by who has the key, read forgivingly, and every slip of the pen told from an unknown code."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.codes import ALPHABET, LENGTH, CodeError, certificate_code, groups, parse

KEY = bytes(range(32))
TEXTS = st.text(max_size=30).filter(lambda text: text.isprintable())
CODES = st.builds(certificate_code, st.binary(min_size=16, max_size=40), TEXTS, TEXTS, TEXTS, TEXTS)


def test_the_code_is_the_hmac_in_crockfords_base_32():
    message = b'["e", "a", "01", "Kota Awan"]'
    bits = bin(int(hmac.new(KEY, message, hashlib.sha256).hexdigest(), 16))[2:].zfill(256)
    expected = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[int(bits[i : i + 5], 2)] for i in range(0, 115, 5))
    assert certificate_code(KEY, "e", "a", "01", "Kota Awan")[:-1] == expected
    assert 5 * (LENGTH - 1) >= 100


def test_the_alphabet_can_be_read_aloud():
    assert not set("ILOU") & set(ALPHABET)
    assert len(set(ALPHABET)) == 32


@given(CODES)
def test_a_code_reads_as_itself_however_it_is_typed(code):
    assert parse(code) == code
    assert parse(f" {groups(code).lower()}\n") == code
    assert parse(groups(code).replace(" ", "-")) == code
    assert parse(code.replace("0", "o").replace("1", "l")) == code
    assert parse(code.replace("0", "O").replace("1", "i")) == code
    assert [len(four) for four in groups(code).split()] == [4] * 6


@given(CODES)
def test_every_single_wrong_character_is_found(code):
    for position in range(LENGTH):
        for wrong in ALPHABET.replace(code[position], ""):
            with pytest.raises(CodeError) as caught:
                parse(code[:position] + wrong + code[position + 1 :])
            assert caught.value.reason == "check"


@given(CODES)
def test_every_swap_of_two_characters_is_found(code):
    for first in range(LENGTH):
        for second in range(first + 1, LENGTH):
            swapped = list(code)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            if code[first] != code[second]:
                with pytest.raises(CodeError) as caught:
                    parse("".join(swapped))
                assert caught.value.reason == "check"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", "length"), ("ABCD", "length"), ("0" * 25, "length"), ("U" * 24, "character"), ("É" * 24, "character")],
)
def test_what_is_no_code_says_why(typed, reason):
    with pytest.raises(CodeError) as caught:
        parse(typed)
    assert caught.value.reason == reason


def test_texts_that_look_alike_when_joined_have_codes_of_their_own():
    variants = [("ab", "c", "d", "e"), ("a", "bc", "d", "e"), ('a", "b', "c", "d", "e"), ("ab", "c", "", "de")]
    assert len({certificate_code(KEY, *variant) for variant in variants}) == len(variants)


def test_another_key_makes_another_code_and_a_short_key_none():
    assert certificate_code(KEY, "e", "a", "1", "n") != certificate_code(KEY[::-1], "e", "a", "1", "n")
    with pytest.raises(ValueError, match="16 bytes"):
        certificate_code(b"short", "e", "a", "1", "n")


def test_one_name_written_in_two_ways_of_unicode_has_one_code():
    assert certificate_code(KEY, "e", "a", "1", "Café") == certificate_code(KEY, "e", "a", "1", "Cafe\u0301")

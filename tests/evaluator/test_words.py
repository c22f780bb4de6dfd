import pytest

from evaluator import words


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "id_ID.UTF-8"}, "id"),
        ([], {"LANG": "id_ID.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "id"}, "id"),
        ([], {"LANG": "", "LC_ALL": ""}, "en"),
        (["run", "--lang", "en"], {"LANG": "id_ID"}, "en"),
        (["--lang=id", "run"], {}, "id"),
        (["--lang", "xx"], {"LANG": "id_ID"}, "en"),
        (["run", "--lang"], {}, "en"),
    ],
)
def test_the_language_is_what_was_asked_for_else_the_locales(arguments, environment, language):
    assert words.choose(arguments, environment) == language


def test_numbers_are_written_as_the_language_does():
    assert (words.number(1234567), words.decimal(1234.5, 2), words.decimal(float("nan"), 2)) == (
        "1,234,567",
        "1,234.50",
        "–",
    )
    words.use("id")
    assert (words.number(1234567), words.decimal(1234.5, 2)) == ("1.234.567", "1.234,50")
    assert words.plural("{count} complaint", "{count} complaints", 1200) == "1.200 pengaduan"

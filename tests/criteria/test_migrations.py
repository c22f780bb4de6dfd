"""The machinery of versions, proven with steps that exist in these tests alone: version 1 is the only one today."""

import tomllib

import pytest
from broken_rules import PLAIN, broken, places, refusal

from criteria.loading import fingerprint, load, loads
from criteria.migrations import MIGRATIONS, NEWEST, migrated
from criteria.refusals import RulebookRefused

OLD = broken(("schema = 1", "schema = 0"), ("[period]", "[span]"))
"""A form that never was: it called the period by another name."""


def period(document):
    document["period"] = document.pop("span")
    return document


def note(step):
    def migration(document):
        document["steps"] = [*document.get("steps", []), step]
        return document

    return migration


def test_every_version_before_the_newest_has_its_step():
    assert set(MIGRATIONS) == set(range(1, NEWEST))


def test_steps_are_taken_in_order_from_the_files_own_version_on():
    migrations = {step: note(step) for step in (3, 1, 2)}
    assert migrated({"schema": 1}, migrations, newest=4) == {"schema": 4, "steps": [1, 2, 3]}
    assert migrated({"schema": 3}, migrations, newest=4) == {"schema": 4, "steps": [3]}
    assert migrated({"schema": 4}, migrations, newest=4) == {"schema": 4}


def test_a_file_that_names_no_version_is_of_the_first():
    assert migrated({}, {1: note(1)}, newest=2) == {"schema": 2, "steps": [1]}


@pytest.mark.parametrize("schema", [5, 0, -1, True, "1", 1.0])
def test_no_step_is_taken_where_no_way_leads_to_the_newest(schema):
    document = {"schema": schema}
    assert migrated(document, {1: note(1), 3: note(3)}, newest=4) is document


def test_a_gap_in_the_steps_is_never_jumped_over():
    assert migrated({"schema": 1}, {1: note(1), 3: note(3)}, newest=4) == {"schema": 1}


def test_the_document_that_was_parsed_is_left_alone():
    document = {"schema": 1, "deep": {"list": [1]}}

    def change(found):
        found["deep"]["list"].append(2)
        return found

    assert migrated(document, {1: change}, newest=2)["deep"] == {"list": [1, 2]}
    assert document == {"schema": 1, "deep": {"list": [1]}}


def test_an_older_rulebook_is_read_as_todays_with_the_same_fingerprint():
    old = loads(OLD, "old.toml", migrations={0: period})
    assert old == loads(PLAIN, "new.toml")
    assert fingerprint(old) == fingerprint(loads(PLAIN, "new.toml"))


def test_without_its_step_an_older_rulebook_is_refused():
    assert "value 1 schema" in places(OLD)
    assert "key-unknown 5 span" in places(OLD)


def test_a_fault_of_an_older_form_is_told_by_todays_key_in_the_files_line():
    text = OLD.replace("weight = 60", 'weight = "60"')
    with pytest.raises(RulebookRefused) as refused:
        loads(text, "old.toml", migrations={0: period})
    (problem,) = refused.value.problems
    assert (problem.row, problem.column) == (29, "criterion[1].weight")


def test_a_newer_rulebook_is_refused_with_its_line_and_what_to_do():
    (problem,) = refusal(PLAIN.replace("schema = 1", f"# later\nschema = {NEWEST + 1}"))
    assert (problem.row, problem.column, problem.value) == (2, "schema", str(NEWEST + 1))
    assert "newer version of the program" in problem.says("en")
    assert problem.mend("en") == "Update the program."
    assert problem.mend("id") == "Perbarui program ini."


def test_reading_never_writes(tmp_path):
    file = tmp_path / "rulebook.toml"
    file.write_text(PLAIN.replace("schema = 1\n", ""), encoding="utf-8")
    file.chmod(0o444)
    before = file.read_bytes(), file.stat().st_mtime_ns
    load(file)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert [path.name for path in tmp_path.iterdir()] == ["rulebook.toml"]
    assert "schema" not in tomllib.loads(file.read_text(encoding="utf-8"))

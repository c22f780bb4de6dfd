"""Events that told of complaints are accounted for wherever rows are: the screen, results.json, the manifest."""

import json
from importlib.resources import files

import jsonschema

from criteria.editions import edition_text
from tests.submissions.test_platforms import put

SCHEMA = json.loads(files("reports").joinpath("results.schema.json").read_text(encoding="utf-8"))
ORDER = ("step", "no step", "set aside", "no complaint")
HISTORY = "follow_ups/riwayat.csv"


def test_events_of_follow_ups_add_up_in_every_account(call, tmp_path):
    folder = put("lapor", tmp_path / "k")
    (folder / "rulebook.toml").write_text(edition_text("lapor"), encoding="utf-8")
    done = call("--lang", "en", "run", folder, "--no-documents")
    assert done.code == 0, done.err
    results = json.loads((folder / "results" / "results.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(results)
    lines = len((folder / HISTORY).read_text(encoding="utf-8").splitlines()) - 1
    told = results["rows"]["events_by_file"][HISTORY]
    assert sum(told.values()) == lines
    manifest = json.loads((folder / "results" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["rows"] == results["rows"]
    line = next(line for line in done.out.splitlines() if HISTORY in line)
    assert line.split() == [HISTORY, *(str(count) for count in (lines, *(told[name] for name in ORDER)))]


def test_a_new_folder_has_room_for_follow_ups_where_the_rules_read_any(call, tmp_path):
    assert call("init", tmp_path / "a", "--rulebook", "lapor").code == 0
    assert (tmp_path / "a" / "follow_ups").is_dir()
    assert call("init", tmp_path / "b", "--rulebook", "nyc311").code == 0
    assert not (tmp_path / "b" / "follow_ups").exists()

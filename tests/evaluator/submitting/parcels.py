"""Submissions for tests: how they are packed, changed on their way, and taken in."""

import datetime as dt
import hashlib
import json
import zipfile

import small_folder as small

from criteria.loading import load
from evaluator.assess import Asked
from evaluator.submitting.pack import pack

FIRST, SECOND = "2019-11-02T08:00:00Z", "2019-11-03T08:00:00Z"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
PERSONAL = ("Siti Rahasia", "0812-3456-7890", "jalan berlubang")
ANSWERS = ("Sudah diteruskan", "SUDAH diteruskan")

LISTED = """
[[criterion]]
code = "listed"
title = { id = "Isian", en = "Self-assessment" }
weight = 20
checklist = true
[[question]]
code = "q1"
title = { id = "Tanya", en = "Question" }
points = 10
criterion = "listed"
"""


def packed(year, target, code, at=FIRST, proofs=(), log=None):
    """Pack as the command does."""
    rules = load(year / "rulebook.toml")
    asked = Asked(logs=(log or year / small.LOG,), rulebook=rules, who=code, told={"name": small.PEOPLE[code]})
    moment = dt.datetime.fromisoformat(at)
    pack(asked, proofs, target, moment, language="en", force=False, progress=lambda *_: None)
    return target


def taken(call, desk, *bundles):
    done = call("receive", *bundles, "--into", desk, "--json")
    return done.code, json.loads(done.out)


def changed(source, target, change):
    """Write a submission again with its parts changed by ``change(parts)``; the index is made to fit."""
    with zipfile.ZipFile(source) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    index = json.loads(parts.pop("submission.json"))
    change(parts, index)
    index["parts"] = [
        {"path": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "called": ""}
        for name, content in parts.items()
    ]
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("submission.json", json.dumps(index))
        for name, content in parts.items():
            packed.writestr(name, content)
    return target


def part(name, content=b"x"):
    return lambda parts, _index: parts.update({name: content})


def told(**fields):
    return lambda _parts, index: index.update(fields)

"""A year small enough to work out by hand: a rulebook, figures in the roster, marks."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from criteria.results import Indicators
from criteria.rulebook import Rulebook
from submissions.handed_in import HandedIn

TITLE = {"id": "judul", "en": "title"}
IDENTITY = {"type": "linear", "zero": 0.0, "full": 100.0}
MARKS = ["stage", "judge", "participant", "criterion", "mark", "status", "comment"]


def leaf(code, weight, **keys):
    """A criterion fed by the roster field of its own name, 0..100, unless the keys say otherwise."""
    feed = {} if {"panel", "indicator", "field"} & keys.keys() else {"field": code}
    scale = {} if "panel" in keys or "scale" in keys else {"scale": IDENTITY}
    return {"code": code, "title": TITLE, "weight": weight, **feed, **scale, **keys}


def node(code, weight, **keys):
    """A criterion that has children."""
    return {"code": code, "title": TITLE, "weight": weight, **keys}


def award_of(code, **keys):
    return {"code": code, "title": TITLE, "category": "all", **keys}


def gate_of(code, **keys):
    return {"code": code, "title": TITLE, **keys}


def rulebook(criteria, *, categories=None, gates=(), awards=(), ties=(), decimals=2):
    day = dt.date
    return Rulebook.model_validate(
        {
            "schema": 1,
            "edition": {"code": "test", "title": TITLE, "decimals": decimals},
            "period": {"from": day(2019, 1, 1), "to": day(2019, 12, 31), "cutoff": day(2019, 12, 31)},
            "ranking": {"ties": list(ties)},
            "category": categories or [{"code": "all", "title": TITLE}],
            "gate": list(gates),
            "criterion": list(criteria),
            "award": list(awards),
        }
    )


def indicators(table, participants=None):
    """table: one column per indicator; participants: roster columns (name and category are made up where absent)."""
    table = pd.DataFrame(table).rename_axis("code")
    roster = pd.DataFrame(participants if participants is not None else {}, index=table.index)
    if "name" not in roster:
        roster["name"] = "Name of " + table.index
    if "category" not in roster:
        roster["category"] = "all"
    none = pd.DataFrame(index=table.index)
    return Indicators(table=table, numerators=none, denominators=none, participants=roster, months=none)


def fielded(figures):
    """Indicators of participants whose figures stand in the roster. figures: code -> {field: value}."""
    roster = pd.DataFrame.from_dict(figures, orient="index").rename_axis("code").sort_index()
    return indicators({"complaints": pd.Series(100.0, index=roster.index)}, roster)


def handed_in(marks=()):
    """marks: (judge, participant, criterion, mark, status)."""
    rows = [("final", j, p, c, m, s, "") for j, p, c, m, s in marks]
    table = pd.DataFrame(rows, columns=MARKS).astype({"mark": "float64"})
    return HandedIn(pd.DataFrame(), table, None, frozenset(), pd.DataFrame(), ())

"""When a key of a rulebook that may be left out must not be, or has no meaning; by model and key.

``criteria.consistency`` and ``criteria.soundness`` refuse what breaks these; a test breaks each.
"""

from __future__ import annotations

NEEDED: dict[str, dict[str, str]] = {
    "ComplaintSource": {"steps": 'with `shape = "events"`, and only then'},
    "FollowUps": {"steps": "always: one step at least"},
    "Engine": {"table": 'not with `name = "duckdb"`, nor beside `path`', "path": 'only with `name = "spark"`'},
    "Gate": {
        "indicator": "without `field`",
        "field": "without `indicator`",
        "at_least": "without `at_most`",
        "at_most": "without `at_least`",
    },
    "Criterion": {
        "indicator": "without children: this, `panel` or `field`",
        "panel": "without children: this, `indicator` or `field`",
        "field": "without children: this, `indicator` or `panel`",
        "scale": "with `indicator` or `field`",
        "estimate": "only with an `indicator` that is a share; `standardised` only with one of complaints",
    },
    "Panel": {"trim": 'only with `aggregate = "trimmed_mean"`'},
}

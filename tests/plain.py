"""The definitions a second time, slowly: plain loops over text rows with fractions, sharing no code with the product.

It reads ISO dates (with or without time) and nothing else; whatever it computes must equal the engine's to the digit.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from fractions import Fraction
from math import nan

STEPS = {"acknowledge": "acknowledged", "answer": "answered", "resolve": "resolved"}


class Rules:
    """What a plain calculation needs to know of a rulebook."""

    def __init__(self, period, off, standards, exclude=(), duplicates="refuse", imply=True):
        self.first, self.last, self.cutoff = period
        self.off, self.standards, self.exclude = off, standards, exclude
        self.duplicates, self.imply = duplicates, imply

    def working_days(self, a: dt.date, b: dt.date) -> int:
        days = (a + dt.timedelta(days=n + 1) for n in range((b - a).days))
        return sum(day.weekday() < 5 and day not in self.off for day in days)

    def allowed(self, step: str, kind: str) -> int:
        standard = self.standards[step]
        return standard if isinstance(standard, int) else standard.get(kind.lower(), standard["default"])


def day(text: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None


def bins(files: dict[str, list[dict[str, str]]], known: dict[str, str], rules: Rules):
    """Give every row its bin: a list of (file, participant or "", bin, row) in reading order."""
    rows = [
        {**{k: v.strip() for k, v in row.items()}, "_file": file, "_n": n}
        for file in sorted(files)
        for n, row in enumerate(files[file])
    ]
    placed: dict[int, str] = {}
    eligible = []
    for i, row in enumerate(rows):
        row["_who"] = known.get(row["participant"].lower(), "")
        received = day(row["received_at"])
        if not row["complaint_id"] or not row["_who"] or received is None:
            placed[i] = "set aside"
        elif not rules.first <= received <= rules.last:
            placed[i] = "outside"
        else:
            eligible.append(i)
    conflicts = set()
    by_id = defaultdict(list)
    for i in eligible:
        by_id[rows[i]["complaint_id"]].append(i)
    for same in by_id.values():
        content = {tuple((k, rows[i]["_who"] if k == "participant" else v) for k, v in rows[i].items()
                         if not k.startswith("_")) for i in same}  # fmt: skip
        if rules.duplicates == "latest":
            newest = max(same, key=lambda i: (rows[i].get("updated_at", ""), i))
            placed.update({i: "repeated" for i in same if i != newest})
        elif len(content) == 1:
            placed.update(dict.fromkeys(same[1:], "repeated"))
        else:
            conflicts.update(same)
    for i in eligible:
        if i in placed:
            continue
        row = rows[i]
        received = day(row["received_at"])
        events = [row.get(f"{done}_at", "") for done in STEPS.values()]
        if any(row.get(column, "").lower() in words for column, words in rules.exclude):
            placed[i] = "excluded"
        elif any(e and (day(e) is None or day(e) < received) for e in events) or i in conflicts:
            placed[i] = "set aside"
        else:
            placed[i] = "used"
    return [(rows[i]["_file"], rows[i]["_who"], placed[i], rows[i]) for i in range(len(rows))]


def survival_quantile(spans: list[tuple[int, bool]], level: Fraction) -> float:
    survival, at_risk = Fraction(1), len(spans)
    for t in sorted({t for t, _ in spans}):
        events = sum(1 for u, event in spans if u == t and event)
        survival *= 1 - Fraction(events, at_risk)
        if survival <= level:
            return float(t)
        at_risk -= sum(1 for u, _ in spans if u == t)
    return nan


def indicators(placed, codes: list[str], rules: Rules) -> dict[str, dict[str, float]]:
    """Compute the indicators of each participant from its binned rows; missing is nan."""

    def share(a: int, b: int) -> float:
        return a / b if b else nan

    result = {}
    for code in codes:
        count = Counter(bin_ for _, who, bin_, _ in placed if who == code)
        used = [row for _, who, bin_, row in placed if who == code and bin_ == "used"]
        out = {
            "complaints": float(count["used"]), "excluded": float(count["excluded"]),
            "set_aside_share": share(count["set aside"], count["set aside"] + count["used"]),
        }  # fmt: skip
        happened = [_events(row, rules) for row in used]
        for step, done in STEPS.items():
            spans, on_time, due = [], 0, 0
            for row, events in zip(used, happened, strict=True):
                received = day(row["received_at"])
                event = events[done]
                days = rules.working_days(received, event or rules.cutoff)
                late = days > rules.allowed(step, row.get("kind", ""))
                if step == "resolve" and row.get("due_at"):
                    late = (event or rules.cutoff) > day(row["due_at"])
                spans.append((days, event is not None))
                on_time += event is not None and not late
                due += event is not None or late
                row[f"_open_late_{step}"] = event is None and late
            out[f"{done}_share"] = share(sum(e for _, e in spans), len(spans))
            out[f"{done}_on_time_share"] = share(on_time, due)
            out[f"days_to_{step}_median"] = survival_quantile(spans, Fraction(1, 2))
            out[f"days_to_{step}_p90"] = survival_quantile(spans, Fraction(1, 10))
        resolved = [row for row, events in zip(used, happened, strict=True) if events["resolved"]]
        ratings = [float(row["rating"]) for row in used if row.get("rating")]
        out["overdue_open_share"] = share(sum(row["_open_late_resolve"] for row in used), len(used))
        out["reopened_share"] = share(sum(int(row.get("reopened") or 0) > 0 for row in resolved), len(resolved))
        out["rated_share"] = share(sum(bool(row.get("rating")) for row in resolved), len(resolved))
        out["satisfaction_mean"] = share(sum(ratings), len(ratings))
        result[code] = out
    return result


def _events(row, rules: Rules) -> dict[str, dt.date | None]:
    events = {done: day(row.get(f"{done}_at", "")) for done in STEPS.values()}
    events = {done: e if e and e <= rules.cutoff else None for done, e in events.items()}
    if rules.imply:
        for earlier, later in (("answered", "resolved"), ("acknowledged", "answered")):
            events[earlier] = min((e for e in (events[earlier], events[later]) if e), default=None)
    return events

"""The small competition, whose participants, judges, attendants, titles and practices are attacks on whoever writes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import small_folder as small

BAIT = "isi-berkas-umpan-yang-tak-boleh-terbaca"
"""What stands in the file that the names ask for."""
FAR = "evil.example"
"""The host that they ask for."""
MORE = {"A5": "regency", "A6": "city", "A7": "city", "A8": "regency", "A9": "city", "U3": "upp", "U4": "upp"}
"""Code and kind of participants without complaints, who take part beside the six."""


def names(bait: Path) -> dict[str, str]:
    """Every participant's name; each is another attack, and asks for the file ``bait`` or for the host FAR."""
    file = bait.as_uri()
    return {
        "A1": f"<img src={file} onerror=alert(1)>",
        "A2": f'=HYPERLINK("http://{FAR}", "Klik di sini")',
        "A3": f"</style><style>@import url({file});*{{background:url(http://{FAR}/b)}}</style>",
        "A4": f'<link rel=attachment href="{file}"><a href=javascript:alert(1)>',
        "A5": "+cmd|'/C calc'!A0",
        "A6": f"@SUM(1)*cmd|'/C {FAR}'!A0",
        "A7": "-2+3+cmd|' /C calc'!A0",
        "A8": "Kabupaten \u202egpj.exe\u2066 \u200fKanan",
        "A9": "Kota " + "K" * 295,
        "U1": "{{ 7*7 }}{% include '" + bait.as_posix() + "' %}{# x #}${7*7}",
        "U2": f'<svg onload=alert(1)><image href="http://{FAR}/x.svg"/><script>alert(1)</script></svg>',
        "U3": '\t=DDE("cmd";"/C calc";"x")',
        "U4": f"\"]]> --> '); /EmbeddedFile ({bait.as_posix()}) <<>>",
    }


def build(root: Path, bait: Path) -> dict[str, str]:
    """Write the folder; return the names as a reader of tables hands them on: white space around them is none."""
    bait.write_text(BAIT, encoding="utf-8")
    called = names(bait)
    small.build(root)
    attack = called["A1"]
    judges = {"J1": f"=cmd|'/C calc'!A0 {attack}", "J2": called["U2"]}
    rows = [[code, called[code], kind, parent] for code, _name, kind, parent in small.roster()]
    rows += [[code, called[code], kind, ""] for code, kind in MORE.items()]
    _table(root / small.ROSTER, ("code", "name", "kind", "parent"), rows)
    by_name = {name: called[code] for code, name in small.PEOPLE.items()}
    log = [[row[0], by_name.get(row[1], row[1]), *row[2:]] for row in small.complaints()]
    _table(root / small.LOG, small.COLUMNS, log)
    marks = [[judges[judge], *rest] for judge, *rest in small.marks()]
    _table(
        root / small.MARKS,
        ("judge", "participant", "criterion", "mark"),
        [*marks, [judges["J1"], "A9", "judged", "conflict"]],
    )
    rules = (root / "rulebook.toml").read_text(encoding="utf-8")
    for plain, other in (
        ("Agencies", attack),
        ("Best Unit", called["A2"]),
        ("Judged", called["U1"]),
        ("Jakarta", called["U2"]),
    ):
        rules = rules.replace(f'"{plain}"', json.dumps(other))
    also = 'also = ["judges", "participants"]\nhonourable = 1\n[certainty]\ndraws = 100\n'
    (root / "rulebook.toml").write_text(rules + also, encoding="utf-8")
    (root / "session.toml").write_text(_session(judges["J1"], called), encoding="utf-8")
    practice = [called["A3"], called["U1"], attack, called["U2"], called["A4"], called["A2"]]
    _table(
        root / "practices.csv", ("participant", "title", "problem", "done", "took", "result", "contact"),
        [[code, *(text[:120] for text in practice)] for code in ("A1", "A2", "U1", "U2")],
    )  # fmt: skip
    return {code: name.strip() for code, name in called.items()}


def _session(judge: str, called: dict[str, str]) -> str:
    """Who sat, with attacks wherever something may be written; the first judge is J1."""
    said = {key: json.dumps(text) for key, text in called.items()}
    return (
        f"[[person]]\nname = {said['A3']}\nposition = {said['A1']}\nidentity = {said['A2']}\n"
        f"judge = {json.dumps(judge)}\n"
        f"[[person]]\nname = {said['U4']}\nposition = {said['U2']}\n"
        f"[[session]]\nnumber = {said['A2']}\nplace = {said['A4']}\ntime = {said['U1']}\npresent = [{said['A3']}]\n"
        f"absent = [{{ person = {said['U4']}, reason = {said['U1']} }}]\ndecisions = [{said['A1']}, {said['A5']}]\n"
        f"[decree]\noffice = {said['U2']}\nnumber = {said['U1']}\nabout = {said['A1']}\n"
    )


def _table(path: Path, header: tuple[str, ...], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])

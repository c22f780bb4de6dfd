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

SECRET = {
    "reporter": "Siti-Rahasia", "Isi Laporan": "tetangga-saya-namanya", "judge": "Hakim-Tertutup",
    "sat": "Hadir-Tertutup", "comment": "catatan-juri", "contact": "0812-3456-7890", "spoilt": "2019-02-31 08:00:59",
    "loser": "praktik-yang-kalah", "key": "kunci-kode-rahasia-dari-pengujian-ini",
}  # fmt: skip
"""What nobody but the committee may see, by where it stands."""


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
    rows = [[code, called[code], kind, parent, SECRET["contact"]] for code, _name, kind, parent in small.roster()]
    rows += [[code, called[code], kind, "", ""] for code, kind in MORE.items()]
    _table(root / small.ROSTER, ("code", "name", "kind", "parent", "contact"), rows)
    _logs(root, called)
    judges = {"J1": f"=cmd|'/C calc'!A0 {SECRET['judge']} {called['A1']}", "J2": f"{SECRET['judge']} {called['U2']}"}
    marks = [[judges[judge], *rest, SECRET["comment"]] for judge, *rest in small.marks()]
    marks.append([judges["J1"], "A9", "judged", "conflict", ""])
    _table(root / small.MARKS, ("judge", "participant", "criterion", "mark", "comment"), marks)
    _rules(root / "rulebook.toml", called)
    (root / "certificate.key").write_text(SECRET["key"] + "\n", encoding="ascii")
    (root / "session.toml").write_text(_session(judges["J1"], called), encoding="utf-8")
    practice = [called[code][:120] for code in ("A3", "U1", "A1", "U2", "A4", "A2")]
    told = [[code, *practice] for code in ("A1", "A2", "U1")]
    _table(
        root / "practices.csv", ("participant", "title", "problem", "done", "took", "result", "contact"),
        [*told, ["U2", SECRET["loser"], *practice[1:]]],
    )  # fmt: skip
    return {code: name.strip() for code, name in called.items()}


def _logs(root: Path, called: dict[str, str]) -> None:
    """Each complaint with who complained of what, and one row of A8's that names a day which there is not."""
    by_name = {name: called[code] for code, name in small.PEOPLE.items()}
    told = (SECRET["reporter"], SECRET["Isi Laporan"])
    log = [[row[0], by_name.get(row[1], row[1]), *row[2:], *told] for row in small.complaints()]
    spoilt = ["90001", "A8", SECRET["spoilt"], "", "", "", "Jalan", "4", *told]
    _table(root / small.LOG, (*small.COLUMNS, "reporter", "Isi Laporan"), [*log, spoilt])


def _rules(path: Path, called: dict[str, str]) -> None:
    """Put attacks into the titles, too, and ask for every set of certificates."""
    rules = path.read_text(encoding="utf-8")
    for plain, code in (("Agencies", "A1"), ("Best Unit", "A2"), ("Judged", "U1"), ("Jakarta", "U2")):
        rules = rules.replace(f'"{plain}"', json.dumps(called[code]))
    also = 'also = ["judges", "participants"]\nhonourable = 1\n[certainty]\ndraws = 100\n'
    path.write_text(rules + also, encoding="utf-8")


def _session(judge: str, called: dict[str, str]) -> str:
    """Who sat, with attacks wherever something may be written; the first judge is J1."""
    said = {code: json.dumps(text) for code, text in called.items()}
    first, second = (json.dumps(f"{SECRET['sat']} {called[code]}") for code in ("A3", "U4"))
    return (
        f"[[person]]\nname = {first}\nposition = {said['A1']}\nidentity = {said['A2']}\njudge = {json.dumps(judge)}\n"
        f"[[person]]\nname = {second}\nposition = {said['U2']}\n"
        f"[[session]]\nnumber = {said['A2']}\nplace = {said['A4']}\ntime = {said['U1']}\npresent = [{first}]\n"
        f"absent = [{{ person = {second}, reason = {said['U1']} }}]\ndecisions = [{said['A1']}, {said['A5']}]\n"
        f"[decree]\noffice = {said['U2']}\nnumber = {said['U1']}\nabout = {said['A1']}\n"
    )


def _table(path: Path, header: tuple[str, ...], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])

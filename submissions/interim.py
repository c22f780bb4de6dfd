"""Interim: replaced by dictionary, files, csv_text, workbooks, roster, marks and names."""

from __future__ import annotations

import hashlib

import pandas as pd

from submissions.handed_in import InputFile


def find_inputs(folder, sub, suffixes):
    out = []
    base = folder / sub
    if base.is_dir():
        for p in sorted(base.iterdir()):
            if p.name.endswith(suffixes):
                out.append(
                    (p, InputFile(f"{sub}/{p.name}", hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_size, 0))
                )
    return out, []


class Resolver:
    def __init__(self, roster):
        self.roster = roster

    def table(self):
        keys = [(c.strip().casefold(), i) for i, c in enumerate(self.roster.index)] + [
            (n.strip().casefold(), i) for i, n in enumerate(self.roster["name"])
        ]
        return pd.DataFrame(keys, columns=["key", "position"]).drop_duplicates("key").astype({"position": "int32"})

    def suggest(self, text):
        return ""

    def position(self, text):
        t = self.table()
        m = t[t.key == text.strip().casefold()]
        return int(m.position.iloc[0]) if len(m) else None


def read_roster(folder, source, scratch):
    p = folder / "participants.csv"
    df = pd.read_csv(p, dtype=str, keep_default_na=False).set_index("code").sort_index()
    for c in ("kind", "parent", "region"):
        if c not in df:
            df[c] = ""
    for c in ("units", "units_connected"):
        df[c] = pd.to_numeric(df[c], errors="coerce").astype("float64") if c in df else float("nan")
    return (
        df,
        [],
        [InputFile("participants.csv", hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_size, len(df))],
    )


def read_marks(folder, source, panels, resolver, roster, scratch):
    cols = ["stage", "judge", "participant", "criterion", "mark", "status", "comment"]
    frames = []
    files = []
    for p, f in find_inputs(folder, "scores", (".csv",))[0]:
        d = pd.read_csv(p, dtype=str, keep_default_na=False)
        frames.append(d.reindex(columns=cols, fill_value=""))
        files.append(f)
    m = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=cols)
    t = resolver.table().set_index("key").position
    pos = m.participant.str.strip().str.casefold().map(t)
    m = m[pos.notna()].copy()
    m["participant"] = [roster.index[int(i)] for i in pos.dropna()]
    m["mark"] = pd.to_numeric(m.mark, errors="coerce")
    m.loc[(m.status == "") & m.mark.notna(), "status"] = "scored"
    return m.sort_values(cols, ignore_index=True), [], files

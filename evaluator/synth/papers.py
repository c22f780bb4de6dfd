"""What stands beside the data: the rulebook and a README, both saying that all of it is made up."""

from __future__ import annotations

import json
import re

from criteria.editions import edition_text, list_editions
from criteria.loading import loads
from criteria.vocabulary import Title
from evaluator.refusals import WrongUse
from evaluator.words import _

EDITIONS = tuple(code for code in list_editions() if code.startswith("anggakara-"))
"""Rulebooks that a year is made up for: those with a roster, whose logs have the columns that are drawn here."""
EDITION = "anggakara-2019"
README = """\
DATA SINTETIS - SYNTHETIC DATA

Semua isi folder ini rekaan: instansi, unit, tempat, laporan, pelapor, juri, dan nilainya tidak ada di dunia nyata.
Tidak satu pun baris berasal dari orang atau instansi sungguhan. Jangan dipakai sebagai data resmi.

Everything in this folder is made up: agencies, units, places, complaints, reporters, judges and marks exist nowhere.
No row stems from a real person or agency. Do not take it for official data.

complaints/        {complaints} laporan, kolom "data_sintetis" / complaints, with a column "data_sintetis"
participants.csv   {agencies} instansi dan {upps} UPP rekaan / invented agencies and service units
scores/            nilai juri rekaan / invented judges' marks
practices.csv      praktik baik rekaan / invented good practices, for the catalogue
dirt.csv           kotoran yang sengaja ditanam: baris mana, dan ke mana ia harus jatuh
                   the dirt that was planted: which row, and which bin it must land in
dirt.json          jumlah baris per bin yang harus dicapai / the number of rows that each bin must reach

Seed {seed}; dirt {rate}
"""


def rulebook(code: str) -> str:
    """Return a shipped edition's text, with a title and an organiser that say it is synthetic.

    Raises WrongUse for a code that is none of ``EDITIONS``.
    """
    if code not in EDITIONS:
        raise WrongUse(
            _("No synthetic year can be made for the rulebook {code}. Choose one of: {codes}.").format(
                code=code, codes=", ".join(EDITIONS)
            )
        )
    text = edition_text(code)
    title = loads(text, code).edition.title
    marked = Title(id=f"{title.id} (DATA SINTETIS)", en=f"{title.en} (SYNTHETIC DATA)")
    organiser = Title(id="Panitia Kompetisi Rekaan", en="Made-up Competition Committee")
    for key, value in (("title", marked), ("organiser", organiser)):
        line = f"{key} = {{ id = {json.dumps(value.id)}, en = {json.dumps(value.en)} }}"
        text = re.sub(rf"^{key}\s*=.*$", line, text, count=1, flags=re.MULTILINE)
    return text.replace(
        "[edition]\n", "[edition]\nsynthetic = true              # made up; every document says so\n", 1
    )

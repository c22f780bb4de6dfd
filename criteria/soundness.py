"""Whether each rule makes sense by itself: what feeds a criterion, panels, gates, standards, columns, days off."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from criteria import soundchecklists, soundengine, soundscales, soundsources, soundstages
from criteria.indicators import INDICATORS, SHARES
from criteria.refusals import Fault, placed, quoted
from criteria.tree import intact

if TYPE_CHECKING:
    from criteria.positions import Path
    from criteria.rulebook import Calendar, Certificate, Criterion, Gate, Panel, Rulebook, Standards

FEEDS = ("indicator", "panel", "field", "checklist")

FEED = placed(
    "rulebook-feed",
    "diharapkan tepat satu dari {choices}; yang ada: {found}.",
    "expected exactly one of {choices}; found: {found}.",
    "Sisakan satu saja, atau tambahkan yang belum ada.",
    "Leave just one, or add the one that is missing.",
)
FEED_INNER = placed(
    "rulebook-feed-inner",
    "kriteria “{code}” punya anak ({children}), jadi nilainya berasal dari mereka dan “{key}” tidak berlaku.",
    "the criterion “{code}” has children ({children}), so its score comes from them and “{key}” has no effect.",
    "Hapus “{key}” di sini.",
    "Remove “{key}” here.",
)
SET_FINALISTS = placed(
    "rulebook-set-finalists",
    "tidak ada finalis: tidak ada [[stage]] dengan top atau at_least.",
    "there are no finalists: no [[stage]] has top or at_least.",
    "Hapus “finalists”, atau beri suatu tahap top atau at_least.",
    "Remove “finalists”, or give a stage top or at_least.",
)
SET_HONOURABLE = placed(
    "rulebook-set-honourable",
    "honourable belum menyebut berapa peserta yang mendapat penghargaan harapan.",
    "honourable does not say how many participants are mentioned.",
    "Tambahkan misalnya honourable = 3 pada [certificate], atau hapus ini.",
    "Add for example honourable = 3 to [certificate], or remove this.",
)
SCALE_MISSING = placed(
    "rulebook-scale-missing",
    "kriteria “{code}” mengambil {feed}, tetapi tidak ada skala yang mengubahnya menjadi nilai 0 sampai 100.",
    "the criterion “{code}” takes {feed}, but no scale turns it into a score of 0 to 100.",
    'Tambahkan scale, misalnya {{ type = "linear", zero = 0.5, full = 1 }}.',
    'Add a scale, such as {{ type = "linear", zero = 0.5, full = 1 }}.',
)
RANGE = placed(
    "rulebook-range",
    "{low} ({low_value}) melampaui {high} ({high_value}); tidak ada nilai yang bisa memenuhi keduanya.",
    "{low} ({low_value}) leaves no room below {high} ({high_value}); no value can meet both.",
    "Tukar atau perbaiki kedua batas itu.",
    "Swap or mend the two limits.",
)
ESTIMATE = placed(
    "rulebook-estimate",
    "estimate hanya berlaku bagi indikator berupa bagian (0..1); kriteria ini bukan.",
    "estimate has a meaning only for an indicator that is a share (0..1); this criterion has none.",
    "Hapus estimate, atau pilih indikator yang berakhir dengan _share.",
    "Remove estimate, or choose an indicator that ends in _share.",
)
ESTIMATE_MIX = placed(
    "rulebook-estimate-mix",
    "estimate = “standardised” hanya berlaku bagi bagian dari pengaduan; {indicator} bukan.",
    "estimate = “standardised” has a meaning only for a share of complaints; {indicator} is none.",
    "Pilih estimate lain, atau salah satu dari {known}.",
    "Choose another estimate, or one of {known}.",
)
TRIM = placed(
    "rulebook-trim",
    "trim hanya berlaku bersama aggregate = “trimmed_mean”; di sini aggregate = “{aggregate}”.",
    "trim has a meaning only with aggregate = “trimmed_mean”; here aggregate is “{aggregate}”.",
    "Hapus trim, atau ubah aggregate.",
    "Remove trim, or change aggregate.",
)
GATE_OPEN = placed(
    "rulebook-gate-open",
    "syarat “{code}” tidak punya batas.",
    "the gate “{code}” has no limit.",
    "Tambahkan at_least, at_most, atau keduanya.",
    "Add at_least, at_most, or both.",
)
STANDARD_DEFAULT = placed(
    "rulebook-standard-default",
    "standar menurut jenis ini tidak punya “default”, sehingga jenis lain tidak punya batas waktu.",
    "this standard by kind has no “default”, so that other kinds have no time limit.",
    "Tambahkan default, misalnya {{ default = 14, ... }}.",
    "Add default, such as {{ default = 14, ... }}.",
)
STANDARD_TWICE = placed(
    "rulebook-standard-twice",
    "jenis “{kind}” tertulis dua kali, hanya berbeda huruf besar atau kecil (lihat baris {lines}).",
    "the kind “{kind}” is written twice, in capitals and in small letters (see line {lines}).",
    "Sisakan satu.",
    "Leave just one.",
)
COUNTRY = placed(
    "rulebook-country",
    "hari libur negara {shown} tidak dikenal.",
    "the holidays of the country {shown} are not known.",
    "Tulis kode negara ISO 3166, misalnya “ID”, atau “” bila hanya akhir pekan yang libur.",
    "Write an ISO 3166 country code such as “ID”, or “” when only weekends are days off.",
)
WEEKEND = placed(
    "rulebook-weekend",
    "ketujuh hari menjadi akhir pekan, sehingga tidak ada hari kerja.",
    "all seven days are weekend, so that there is no working day.",
    "Sisakan sekurangnya satu hari kerja.",
    "Leave at least one working day.",
)
NUMBER = placed(
    "rulebook-number",
    "pola nomor {shown} tidak dapat dipakai; diharapkan {{sequence}}, boleh dengan {{award}}, {{year}}, {{edition}}.",
    "the pattern {shown} cannot be used; expected {{sequence}}, if wanted with {{award}}, {{year}}, {{edition}}.",
    "Tulis misalnya {{sequence:03d}}/{{award}}/{{year}}.",
    "Write for example {{sequence:03d}}/{{award}}/{{year}}.",
)


def faults(rulebook: Rulebook) -> Iterator[Fault]:
    """Yield every rule that by itself makes no sense."""
    tree = rulebook.whole_tree if intact(rulebook.criterion) else None  # None: who has children is not known
    for index, criterion in enumerate(rulebook.criterion):
        path: Path = ("criterion", index)
        if tree and criterion.code in tree:
            yield from _inner(path, criterion, [child.code for child in tree[criterion.code]])
        elif tree or any(_stands(criterion, key) for key in FEEDS):
            yield from _leaf(path, criterion)
    for index, gate in enumerate(rulebook.gate):
        yield from _gate(("gate", index), gate)
    yield from _standards(rulebook.standards)
    yield from soundsources.faults(rulebook.sources)
    yield from soundengine.faults(rulebook.engine, rulebook.sources)
    yield from soundstages.faults(rulebook)
    yield from soundchecklists.faults(rulebook)
    yield from _calendar(rulebook.calendar)
    yield from _certificate(rulebook.certificate)
    yield from _sets(rulebook)


def _stands(rule: Criterion | Gate, key: str) -> bool:
    """Return whether a key is written, and says more than no."""
    return getattr(rule, key) not in (None, False)


def _inner(path: Path, criterion: Criterion, children: list[str]) -> Iterator[Fault]:
    for key in (*FEEDS, "scale"):
        if _stands(criterion, key):
            yield Fault(
                FEED_INNER, (*path, key), {"code": criterion.code, "children": quoted(children), "key": key}, value=""
            )


def _leaf(path: Path, criterion: Criterion) -> Iterator[Fault]:
    yield from _one_of(path, criterion, FEEDS)
    indicator = INDICATORS.get(criterion.indicator or "")
    if criterion.estimate != "ratio" and (indicator is None or indicator.form != "share"):
        yield Fault(ESTIMATE, (*path, "estimate"))
    elif criterion.estimate == "standardised" and criterion.indicator not in SHARES:
        details = {"indicator": quoted([str(criterion.indicator)]), "known": quoted(SHARES)}
        yield Fault(ESTIMATE_MIX, (*path, "estimate"), details)
    if criterion.panel is not None:
        yield from _panel((*path, "panel"), criterion.panel)
    elif criterion.scale is None and (feed := criterion.indicator or criterion.field):
        yield Fault(SCALE_MISSING, path, {"code": criterion.code, "feed": quoted([feed])}, value="")
    if criterion.scale is not None:
        yield from soundscales.faults((*path, "scale"), criterion.scale, criterion.indicator)


def _one_of(path: Path, rule: Criterion | Gate, choices: Iterable[str]) -> Iterator[Fault]:
    found = [key for key in choices if _stands(rule, key)]
    if len(found) != 1:
        place = (*path, found[-1]) if found else path
        yield Fault(FEED, place, {"choices": quoted(choices), "found": quoted(found) or "–"}, value="")


def _panel(path: Path, panel: Panel) -> Iterator[Fault]:
    if panel.min >= panel.max:
        yield _range(path, "min", panel.min, "max", panel.max)
    if "trim" in panel.model_fields_set and panel.aggregate != "trimmed_mean":
        yield Fault(TRIM, (*path, "trim"), {"aggregate": panel.aggregate})


def _gate(path: Path, gate: Gate) -> Iterator[Fault]:
    yield from _one_of(path, gate, ("indicator", "field"))
    if gate.at_least is None and gate.at_most is None:
        yield Fault(GATE_OPEN, path, {"code": gate.code}, value="")
    elif gate.at_least is not None and gate.at_most is not None and gate.at_least > gate.at_most:
        yield _range(path, "at_least", gate.at_least, "at_most", gate.at_most)


def _range(path: Path, low: str, low_value: float, high: str, high_value: float) -> Fault:
    details = {"low": low, "low_value": f"{low_value:.12g}", "high": high, "high_value": f"{high_value:.12g}"}
    return Fault(RANGE, (*path, low), details)


def _standards(standards: Standards) -> Iterator[Fault]:
    for step in ("acknowledge", "answer", "resolve"):
        allowed = getattr(standards, step)
        if isinstance(allowed, dict):
            yield from _by_kind(("standards", step), allowed)


def _by_kind(path: Path, allowed: dict[str, int]) -> Iterator[Fault]:
    if "default" not in allowed:
        yield Fault(STANDARD_DEFAULT, path)
    first: dict[str, str] = {}
    for kind in allowed:
        folded = kind.strip().casefold()
        if folded in first:
            yield Fault(STANDARD_TWICE, (*path, kind), {"kind": kind}, ((*path, first[folded]),))
        first.setdefault(folded, kind)


def _calendar(calendar: Calendar) -> Iterator[Fault]:
    if calendar.country and calendar.country not in _countries():
        yield Fault(COUNTRY, ("calendar", "country"))
    if len(set(calendar.weekend)) == 7:
        yield Fault(WEEKEND, ("calendar", "weekend"))


def _countries() -> Iterable[str]:
    from holidays import list_supported_countries  # noqa: PLC0415 (start-up: its registry is large)

    return list_supported_countries()


def _certificate(certificate: Certificate) -> Iterator[Fault]:
    """Allow the four fields alone, and a width for the sequence: a pattern is data and must not reach further."""
    try:
        parts = list(string.Formatter().parse(certificate.number))
    except ValueError:
        parts = [("", "{", "", None)]
    fields = {name: (form or "", conversion) for _, name, form, conversion in parts if name is not None}
    plain = all(
        name in ("sequence", "award", "year", "edition")
        and conversion is None
        and re.fullmatch(r"(0?[1-9]d?|d?)" if name == "sequence" else "", form)
        for name, (form, conversion) in fields.items()
    )
    if not plain or "sequence" not in fields:
        yield Fault(NUMBER, ("certificate", "number"))


def _sets(rulebook: Rulebook) -> Iterator[Fault]:
    """A set of certificates that nobody could ever be in is a rule that was forgotten."""
    for place, name in enumerate(rulebook.certificate.also):
        if name == "finalists" and not any(stage.cuts for stage in rulebook.stage):
            yield Fault(SET_FINALISTS, ("certificate", "also", place))
        if name == "honourable" and not rulebook.certificate.honourable:
            yield Fault(SET_HONOURABLE, ("certificate", "also", place))

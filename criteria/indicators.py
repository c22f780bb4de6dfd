"""The catalogue of indicators: what each is called, its unit and which way is better, in the contract's order.

The definitions stand where they are computed, in ``criteria.measure``; this is the list that rulebooks choose from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["count", "share", "days", "mean"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: a count, a share 0..1, working days, or a mean rating 1..5; ``better`` is its direction."""

    code: str
    form: Form
    better: Literal["higher", "lower", "neither"]
    id: str
    en: str
    needs: tuple[str, ...] = ()
    """Columns of the complaint log (or roster) without which it is missing for everybody."""

    @property
    def title(self) -> dict[str, str]:
        """What it is called, by language."""
        return {"id": self.id, "en": self.en}


def _steps() -> list[Indicator]:
    names = {
        "acknowledge": ("acknowledged", "ditanggapi awal", "acknowledged"),
        "answer": ("answered", "dijawab", "answered"),
        "resolve": ("resolved", "selesai ditindaklanjuti", "resolved"),
    }
    shares = [
        Indicator(f"{done}_share", "share", "higher", f"Bagian pengaduan {id_}", f"Share of complaints {en}")
        for done, id_, en in names.values()
    ]
    on_time = [
        Indicator(
            f"{done}_on_time_share", "share", "higher",
            f"Bagian {id_} tepat waktu", f"Share {en} on time",
        )
        for done, id_, en in names.values()
    ]  # fmt: skip
    days = [
        Indicator(
            f"days_to_{step}_{name}", "days", "lower",
            f"Hari kerja hingga {id_} ({id_word})", f"Working days until {en} ({en_word})",
        )
        for step, (_, id_, en) in names.items()
        for name, id_word, en_word in (("median", "median", "median"), ("p90", "persentil 90", "90th percentile"))
    ]  # fmt: skip
    return shares + on_time + days


_ALL = [
    Indicator("complaints", "count", "neither", "Pengaduan yang dihitung", "Complaints counted"),
    Indicator("excluded", "count", "neither", "Pengaduan di luar lingkup", "Complaints excluded by the rules"),
    Indicator("set_aside_share", "share", "lower", "Bagian baris yang disisihkan", "Share of rows set aside"),
    *_steps(),
    Indicator(
        "overdue_open_share", "share", "lower", "Bagian terbuka lewat tenggat", "Share open past the deadline",
    ),
    Indicator(
        "reopened_share", "share", "lower", "Bagian selesai yang dibuka kembali", "Share of resolved that was reopened",
        needs=("reopened",),
    ),
    Indicator(
        "rated_share", "share", "higher", "Bagian selesai yang dinilai pelapor", "Share of resolved that was rated",
        needs=("rating",),
    ),
    Indicator(
        "satisfaction_mean", "mean", "higher", "Rata-rata nilai kepuasan", "Mean satisfaction rating",
        needs=("rating",),
    ),
    Indicator(
        "units_connected_share", "share", "higher", "Bagian unit yang terhubung", "Share of units connected",
        needs=("units", "units_connected"),
    ),
    Indicator(
        "unsolved_share", "share", "lower", "Bagian ditutup tanpa diselesaikan", "Share closed without being solved",
        needs=("status",),
    ),
]  # fmt: skip

INDICATORS: dict[str, Indicator] = {indicator.code: indicator for indicator in _ALL}

SHARES: dict[str, tuple[str, str]] = {
    "acknowledged_share": ("acknowledged", "complaints"),
    "answered_share": ("answered", "complaints"),
    "resolved_share": ("resolved", "complaints"),
    "acknowledged_on_time_share": ("acknowledged_on_time", "acknowledged_due"),
    "answered_on_time_share": ("answered_on_time", "answered_due"),
    "resolved_on_time_share": ("resolved_on_time", "resolved_due"),
    "overdue_open_share": ("overdue_open", "complaints"),
    "unsolved_share": ("unsolved", "complaints"),
    "reopened_share": ("reopened", "resolved"),
    "rated_share": ("resolved_rated", "resolved"),
}
"""The shares of complaints, each with the two counts (``criteria.counted``) that it is made of."""

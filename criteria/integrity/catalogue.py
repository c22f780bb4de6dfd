"""The catalogue of flags: what each is called and what its statistic is, in the order in which they are listed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag: its code, its title by language, and what it cannot do without among the columns of the logs."""

    code: str
    id: str
    en: str
    needs: tuple[str, ...] = ()

    @property
    def title(self) -> dict[str, str]:
        """What it is called, by language."""
        return {"id": self.id, "en": self.en}


NO_DELAY = Flag(
    "no-delay",
    "Semua langkah pada hari pengaduan diterima",
    "Every step on the day of receipt",
)
ONE_DAY = Flag(
    "one-day",
    "Ketiga langkah dicatat pada satu hari yang sama",
    "All three steps entered on one and the same day",
    ("acknowledged_at", "answered_at", "resolved_at"),
)
ANSWER_TIME = Flag(
    "one-answer-time",
    "Jawaban berulang kali setelah jumlah hari yang sama",
    "Answers after the same number of days, over and over",
)
HEAPING = Flag(
    "heaping",
    "Hari hingga dijawab menumpuk pada kelipatan lima",
    "Days to answer heaped at multiples of five",
)
CLOSING_RUSH = Flag(
    "closing-rush",
    "Penutupan menumpuk menjelang batas akhir data",
    "Closings piled up before the cut-off",
    ("resolved_at",),
)
UNANSWERED = Flag(
    "resolved-unanswered",
    "Diselesaikan tanpa pernah dijawab",
    "Resolved without an answer",
    ("answered_at", "resolved_at"),
)
UNSOLVED = Flag(
    "closed-unsolved",
    "Ditutup oleh sistem tanpa diselesaikan",
    "Closed by the system without having been solved",
    ("status",),
)
MONTH = Flag(
    "month-break",
    "Jumlah pengaduan satu bulan jauh dari biasanya",
    "A month's complaints far from the usual number",
)
SET_ASIDE = Flag(
    "set-aside",
    "Banyak baris yang tidak dapat dipakai",
    "Many rows set aside",
)
ONE_RATING = Flag(
    "one-rating",
    "Penilaian pelapor semuanya sama",
    "Ratings all the same",
    ("rating",),
)
AT_ONCE = Flag(
    "answered-at-once",
    "Dijawab dalam hitungan detik",
    "Answered within seconds",
    ("answered_at",),
)
MIDNIGHT = Flag(
    "midnight",
    "Semua waktu tercatat tepat tengah malam",
    "Every time at midnight",
)
ONE_MOMENT = Flag(
    "one-moment",
    "Ketiga langkah tercatat pada saat yang sama",
    "All three steps at one identical moment",
    ("acknowledged_at", "answered_at", "resolved_at"),
)
ONE_REPORTER = Flag(
    "one-reporter",
    "Banyak penilaian dari satu pelapor",
    "Many ratings from one reporter",
    ("rating", "reporter"),
)
ONE_ANSWER = Flag(
    "one-answer",
    "Satu teks jawaban dipakai berulang-ulang",
    "One text given as the answer over and over",
    ("answered_at", "answer_text"),
)
OF_TIMES = frozenset({AT_ONCE.code, MIDNIGHT.code, ONE_MOMENT.code, ONE_REPORTER.code, ONE_ANSWER.code})
"""Flags that need what only logs which were read here tell (``submissions.handed_in.TIMED``)."""
FLAGS: dict[str, Flag] = {
    flag.code: flag
    for flag in (
        NO_DELAY, ONE_DAY, ANSWER_TIME, HEAPING, CLOSING_RUSH, UNANSWERED, UNSOLVED, MONTH, SET_ASIDE, ONE_RATING,
        AT_ONCE, MIDNIGHT, ONE_MOMENT, ONE_REPORTER, ONE_ANSWER,
    )
}  # fmt: skip

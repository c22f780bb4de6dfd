"""How figures look in a sentence or in a cell; missing is a dash."""

from __future__ import annotations

from evaluator.words import _, decimal, plain


def figure(value: float | None, decimals: int) -> str:
    """A figure with its decimals."""
    return "–" if value is None else decimal(value, decimals)


def signed(value: float | None, decimals: int) -> str:
    """A difference with its sign; nothing has none."""
    if value is None or round(value, decimals) == 0:
        return figure(value if value is None else 0.0, decimals)
    return f"{'+' if value > 0 else '−'}{decimal(abs(value), decimals)}"


def worth(value: float | None, form: str) -> str:
    """A value in its unit. form: that of an indicator (share, days, mean, count), or any other word: a plain figure."""
    if value is None:
        return "–"
    if form == "share":
        return f"{decimal(100 * value, 1)} %"
    if form == "days":
        return _("1 day") if value == 1 else _("{count} days").format(count=plain(value))
    return decimal(value, 2) if form == "mean" else plain(value)

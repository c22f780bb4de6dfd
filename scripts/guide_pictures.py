"""Make the pictures of the guides for agencies, of the synthetic year alone (python scripts/guide_pictures.py).

It needs chromium and pdftoppm, as the tests do. The guide is asked as an agency would ask it.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "images"
COLOURS = 48
"""Colours of a picture: pages of text need few, and stay small."""


def main() -> None:
    """Write docs/images/guide-*.png."""
    with TemporaryDirectory() as made:
        room = Path(made)
        _run("synth", room / "tahun", "--complaints", "6000", "--agencies", "20", "--upps", "10", "--seed", "7")
        code, name = _first(room / "tahun")
        export = _export(room / "tahun", room / "ekspor.csv", {code, name})
        rules = [
            "--rulebook",
            str(room / "tahun" / "rulebook.toml"),
            "--as",
            code,
            "--set",
            f"name={name}",
            "--set",
            "kind=ministry",
        ]
        for language in ("id", "en"):
            own = room / language
            own.mkdir()
            page, work = own / "page.html", own / "list.xlsx"
            _run("--lang", language, "self-assess", export, *rules, "--html", page, "--work-list", work)
            _browser(page, own / "page.png", 1000, 1350)
            _browser(page, own / "phone.png", 390, 844)
            _run(
                "--lang",
                language,
                "package",
                export,
                *rules,
                "--out",
                own / "kiriman.zip",
                "--at",
                "2019-11-02T08:00:00Z",
            )
            (receipt,) = own.glob("kiriman-*.pdf")
            subprocess.run(
                ["pdftoppm", "-r", "70", "-singlefile", "-png", str(receipt), str(own / "receipt")], check=True
            )
            for picture in ("page", "phone", "receipt"):
                small = Image.open(own / f"{picture}.png").convert("RGB").quantize(COLOURS)
                small.save(OUT / f"guide-{picture}-{language}.png", optimize=True)


def _run(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "evaluator", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def _first(year: Path) -> tuple[str, str]:
    with (year / "participants.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["kind"] == "ministry")
    return row["code"], row["name"]


def _export(year: Path, target: Path, mine: set[str]) -> Path:
    with target.open("w", encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] | None = None
        for log in sorted((year / "complaints").glob("*.csv")):
            with log.open(encoding="utf-8-sig", newline="") as source:
                for row in csv.DictReader(source):
                    if writer is None:
                        writer = csv.DictWriter(file, list(row), extrasaction="ignore")
                        writer.writeheader()
                    if (row.get("participant") or "").strip() in mine and None not in row:
                        writer.writerow(row)
    return target


def _browser(page: Path, picture: Path, width: int, height: int) -> None:
    subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--hide-scrollbars", f"--screenshot={picture}",
            f"--window-size={width},{height}", page.as_uri(),
        ],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


if __name__ == "__main__":
    main()

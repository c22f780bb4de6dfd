"""What a user would take instead for certificates: LibreOffice printing letters, or WeasyPrint bare.

``python -m bench.letters office|bare LIST FOLDER``. The letters have the words of a certificate and no ornament, no
code as a picture, no attachment, no tags: less than ours. A mail merge of LibreOffice fills in a letter for each row
and prints it; here the letters are filled in beforehand, so that its part is the printing of all by one process.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from html import escape
from pathlib import Path

WORDS = (
    "PIAGAM PENGHARGAAN", "Certificate of Award", "diberikan kepada", "{name}", "sebagai", "{award}",
    "Contoh 2019", "Ditetapkan di Jakarta, pada tanggal 9 Desember 2019",
)  # fmt: skip
AT_ONCE = 100  # letters; of 600 in one call LibreOffice 7.4 printed 247 and said nothing
CSS = "@page { size: A4 landscape; margin: 2cm } p { text-align: center; font-size: 18pt }"


def main(how: str, listed: Path, out: Path) -> None:
    """Print a letter for each row of the list."""
    out.mkdir(parents=True, exist_ok=True)
    with listed.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (_office if how == "office" else _bare)(rows, out)


def _bare(rows: list[dict[str, str]], out: Path) -> None:
    import weasyprint  # noqa: PLC0415 (the other way needs none of it)

    for number, row in enumerate(rows):
        lines = "".join(f"<p>{escape(line.format(**row))}</p>" for line in WORDS)
        html = f"<html lang=id><title>Piagam</title><style>{CSS}</style><body>{lines}"
        weasyprint.HTML(string=html).write_pdf(out / f"{number}.pdf")


def _office(rows: list[dict[str, str]], out: Path) -> None:
    from docx import Document  # noqa: PLC0415 (the other way needs none of it)

    letters = []
    for number, row in enumerate(rows):
        letter = Document()
        for line in WORDS:
            letter.add_paragraph(line.format(**row))
        letters.append(out / f"{number}.docx")
        letter.save(str(letters[-1]))
    profile = f"-env:UserInstallation={(out / 'profile').resolve().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out)]
    for start in range(0, len(letters), AT_ONCE):
        subprocess.run([*command, *map(str, letters[start : start + AT_ONCE])], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

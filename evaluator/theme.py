"""Themes of certificates: one's own, made from the shipped one, looked at before anything is printed."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from pydantic import ValidationError

from evaluator import publish
from evaluator.refusals import Refusal, WrongUse
from evaluator.words import _, language
from reports.theming import LARGEST, LARGEST_SIDE, LARGEST_SIGNATURE, SETTINGS, Theme, ThemeError, load_theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from criteria.rulebook import Rulebook
    from reports.certificate_text import CertificateText, Signer

DOTS = 110
"""Of a preview, to the inch."""
NAMES = (
    "Kota Ru",
    "Pemerintah Kabupaten Contoh",
    "Unit Pelaksana Teknis Pusat Pelayanan Kesehatan Masyarakat Kabupaten Tanjung Awan Selatan Bagian Timur",
)
"""A short, a usual and a long name, where no folder's roster is looked at."""
SIZES = ("shortest", "usual", "longest")


def theme_in(folder: Path) -> Theme:
    """Return the theme in a folder, the shipped one where there is none; Refusal, in words, for one that is unsound."""
    if not folder.exists() and not folder.is_symlink():
        return load_theme()
    if folder.is_symlink() or not folder.is_dir():
        raise Refusal(_("{path} must be a folder of its own, not a link.").format(path=folder))
    path = folder / SETTINGS
    try:
        return load_theme(folder)
    except FileNotFoundError as error:
        raise Refusal(_("{path} is not there: a theme is a folder with it.").format(path=error.filename)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal(_("{path} is no TOML: {reason}.").format(path=path, reason=error)) from error
    except ThemeError as error:
        said = {
            "outside": _("{path}: {name} is not a file of the theme's own folder."),
            "large": _("{path}: {name} has more than {most} MB: make it smaller."),
            "picture": _(
                "{path}: {name} is no PNG or JPEG that is whole, in RGB or grey, of {side} dots a side at most, and no"
                " SVG that draws by itself: links, scripts, styles and pictures within it are not taken."
            ),
            "heavy": _("{path}: {name} has more than {kilobytes} KB, too much for a signature: make it smaller."),
            "font-web": _("{path}: {name} is a font for web pages (WOFF): take its TTF or OTF file."),
            "font-collection": _("{path}: {name} holds several fonts (TTC): take the TTF or OTF file of one."),
            "font-variable": _(
                "{path}: {name} is a variable font: take the file of one weight, which the same download often has in a"
                " folder called static."
            ),
            "font-licence": _("{path}: {name} says that it may not be embedded in documents: take another font."),
            "font-letters": _(
                "{path}: {name} lacks letters or digits of Latin script: name it under also, or take another font."
            ),
            "font-broken": _("{path}: {name} is no font that can be read: it must be a whole TTF or OTF file."),
        }[error.reason]
        limits = {"most": LARGEST >> 20, "kilobytes": LARGEST_SIGNATURE >> 10, "side": LARGEST_SIDE}
        raise Refusal(said.format(path=path, name=error.detail, **limits)) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise Refusal(
            _("{path}: {key} cannot be so. Look at the file that “evaluator theme new” writes.").format(
                path=path, key=key
            )
        ) from error
    except OSError as error:
        raise Refusal(_("{path} cannot be read.").format(path=path)) from error


def theme_for(folder: Path, signatories: Sequence[Signer]) -> Theme:
    """Return the theme in a folder for certificates that these people sign.

    Refusal where it has the picture of a signature that is nobody's of them, though somebody signs.
    """
    theme = theme_in(folder)
    if signatories and (nobody := theme.unsigned([" ".join(each.name.split()) for each in signatories])):
        raise Refusal(
            _("{path}: nobody who signs is called “{name}”, and nobody has that number: see [signatures].").format(
                path=folder / SETTINGS, name=nobody[0]
            )
        )
    return theme


def new_theme(folder: Path) -> Path:
    """Write a theme to begin with, the shipped one; WrongUse where there is one already."""
    path = folder / SETTINGS
    if path.exists():
        raise WrongUse(_("{path} is there already.").format(path=path))
    with publish.writing(path):
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files("reports").joinpath("theme", SETTINGS).read_bytes())
    return path


def preview(folder: Path, names: Sequence[str], out: Path, rules: Rulebook | None = None) -> list[Path]:
    """Write a picture (PNG) of a certificate for the shortest, a usual and the longest of these names.

    names: of those who may get one; ``NAMES`` where there is none. rules: say who signs, for what, and whose
    competition it is; made-up words without them. Either way it says that it is a sample. Refusal where one cannot be
    printed by the theme.
    """
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 (start-up; it has no types)

    from reports.certificate import CertificateRefusedError, render_certificate  # noqa: PLC0415 (start-up)

    theme = theme_for(folder, rules.certificate.signatories if rules else ())
    ordered = sorted(names or NAMES, key=lambda name: (len(name), name))
    chosen = (ordered[0], ordered[len(ordered) // 2], ordered[-1])
    written = []
    for size, name in zip(SIZES, chosen, strict=True):
        try:
            pdf = render_certificate(_sample(name, rules), theme)
        except CertificateRefusedError as error:
            raise Refusal(f"{name}: {error.refusal.says(language())} {error.refusal.mend(language())}") from error
        document = pypdfium2.PdfDocument(pdf)
        picture = BytesIO()
        document[0].render(scale=DOTS / 72).to_pil().save(picture, "png", optimize=True)
        document.close()
        path = out / f"{size}.png"
        with publish.writing(path):
            out.mkdir(parents=True, exist_ok=True)
        publish.write_beside(path, picture.getvalue())
        written.append(path)
    return written


def _sample(name: str, rules: Rulebook | None) -> CertificateText:
    from reports.certificate_text import CertificateText, Signatory, Title  # noqa: PLC0415 (start-up)
    from reports.codes import code_of  # noqa: PLC0415 (start-up)

    made_up = CertificateText(
        edition_code="contoh",
        edition=Title("Kompetisi Contoh", "Sample Competition"),
        organiser=Title("Penyelenggara Contoh", "Sample Organiser"),
        recipient=name,
        award=Title("Pengelola Pengaduan Terbaik", "Best Complaint Manager"),
        category=Title("Instansi", "Agencies"),
        place=1,
        number="001/CONTOH",
        code=code_of(bytes(32)),
        date=dt.date(2019, 12, 9),
        city="Jakarta",
        signatories=(Signatory("Nama Pejabat", Title("Jabatan", "Office")),),
        synthetic=True,
    )
    if rules is None:
        return made_up
    settings = rules.certificate
    return replace(
        made_up,
        edition=rules.edition.title,
        organiser=rules.edition.organiser,
        award=rules.award[0].title if rules.award else made_up.award,
        category=rules.category[0].title,
        date=settings.date,
        city=settings.place,
        signatories=tuple(settings.signatories),
    )

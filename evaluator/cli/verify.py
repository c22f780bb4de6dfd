"""``evaluator verify``: valid, altered, withdrawn or unknown, in plain words."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later

if TYPE_CHECKING:
    from evaluator.issued.verify import Evidence, Verdict

SHORT = later("Say whether a certificate, or its code, is valid.")
HELP = later(
    """Say of a signed PDF, or of the code on a paper, whether it is valid, altered, withdrawn or unknown.

Nothing is fetched from anywhere: it is judged by the register of what was issued, and of a file also by its
signature. A code may be typed in any case, with O for 0 and I or L for 1. Without --register that of the current
folder is asked. --trust names certificates of signers or their issuers, for whoever has no register. Exit code 1:
not valid, and a file without a signature never is."""
)
EXAMPLES = (
    "evaluator verify piagam.pdf --register kompetisi-2019",
    "evaluator verify 7K3F 9QXW 2M4T B6ZR 8VHD 3CYA --register kompetisi-2019 --name 'Kota Contoh'",
    "evaluator verify piagam.pdf --trust penyelenggara.pem",
)
HERE = Path("issued", "register.json")


def command(
    what: Annotated[
        list[str], typer.Argument(metavar="FILE | CODE", help=_("Signed PDF files, or one code."), show_default=False)
    ],
    register: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", help=_("A register or its competition folder; as often as need be.")),
    ] = None,
    trust: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help=_("Certificates of who is trusted (PEM or DER)."))
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="TEXT", help=_("The name on the paper, to be compared."))] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Judge each, tell, and end with 1 where one is not valid."""
    from evaluator.issued.verify import evidence  # noqa: PLC0415 (start-up)

    given = evidence(register or ([HERE] if HERE.is_file() else []), trust or [])
    judged = _judged(what, given, name)
    if as_json:
        screen.as_json({"verdicts": [_document(asked, verdict) for asked, verdict in judged]})
    else:
        for place, (asked, verdict) in enumerate(judged):
            if place:
                screen.say()
            _tell(asked, verdict)
    raise typer.Exit(0 if all(verdict.answer == "valid" for _asked, verdict in judged) else 1)


def _judged(what: list[str], given: Evidence, name: str | None) -> list[tuple[str, Verdict]]:
    from evaluator.issued import register as registers  # noqa: PLC0415 (start-up)
    from evaluator.issued.verify import verify_code, verify_file  # noqa: PLC0415 (start-up)
    from evaluator.refusals import WrongUse  # noqa: PLC0415 (start-up)

    missing = [one for one in what if not Path(one).is_file()]
    if not missing:
        return [(one, verify_file(Path(one).read_bytes(), given, registers.now(), name)) for one in what]
    if odd := [one for one in missing if "." in one or "/" in one]:
        raise WrongUse(_("There is no file {path}.").format(path=odd[0]))
    if not given.registers:
        raise WrongUse(_("A code is looked up in a register: name it with --register."))
    code = " ".join(what)
    return [(code, verify_code(code, given, name))]


def _document(asked: str, verdict: Verdict) -> dict[str, Any]:
    document = verdict.document
    return {
        "asked": asked,
        **{name: value for name, value in asdict(verdict).items() if name != "document"},
        "document": document.model_dump(mode="json") if document else None,
    }


def _tell(asked: str, verdict: Verdict) -> None:
    from evaluator.issued.register import day  # noqa: PLC0415 (start-up)
    from evaluator.issued.verify import TITLES, award  # noqa: PLC0415 (start-up)
    from reports.codes import groups  # noqa: PLC0415 (start-up)

    good = verdict.answer == "valid"
    screen.say(f"{_(TITLES[verdict.answer])}: {screen.safe(asked)}", "bold green" if good else "bold red")
    screen.indented(verdict.says)
    if (document := verdict.document) is None:
        return
    told = [
        (_("name"), document.name),
        (_("award"), award(document)),
        (_("number"), document.number),
        (_("code"), groups(document.code) if document.code else ""),
        (_("issued on"), day(document.at)),
        (_("signed by"), verdict.signer or ""),
        (_("document"), document.path),
        (_("register"), verdict.register or ""),
    ]
    width = max(len(what) for what, _value in told)
    for what, value in told:
        if value:
            screen.path(f"{what.ljust(width)}  {value}")
    if document.code and good:
        screen.say(_("Compare name, award and number with those on the paper: all must be the same."))

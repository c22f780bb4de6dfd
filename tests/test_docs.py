"""What the documentation promises is there: links, make targets, commands, options, shipped rulebooks."""

import re
import shlex
import struct
from pathlib import Path

import pytest
from typer.main import get_command

from criteria.editions import list_editions
from evaluator.cli import build
from evaluator.words import LANGUAGES

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")],
    key=lambda page: page.relative_to(ROOT).as_posix(),
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
APPLICATION = get_command(build())


def links(page: Path) -> list[str]:
    """Where a page's links lead, but for those to the web."""
    found = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    return [link for link in found if not link.startswith(("http://", "https://"))]


def headings(page: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them."""
    lines = [
        line.lstrip("#").strip().lower() for line in page.read_text(encoding="utf-8").splitlines() if line[:1] == "#"
    ]
    return {"".join(sign for sign in line if sign.isalnum() or sign in " -_").replace(" ", "-") for line in lines}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page):
    for link in links(page):
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        assert target.exists(), link
        assert not anchor or anchor in headings(target), link


def test_the_readme_names_every_page():
    named = {(ROOT / link).resolve() for link in links(ROOT / "README.md")}
    assert set((ROOT / "docs").glob("*.md")) <= named


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    pages = [page.read_text(encoding="utf-8") for page in PAGES]
    fenced = [block for page in pages for block in re.findall(r"^```sh$(.*?)^```$", page, re.MULTILINE | re.DOTALL)]
    named = {target for page in pages for target in re.findall(r"`make ([a-z-]+)`", page)}
    named |= {target for block in fenced for target in re.findall(r"^make ([a-z-]+)", block, re.MULTILINE)}
    assert {"demo", "test"} <= named
    assert named <= targets


def commands(page: Path) -> list[list[str]]:
    """Every evaluator command that a page shows, as words."""
    shown = re.findall(
        r"(?:^ *|[`$] ?)(?:\.venv/bin/)?(evaluator [^`\n]+)", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    return [shlex.split(line.partition(" > ")[0], comments=True)[1:] for line in shown]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_shown_is_understood(page):
    for shown in commands(page):
        words = _unspoken(shown)
        if words[0].startswith("--"):
            assert words[0] in {option for parameter in APPLICATION.params for option in parameter.opts} | {"--help"}
            continue
        name, *rest = words
        assert name in APPLICATION.commands, words
        command = APPLICATION.commands[name]
        while rest and hasattr(command, "commands"):
            inner, *rest = rest
            assert inner in command.commands, words
            command = command.commands[inner]
        if rest:
            with command.make_context(name, list(rest)) as context:  # refuses what it does not know
                assert (
                    context.params.get("rulebook") is None or name != "init" or _is_shipped(context.params["rulebook"])
                )


def _unspoken(words: list[str]) -> list[str]:
    """A command without --lang, which may stand anywhere."""
    if "--lang" not in words:
        return words
    at = words.index("--lang")
    assert words[at + 1] in LANGUAGES
    return words[:at] + words[at + 2 :]


def _is_shipped(rulebook: str) -> bool:
    return rulebook in list_editions() or rulebook.endswith("/rulebook.toml")


def test_the_readme_shows_commands():
    assert {words[0] for words in commands(ROOT / "README.md")} >= {
        "init",
        "check",
        "run",
        "explain",
        "certify",
        "synth",
    }


def test_the_readme_opens_with_the_two_commands_and_shows_a_certificate():
    first = [line.split("#")[0].strip() for line in README.partition("```sh\n")[2].splitlines()[:2]]
    assert first == ["make demo", "make test"]
    picture = (ROOT / "docs" / "images" / "certificate.png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])
    assert len(picture) < 300_000
    assert width >= 1000
    assert width / height == pytest.approx(297 / 210, abs=0.01)  # landscape A4

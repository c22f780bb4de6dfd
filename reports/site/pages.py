"""The site's pages in both languages, as text by path."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

from markupsafe import Markup

from reports import in_words, luck_words, stage_words
from reports.firmness import drawn_how as words_of_draws
from reports.rendering import environment
from reports.report_glance import bin_titles
from reports.rows_read import BINS
from reports.site import sureness
from reports.site.boards import boards
from reports.speech import Language, Speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from criteria.rulebook import Rulebook
    from reports.firmness import Firmness

FONTS = {
    "EBGaramond-Medium.ttf": "eb-garamond",
    "SourceSans3-Regular.ttf": "source-sans-3",
    "SourceSans3-Semibold.ttf": "source-sans-3",
}
"""The faces that the pages use, by file, with the folder that also holds their licence."""


def pages(
    results: Mapping[str, Any],
    rulebook: Rulebook,
    *,
    data: Sequence[tuple[str, str, int]],
    inputs: Sequence[Mapping[str, Any]],
    catalogue: bool = False,
    shares: sureness.Shares | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield path and text of every page: the edition's language at the top of the site, the other in its folder.

    data: the files of ``data/``: name, sha256, size in bytes. inputs: those of the manifest: path, sha256, rows.
    catalogue: whether one of good practices lies in ``catalogue/``, to be linked. shares: of certainty.csv.
    """
    first = rulebook.edition.language
    for language in get_args(Language):
        folder = "" if language == first else f"{language}/"
        for name, text in _in_language(
            results, rulebook, language, data=data, inputs=inputs, catalogue=catalogue, shares=shares or {}
        ):
            yield folder + name, text


def _in_language(
    results: Mapping[str, Any],
    rulebook: Rulebook,
    language: Language,
    *,
    data: Sequence[tuple[str, str, int]],
    inputs: Sequence[Mapping[str, Any]],
    catalogue: bool,
    shares: sureness.Shares,
) -> Iterator[tuple[str, str]]:
    say = Speech(language)
    env = environment("report", language)
    found = boards(results, rulebook, say)
    firm = {one.award: one for one in sureness.firmness(results, rulebook, shares, say)}
    home = language == rulebook.edition.language
    other = next(one for one in get_args(Language) if one != language)
    shared = {
        "say": say,
        "words": in_words,
        "rulebook": rulebook,
        "edition": rulebook.edition,
        "results": results,
        "boards": found,
        "up": "" if home else "../",
        "across": f"{other}/" if home else "../",
        "other": other,
        "catalogue": f"{'' if home else '../'}catalogue/{'' if home else f'{language}/'}index.html"
        if catalogue
        else "",
        "sure": bool(firm),
        "until": say.title(rulebook.stage[-1].title) if results["until"] else "",
    }

    def page(template: str, name: str, **more: object) -> tuple[str, str]:
        return name, env.get_template(f"site/{template}.html.j2").render(**shared, **more, name=name)

    yield page("index", "index.html", awards=_awards(results, rulebook, say, firm))
    for board in found:
        yield page("category", board.page, board=board)
    if firm:
        drawn_how = words_of_draws(rulebook.certainty, results["certainty"]["draws"], say)
        yield page(
            "sureness",
            "sureness.html",
            firmness=list(firm.values()),
            drawn_how=drawn_how,
            agreement=sureness.agreement(results, rulebook, say),
        )
    yield page(
        "method",
        "method.html",
        stage_rules=stage_words.stages(rulebook, say),
        tree=in_words.walk(rulebook),
        assumed=in_words.assumed(rulebook, say),
        luck=luck_words.luck(rulebook, say),
    )
    titles = bin_titles(say)
    titles["set aside"] = (say("set aside"), say("unreadable or contradictory"))  # the list of them is not public
    bins = [(*titles[name], results["rows"]["by_bin"][name]) for name in BINS]
    yield page("process", "process.html", bins=bins, inputs=inputs)
    yield page("data", "data.html", data=data, bundle=any(name == "bundle.zip" for name, *_ in data))


def _awards(
    results: Mapping[str, Any], rulebook: Rulebook, say: Speech, firm: Mapping[str, Firmness]
) -> list[dict[str, Any]]:
    """Return each award with its title, whose it is, its winners, and how firm it is (None where unknown)."""
    titles = {award.code: say.title(award.title) for award in rulebook.award}
    categories = {category.code: say.title(category.title) for category in rulebook.category}
    return [
        {
            "title": titles[one["code"]],
            "category": categories[one["category"]],
            "winners": one["winners"],
            "firm": firm.get(one["code"]),
        }
        for one in results["awards"]
    ]


BACK = "<!--back-->"
"""Where a page of a catalogue has room for the way back to the results."""


def with_way_back(name: str, content: bytes, first: Language) -> bytes:
    """Return a file of a catalogue that lies in ``catalogue/``; its pages link the results in their language."""
    if BACK.encode() not in content:
        return content
    folder = name.rpartition("/")[0]
    say = Speech(next((one for one in get_args(Language) if one == folder), first))
    up = "../../" if folder else "../"
    link = Markup('<li><a href="{}index.html">{}</a></li>').format(f"{up}{folder}/" if folder else up, say("Results"))
    return content.replace(BACK.encode(), link.encode())


def assets() -> Iterator[tuple[str, bytes]]:
    """Yield path and content of what all pages share: style, script, fonts with their licences."""
    own = files("reports").joinpath("templates", "site")
    for name in ("site.css", "filter.js"):
        yield f"assets/{name}", own.joinpath(name).read_bytes()
    fonts = files("reports").joinpath("fonts")
    for name, family in FONTS.items():
        yield f"assets/{name}", fonts.joinpath(family, name).read_bytes()
        yield f"assets/{family}-OFL.txt", fonts.joinpath(family, "OFL.txt").read_bytes()

"""What a page lacks for those who read it with a screen reader, by keyboard, or with weak eyes; without a browser.

A part of what WCAG 2.2 AA asks: what can be told from the file. The contrast is that of the colours as the style sheet
gives them to each element with text, worked out by the cascade and the formula of WCAG; pictures, what scripts change,
pseudo-elements and other states than the resting one are not looked at.
"""

import itertools
import re
from collections import Counter

import cssselect2
import tinycss2
import tinycss2.color3
import tinyhtml5

SILENT = {"script", "style", "head", "title", "svg", "option", "noscript"}
ENOUGH = 4.5
"""Contrast of text, WCAG 1.4.3; large text may have less, and here has not."""


def faults(html, *styles):
    """Return what is wrong with a page, in words; styles: the text of its style sheets, besides those within."""
    tree = tinyhtml5.parse(html, namespace_html_elements=False)
    found = list(tree.iter())
    own = [one.text or "" for one in found if one.tag == "style"]
    return [
        *_document(tree, found),
        *_headings(found),
        *_named(found),
        *_tables(found),
        *_contrast(tree, [*styles, *own]),
    ]


def words(element):
    """Return the text of an element, as it is read aloud."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _document(tree, found):
    if tree.get("lang") not in {"id", "en"}:
        yield f"language {tree.get('lang')}"
    titles = [one for one in found if one.tag == "title"]
    if len(titles) != 1 or not words(titles[0]):
        yield "title"
    view = next((one.get("content") for one in found if one.tag == "meta" and one.get("name") == "viewport"), "")
    if "width=device-width" not in view or "user-scalable" in view or "maximum-scale" in view:
        yield f"viewport {view}"
    ids = Counter(one.get("id") for one in found if one.get("id"))
    yield from (f"id {one} {count} times" for one, count in ids.items() if count > 1)
    mains = [one for one in found if one.tag == "main"]
    if len(mains) != 1:
        yield f"{len(mains)} main"
    body = next(one for one in found if one.tag == "body")
    links = [one for one in body.iter("a") if one.get("href")]
    nav = any(one.tag == "nav" for one in found)
    if nav and (not links or links[0].get("href") != f"#{mains[0].get('id')}"):
        yield "no link past the navigation"
    inside = {one for mark in found if mark.tag in {"header", "main", "footer", "nav"} for one in mark.iter()}
    passed = {one for link in links[:1] for one in link.iter()}
    for one in body.iter():
        if (one.text or "").strip() and one not in inside | passed and one.tag not in SILENT:
            yield f"outside every landmark: {words(one)[:40]}"
    order = [one.get("tabindex") for one in found if one.get("tabindex") not in {None, "0", "-1"}]
    yield from (f"tabindex {one}" for one in order)


def _headings(found):
    levels = [(int(one.tag[1]), words(one)) for one in found if re.fullmatch(r"h[1-6]", str(one.tag))]
    if not levels or levels[0][0] != 1:
        yield "no heading of the page first"
    for (before, _), (level, text) in itertools.pairwise(levels):
        if level > before + 1:
            yield f"heading {level} after {before}: {text}"
    yield from (f"empty heading {level}" for level, text in levels if not text)


def _named(found):
    labels = {one.get("for") for one in found if one.tag == "label" and words(one)}
    ids = {one.get("id") for one in found}
    for one in found:
        name = one.get("aria-label") or one.get("aria-labelledby")
        if one.tag in {"input", "select", "textarea", "meter"} and one.get("id") not in labels and not name:
            yield f"no label: {one.tag} {one.get('id')}"
        if one.tag in {"a", "button", "summary"} and not words(one) and not name:
            yield f"nothing to read: {one.tag} {one.get('href', '')}"
        if one.tag == "img" and one.get("alt") is None:
            yield f"no alt: {one.get('src')}"
        if str(one.tag).endswith("svg") and one.get("aria-hidden") != "true" and one.get("role") != "img":
            yield "a drawing that is neither hidden nor named"
        if one.tag == "nav" and not name:
            yield "nav without a name"
        if one.get("role") == "region" and not name:
            yield "region without a name"
        if "scroll" in (one.get("class") or "").split() and (one.get("tabindex") != "0" or one.get("role") != "region"):
            yield "what scrolls is not reached by keyboard"
        for key in ("aria-labelledby", "aria-describedby"):
            yield from (f"{key} {to}" for to in (one.get(key) or "").split() if to not in ids)
        if one.tag == "label" and one.get("for") not in ids:
            yield f"label for nothing: {one.get('for')}"


def _tables(found):
    for table in (one for one in found if one.tag == "table"):
        heads = list(table.iter("th"))
        if not heads:
            yield f"table without headings: {words(table)[:40]}"
        for head in heads:
            if head.get("scope") not in {"col", "row"}:
                yield f"no scope: {words(head)}"
            if not words(head):
                yield "empty heading of a table"


def _contrast(tree, styles):
    matcher, variables = cssselect2.Matcher(), {}
    for rule in (one for style in styles for one in _rules(tinycss2.parse_stylesheet(style, True, True))):
        colours = _colours(rule, variables)
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue  # a state or a part that no resting element has
        for selector in selectors if colours else ():
            if selector.pseudo_element is None:
                matcher.add_selector(selector, colours)
    seen = set()
    root = cssselect2.ElementWrapper.from_html_root(tree)
    yield from _below(root, "#000", "#fff", matcher, variables, seen)


def _rules(parsed):
    for rule in parsed:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and not _printing(rule):
            yield from _rules(tinycss2.parse_rule_list(rule.content, True, True))


def _printing(rule):
    return "print" in tinycss2.serialize(rule.prelude)


def _colours(rule, variables):
    """Return the colours that a rule sets, by text and ground; note the variables that it defines."""
    found = {}
    for one in tinycss2.parse_declaration_list(rule.content, True, True):
        if one.type != "declaration":
            continue
        value = tinycss2.serialize(one.value).strip()
        if one.name.startswith("--"):
            variables[one.name] = value
        elif one.name == "color":
            found["text"] = value
        elif one.name in {"background", "background-color"}:
            found["ground"] = value
    return found


def _below(element, text, ground, matcher, variables, seen):
    if element.etree_element.tag in SILENT:
        return
    for *_order, colours in sorted(matcher.match(element), key=lambda one: one[:2]):
        text, ground = colours.get("text", text), colours.get("ground", ground)
        ground = "#fff" if ground in {"none", "transparent"} else ground
    own = element.etree_element
    written = (own.text or "") + "".join(child.tail or "" for child in own)
    pair = (text, ground)
    if written.strip() and pair not in seen:
        seen.add(pair)
        told = contrast(*(_value(colour, variables) for colour in pair))
        if told < ENOUGH:
            yield f"contrast {told:.2f} of {text} on {ground}: {written.strip()[:40]}"
    for child in element.iter_children():
        yield from _below(child, text, ground, matcher, variables, seen)


def _value(colour, variables):
    named = re.sub(r"var\((--[\w-]+)\)", lambda found: variables[found[1]], colour)
    parsed = tinycss2.color3.parse_color(named)
    assert parsed is not None, f"a colour that is not understood: {colour}"
    return parsed[:3]


def contrast(one, other):
    """Return the contrast of two colours (red, green, blue in 0..1) as WCAG 2 defines it, 1 to 21."""
    dark, light = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue
        for red, green, blue in ([_linear(value) for value in colour] for colour in (one, other))
    )
    return (light + 0.05) / (dark + 0.05)


def _linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

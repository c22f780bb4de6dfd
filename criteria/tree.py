"""The weighted tree as the rulebook means it, whether it was written with ``parent`` or with ``children``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from criteria.rulebook import Criterion

TOTAL = "total"
"""The root: the code of the sum of all criteria."""


def parents(criteria: Sequence[Criterion]) -> dict[str, str]:
    """Return the parent's code of every criterion, "total" at the top, in the rulebook's order."""
    listed = {child: criterion.code for criterion in criteria for child in criterion.children}
    return {criterion.code: criterion.parent or listed.get(criterion.code, TOTAL) for criterion in criteria}


def branches(criteria: Sequence[Criterion]) -> dict[str, list[Criterion]]:
    """Return the children of "total" and of every criterion that has some, each in the rulebook's order."""
    above = parents(criteria)
    tree: dict[str, list[Criterion]] = {TOTAL: []}
    tree |= {code: [] for code in above if code in above.values()}
    for criterion in criteria:
        tree[above[criterion.code]].append(criterion)
    return tree


def leaves(criteria: Sequence[Criterion]) -> list[Criterion]:
    """Return the criteria without children, in the rulebook's order."""
    inner = set(parents(criteria).values())
    return [criterion for criterion in criteria if criterion.code not in inner]


def leaves_below(criteria: Sequence[Criterion], code: str) -> list[str]:
    """Return the codes of the leaves under a node ("total" or a criterion, which may be a leaf), in order."""
    above = parents(criteria)

    def under(leaf: str) -> bool:
        while leaf not in {code, TOTAL}:
            leaf = above[leaf]
        return leaf == code

    return [leaf.code for leaf in leaves(criteria) if under(leaf.code)]


def intact(criteria: Sequence[Criterion]) -> bool:
    """Return whether codes are unique and every child has one parent that exists: whether there is a tree at all."""
    known = {criterion.code: criterion for criterion in criteria}
    claims = {(child, criterion.code) for criterion in criteria for child in criterion.children}
    claims |= {(criterion.code, criterion.parent) for criterion in criteria if criterion.parent}
    unique = len(known) == len(criteria) and TOTAL not in known and len({child for child, _ in claims}) == len(claims)
    return unique and all(
        child in known and (parent == TOTAL or (parent in known and child in (known[parent].children or [child])))
        for child, parent in claims
    )

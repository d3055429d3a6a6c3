"""Bounds to Python: one function that tells whether any number of a row can be wrong.

It says no more than that. Which number it is, and what has to be blanked, ``facts.checked`` knows.
"""

from __future__ import annotations

from collections.abc import Callable

from consultrules.facts.fact import NOTHING, Check, Declared, Facts, ahead_of, checked
from consultrules.rules.compiled import made_function

Possible = Callable[[Facts], bool]


def compiled_check() -> Check:
    """What comes to the same as ``checked`` for rows that are all declared alike, and is quicker."""
    own: Declared | None = None
    possible: Possible | None = None

    def check(facts: Facts, declared: Declared) -> frozenset[str]:
        nonlocal own, possible
        if declared is not own or possible is None:
            possible = possible_of(declared)
            own = declared
        return NOTHING if possible(facts) else checked(facts, declared)

    return check


def possible_of(declared: Declared) -> Possible:
    """Whether all numbers of a row are within their bounds and no part, or sum of parts, its whole."""
    tables: dict[str, object] = {}
    lines, narrow = [], set[str]()
    for n, alike in enumerate(declared.alike):
        tables[f"possible{n}"], tables[f"numbers{n}"] = alike.possible.issuperset, alike.numbers
        lines.append(f"    if not possible{n}(numbers{n}(g)): return False")
        narrow.update(alike.codes)
    wide = {code: fact for code, fact in declared.items() if code not in narrow}
    lines += [f"    f_{code} = g['{code}']" for code in wide]
    for code, fact in wide.items():
        low, high = fact.bounds
        ahead = ahead_of(fact)
        apart = "" if ahead is None else f" and f_{code} != {ahead}"
        lines.append(f"    if f_{code} is not None:")
        lines.append(f"        if not {low} <= f_{code} <= {high}{apart}: return False")
        lines += [
            f"        if f_{whole} is not None and 0 <= f_{whole} < f_{code}: return False"
            for whole in fact.at_most
        ]
    for parts, whole in declared.sums:
        together = " + ".join([f"(f_{part} or 0)" for part in parts])
        lines.append(f"    if f_{whole} is not None and {together} > f_{whole}: return False")
    made: Possible = made_function("\n".join([*lines, "    return True"]), tables)
    return made

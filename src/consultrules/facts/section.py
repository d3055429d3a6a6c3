"""A row in sections: facts that are read together, so that a row holds no more than is wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from consultrules.facts.fact import Declared, Facts

Told = TypeVar("Told")
_KEPT = 256


class Section(NamedTuple, Generic[Told]):
    """Facts that one function fills in from what is told, and what has to run before it.

    What stands in ``first`` is the function of another section whose facts this one reads, or one that
    only finds what several sections need.
    """

    fill: Callable[[Told], None]
    codes: tuple[str, ...]
    first: tuple[Callable[[Told], None], ...] = ()


class Chosen(NamedTuple, Generic[Told]):
    """What makes a row of some facts: the functions in order, the row before them, the facts in it."""

    steps: tuple[Callable[[Told], None], ...]
    blank: Facts
    declared: Declared


class Sections(Generic[Told]):
    """The sections of the rows of one grain.

    Sections whose facts bound each other are always read together, so that whatever stands in a row is
    what stands in the whole one. ``always`` are facts that are read whatever is wanted.
    """

    def __init__(
        self, declared: Declared, *sections: Section[Told], always: tuple[str, ...] = ()
    ) -> None:
        self._declared = declared
        self._sections = sections
        self._always = always
        self.chosen = lru_cache(_KEPT)(self._choose)

    def _choose(self, only: frozenset[str] | None) -> Chosen[Told]:
        """The sections that some facts are read in, or all of them."""
        if only is None:
            return _chosen(self._sections, self._declared)
        wanted: set[str] = {*only, *self._always}
        while True:
            picked = [s for s in self._sections if not wanted.isdisjoint(s.codes)]
            codes = {code for section in picked for code in section.codes}
            before = {fill for section in picked for fill in section.first}
            more = codes.union(*(s.codes for s in self._sections if s.fill in before))
            more |= self._declared.related(codes)
            if more <= wanted:
                facts = (fact for code, fact in self._declared.items() if code in codes)
                return _chosen(tuple(picked), Declared(facts, self._declared.sums_of(codes)))
            wanted |= more


def _chosen(sections: tuple[Section[Told], ...], declared: Declared) -> Chosen[Told]:
    steps = dict.fromkeys(step for s in sections for step in (*s.first, s.fill))
    return Chosen(tuple(steps), dict.fromkeys(declared), declared)

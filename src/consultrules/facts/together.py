"""Counts that are bounded together: nobody is counted in two of them, so that their sum is no more than all."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import NamedTuple


class Together(NamedTuple):
    """Counts that can never exceed another one together, and that one.

    What is not known counts as none: the others may be too many without it. Alone each is ``at_most`` the
    whole, and where one by itself is too many, that is no reason to doubt the others. None of them is ``open``.
    """

    parts: tuple[str, ...]
    whole: str

    @property
    def codes(self) -> tuple[str, ...]:
        """All the facts concerned."""
        return (*self.parts, self.whole)

    def within(self, codes: Container[str]) -> Together | None:
        """The same of some facts; ``None`` where these say no more than that a part is at most its whole."""
        parts = tuple([part for part in self.parts if part in codes])
        return Together(parts, self.whole) if self.whole in codes and len(parts) > 1 else None

    def exceeding(self, facts: Mapping[str, int | None]) -> tuple[str, ...]:
        """The facts that cannot all be true; none unless it takes several parts to be too many."""
        limit = facts.get(self.whole)
        if limit is None:
            return ()
        counts = [facts.get(part) or 0 for part in self.parts]
        if sum(counts) <= limit or max(counts) > limit:
            return ()
        return tuple([code for code in self.codes if facts.get(code)])  # nobody is never too many

"""Numbers and truths of many rows side by side, and on which rows they are known."""

from __future__ import annotations

from typing import Any, NamedTuple

Array = Any
"""An array of numpy, which only this package needs."""


class Numbers(NamedTuple):
    """Whole numbers; ``known`` is ``None`` where all of them are. What is not known stands as 0."""

    values: Array
    known: Array | None = None

    def picked(self, rows: slice) -> Numbers:
        """Those of some rows."""
        return Numbers(self.values[rows], None if self.known is None else self.known[rows])


class Truth(NamedTuple):
    """Where something is true and where it is false; ``no`` is ``None`` where all is one or the other."""

    yes: Array
    no: Array | None = None

    @property
    def nos(self) -> Array:
        """Where it is false."""
        return ~self.yes if self.no is None else self.no

    @property
    def unknown(self) -> Array | None:
        """Where nobody can say; ``None`` for nowhere."""
        return None if self.no is None else ~(self.yes | self.no)

    @classmethod
    def of(cls, yes: Array, known: Array | None) -> Truth:
        """What is true where it is known."""
        if known is None:
            return cls(yes)
        surely = yes & known
        return cls(surely, known ^ surely)

    def __invert__(self) -> Truth:
        """Kleene's not."""
        return Truth(self.nos, None if self.no is None else self.yes)

    def __and__(self, other: Truth) -> Truth:
        """Kleene's and."""
        whole = self.no is None and other.no is None
        return Truth(self.yes & other.yes, None if whole else self.nos | other.nos)

    def __or__(self, other: Truth) -> Truth:
        """Kleene's or."""
        whole = self.no is None and other.no is None
        return Truth(self.yes | other.yes, None if whole else self.nos & other.nos)


def both(left: Array | None, right: Array | None) -> Array | None:
    """Where both are known."""
    if left is None or right is None:
        return right if left is None else left
    return left & right


def wide(values: Array | int) -> Array | int:
    """In 64 bits, so that nothing that is reckoned from it overflows."""
    return values if isinstance(values, int) else values.astype("int64", copy=False)

"""Small expression trees over the facts of one row: the only form in which a rule can be written.

Whole numbers only, three-valued: a comparison with a missing fact is unknown, and Kleene's and, or, not
carry that on. No division, no text, no look-ups. From one tree come the Python that judges (``compiled``),
its printed formula (``formula``) and its mutations; nothing here needs more than its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from consultrules.policy.word import Word


class Term:
    """A whole number made from facts and numbers of the edition."""

    def __add__(self, other: Term | int) -> Term:
        """The sum."""
        return Sum(self, term(other))

    def __sub__(self, other: Term | int) -> Term:
        """The difference."""
        return Difference(self, term(other))

    def __mul__(self, other: Term | int) -> Term:
        """The product; one side is a constant, a number of the edition, or the days of a year."""
        return Product(self, term(other))

    __radd__ = __add__
    __rmul__ = __mul__

    def __ge__(self, other: Term | int) -> Compare:
        """At least."""
        return Compare(">=", self, term(other))

    def __le__(self, other: Term | int) -> Compare:
        """At most."""
        return Compare("<=", self, term(other))

    def __gt__(self, other: Term | int) -> Compare:
        """More than."""
        return Compare(">", self, term(other))

    def __lt__(self, other: Term | int) -> Compare:
        """Less than."""
        return Compare("<", self, term(other))

    def equals(self, other: Term | int) -> Compare:
        """Equal; ``==`` is left to compare trees."""
        return Compare("==", self, term(other))


@dataclass(frozen=True, slots=True)
class F(Term):
    """A fact of the row, by its code."""

    code: str


@dataclass(frozen=True, slots=True)
class Constant(Term):
    """A whole number."""

    value: int


@dataclass(frozen=True, slots=True)
class Number(Term):
    """A number of the edition, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class NumberOfKind(Term):
    """A number of the edition that each of the eight kinds of room has for itself."""

    name: str
    fact: str = "room_kind"


@dataclass(frozen=True, slots=True)
class Organ(Term):
    """An organ of a unit as one whole number: the unit's, ``ORGANS`` times, and the organ's."""

    organ: str
    unit: str


@dataclass(frozen=True, slots=True)
class OfKind(Term):
    """A whole number for each of the eight kinds of room."""

    map: Mapping[int, int]
    fact: str = "room_kind"


@dataclass(frozen=True, slots=True)
class Counted(Term):
    """How many rows of a finer grain meet a condition; the row carries the sum under ``fact``."""

    fact: str
    grain: str
    where: Condition


@dataclass(frozen=True, slots=True)
class Sum(Term):
    """Two terms added."""

    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Difference(Term):
    """One term less another."""

    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Product(Term):
    """Two terms multiplied."""

    left: Term
    right: Term


class Condition:
    """Something that is true, false or unknown."""

    def __and__(self, other: Condition) -> Condition:
        """Both: false if either is false, else unknown if either is unknown."""
        return And(self, other)

    def __or__(self, other: Condition) -> Condition:
        """Either: true if either is true, else unknown if either is unknown."""
        return Or(self, other)

    def __invert__(self) -> Condition:
        """Not: unknown stays unknown."""
        return Not(self)


@dataclass(frozen=True, slots=True)
class Compare(Condition):
    """A comparison: ``left`` is what is observed, ``right`` what is required."""

    op: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Among(Condition):
    """Whether a code is among some words; the map is total over its closed list."""

    fact: str
    map: Mapping[int, bool]

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The words as spans of numbers that follow each other: less to compare than each alone."""
        spans: list[tuple[int, int]] = []
        for word in sorted(word for word, belongs in self.map.items() if belongs):
            if spans and spans[-1][1] == word - 1:
                spans[-1] = (spans[-1][0], word)
            else:
                spans.append((word, word))
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class And(Condition):
    """Kleene's and."""

    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Or(Condition):
    """Kleene's or."""

    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """Kleene's not."""

    inner: Condition


@dataclass(frozen=True, slots=True)
class Always(Condition):
    """True or false whatever the row; what a reading switches on or off."""

    value: bool


Node = Term | Condition
ORGANS = 100
"""An organ's number is below this, so that an organ of a unit is one whole number."""
YES, NO = Always(True), Always(False)
OPERATORS = (">=", "<=", ">", "<", "==")


def term(value: Term | int) -> Term:
    """A term from a term or a whole number."""
    return value if isinstance(value, Term) else Constant(value)


def among(fact: str, *words: Word) -> Among:
    """The condition that a code is one of these words."""
    kinds = type(words[0])
    return Among(fact, MappingProxyType({word.number: word in words for word in kinds}))


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    if isinstance(node, Sum | Difference | Product | Compare | And | Or):
        return node.left, node.right
    if isinstance(node, Not):
        return (node.inner,)
    return ()


def facts_of(node: Node | None) -> Iterator[str]:
    """The facts that a tree reads, each as often as it is read."""
    if node is None:
        return
    if isinstance(node, F):
        yield node.code
    elif isinstance(node, Organ):
        yield from (node.organ, node.unit)
    elif isinstance(node, Among | Counted | NumberOfKind | OfKind):
        yield node.fact
    for child in children(node):
        yield from facts_of(child)


def numbers_of(node: Node | None) -> Iterator[str]:
    """The numbers of the edition that a tree reads."""
    if node is None:
        return
    if isinstance(node, Number | NumberOfKind):
        yield node.name
    for child in children(node):
        yield from numbers_of(child)

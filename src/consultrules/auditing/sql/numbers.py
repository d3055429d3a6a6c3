"""Numbers of an edition in SQL: the city's, or the stricter ones of the place where a row lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from consultrules.models.unit import CODE_LENGTH
from consultrules.policy.edition import Edition
from consultrules.policy.parameters import Parameters

_LEVELS = (
    2,
    4,
    6,
    9,
    CODE_LENGTH,
)  # leading digits that name a province, city, county, town, village


class Numbers:
    """The numbers as expressions; ``unit`` is the column that says where a row lies."""

    def __init__(self, policy: Edition, unit: str = "d.unit") -> None:
        self._whole = policy.parameters
        self._places = [(within(code, unit), numbers) for code, numbers in places_of(policy)]

    def plain(self, name: str) -> str:
        """A number that all kinds of room share."""
        return self._here(lambda numbers: str(numbers.whole(name)))

    def of_kind(self, name: str, kind: str) -> str:
        """A number that each kind of room has for itself; ``kind`` is the column of the kind."""
        return self._here(lambda numbers: by_word(kind, numbers.of_kinds(name)))

    def _here(self, write: Callable[[Parameters], str]) -> str:
        """One expression, or one for each place that has stricter numbers."""
        otherwise = write(self._whole)
        cases = [(inside, write(numbers)) for inside, numbers in self._places]
        if all(own == otherwise for _, own in cases):
            return otherwise
        here = " ".join(f"WHEN {inside} THEN {own}" for inside, own in cases)
        return f"(CASE {here} ELSE {otherwise} END)"


def within(code: str, unit: str) -> str:
    """Whether a column of codes lies inside the unit whose code begins so.

    Examples:
        >>> within("320685", "d.unit")
        'd.unit BETWEEN 320685000000 AND 320685999999'
    """
    low, high = span_of(code)
    return f"{unit} BETWEEN {low} AND {high}"


def span_of(code: str) -> tuple[int, int]:
    """The least and the greatest code of what lies inside a unit."""
    own = _own_digits(code)
    return int(own.ljust(CODE_LENGTH, "0")), int(own.ljust(CODE_LENGTH, "9"))


def by_word(column: str, numbers: Mapping[int, int]) -> str:
    """A whole number for each word of a closed list; one number for all needs the word all the same."""
    first = next(iter(numbers.values()))
    if all(number == first for number in numbers.values()):
        return f"(CASE WHEN {column} IS NOT NULL THEN {int(first)} END)"
    cases = " ".join(f"WHEN {word} THEN {int(n)}" for word, n in sorted(numbers.items()))
    return f"(CASE {column} {cases} END)"


def _own_digits(code: str) -> str:
    """The digits that name the unit itself; what follows in its code is zeros."""
    whole = code.ljust(CODE_LENGTH, "0")
    return whole[: next(n for n in _LEVELS if not whole[n:].strip("0"))]


def places_of(policy: Edition) -> list[tuple[str, Parameters]]:
    """The places with numbers of their own, smaller ones first: there those of larger ones hold too."""
    found: dict[str, Parameters] = {}
    for code, _ in policy.local:
        numbers = policy.parameters
        for other, theirs in policy.local:
            if _own_digits(code).startswith(_own_digits(other)):
                numbers = numbers.strictest(theirs)
        found[code] = numbers
    return sorted(found.items(), key=lambda place: -len(_own_digits(place[0])))

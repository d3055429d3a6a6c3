"""Persons masked: the one way by which text of records comes onto the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, Self

from consultrules.auditing.audit import Audit
from consultrules.auditing.words import Words
from consultrules.models.integrity import person_ids
from consultrules.models.unit import Unit
from consultrules.policy.vocabulary import UnitKind

_FIRM = frozenset({UnitKind.ENTERPRISE, UnitKind.INSTITUTION, UnitKind.SECTOR})
_SHORTEST, _SHORTEST_NUMBER, _SUBSCRIBER = 2, 5, 7  # characters of a name, digits of a telephone
_UNMISTAKABLE = 7  # shorter Latin names and numbers count as whole words only: “Li An” in “Julian”
_BETWEEN = re.compile(r"[^\W\d_]+|[/、,;|]+")  # letters, or a mark between two telephones
_COMMITTEE = re.compile(r"(?:(?<=村)村民?|居民?)?委员?会$")


class Folded(NamedTuple):
    """Letters and digits of a text in their plainest form, and where in the text each one stands."""

    text: str
    at: list[int]


def fold(text: str) -> Folded:
    """Drop what keeps a name from being seen: widths, case, accents, spaces, hyphens, format marks.

    Examples:
        >>> fold("张 三-Ｌ１").text
        '张三l1'
    """
    letters: list[str] = []
    at: list[int] = []
    for place, character in enumerate(text):
        for letter in _plain(character):
            letters.append(letter)
            at.append(place)
    return Folded("".join(letters), at)


@cache
def _plain(character: str) -> str:
    once = unicodedata.normalize("NFKD", character).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", once) if c.isalnum())


class Needles:
    """Words to be found in folded text: a set, and the lengths by which each two letters can go on."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}

    def found(self, text: str, folded: Folded) -> Iterator[tuple[str, int, int]]:
        """The longest word from each place on, with its beginning and end in the text itself."""
        letters, at = folded
        for start in range(len(letters) - 1):
            for length in self._lengths.get(letters[start : start + 2], ()):
                word = letters[start : start + length]
                if word in self.words:
                    begin, end = at[start], at[start + len(word) - 1] + 1
                    around = text[max(0, begin - 1) : begin], text[end : end + 1]
                    if len(word) >= _UNMISTAKABLE or _is_whole(word, *around):
                        yield word, begin, end
                        break


def _is_whole(word: str, before: str, after: str) -> bool:
    """Whether a word of Latin letters or digits is not a piece of a longer one."""
    left, right = fold(before).text[-1:], fold(after).text[:1]
    return not (_joins(left, word[0]) or _joins(word[-1], right))


def _joins(one: str, other: str) -> bool:
    return (one.isdigit() and other.isdigit()) or (_is_cased(one) and _is_cased(other))


def _is_cased(letter: str) -> bool:
    return letter.upper() != letter.lower()


class Mask:
    """Hides the persons of a registry in text of its records: first character and stars.

    Names, telephones, and ids that are themselves names are found in whatever way they are written;
    all are hidden that are found, so a short name never saves a longer one. Names of places stand:
    a unit's label is never masked, nor is its whole name inside other text, where it holds a
    person's name (张芝山 in 张芝山镇). Only where a person bears exactly the name of a place is it
    masked outside texts about that very place. Firms are no places.
    """

    def __init__(
        self,
        names: Iterable[str] = (),
        phones: Iterable[str] = (),
        ids: Iterable[str] = (),
        places: Iterable[Unit] = (),
    ) -> None:
        numbers = {number for phone in phones for number in _numbers(phone)}
        persons = {fold(name).text for name in names}
        persons.update(fold(key).text for key in ids if _is_name(key))
        self._numbers = Needles(numbers)
        self._persons = Needles(numbers.union(w for w in persons if len(w) >= _SHORTEST))
        self._places = Needles(name for unit in places for name in _place_names(unit))

    @classmethod
    def of(cls, result: Audit) -> Self:
        """The mask for the page of an audit: its registry's people, the places of its area."""
        registry = result.registry
        people = registry.people or ()
        ids = {one.id for one in people} if people else person_ids(registry)
        above = {unit.county: unit.city for unit in result.area}
        places = {*result.area, *above, *above.values()} - {None}
        return cls(
            (one.name for one in people if one.name),
            (one.phone for one in people if one.phone),
            ids,
            (unit for unit in places if unit is not None),
        )

    def text(self, text: str, *, about: Unit | None = None) -> Words:
        """Text of a record without its persons; ``about`` is the place that it is about."""
        folded = fold(text)
        found = list(self._persons.found(text, folded))
        if not found:
            return Words(text)
        hidden = _hidden(text, found)
        own = {name for unit in _upward(about) for name in _place_names(unit)}
        for places in (self._places, Needles(own)):
            for place, begin, end in places.found(text, folded):
                if place in own or place not in self._persons.words:
                    hidden[begin:end] = bytes(end - begin)
                    # A name that only begins or ends in the place is no part of the place's.
                    for astride in found:
                        if _crosses(astride, begin, end):
                            _hide(hidden, *astride[1:])
        return _starred(text, hidden)

    def unit(self, unit: Unit, lang: str) -> Words:
        """The name of a unit: a place's as it is, a firm's like any text."""
        label = unit.label(lang)
        return Words(label) if _is_place(unit) else self.text(label, about=unit.parent)

    def person(self, text: str) -> Words:
        """Who a person is, for those who asked: names stay, telephones never."""
        return _starred(text, _hidden(text, self._numbers.found(text, fold(text))))


def _hidden(text: str, found: Iterable[tuple[str, int, int]]) -> bytearray:
    """Which characters are hidden: all of what was found but the first."""
    hidden = bytearray(len(text))
    for _, begin, end in found:
        _hide(hidden, begin, end)
    return hidden


def _hide(hidden: bytearray, begin: int, end: int) -> None:
    first = begin + 1 if end - begin > 1 else begin
    hidden[first:end] = b"\1" * (end - first)


def _crosses(found: tuple[str, int, int], begin: int, end: int) -> bool:
    """Whether what was found shares a part with a place and goes beyond it."""
    _, first, last = found
    inside = begin <= first and last <= end
    return first < end and begin < last and not inside


def _starred(text: str, hidden: bytearray) -> Words:
    return Words("".join("*" if gone else c for c, gone in zip(text, hidden, strict=True)))


def _numbers(phone: str) -> Iterator[str]:
    """Each telephone in the field as its digits, also without country code or area code."""
    plain = unicodedata.normalize("NFKC", phone)
    for one in _BETWEEN.split(plain):
        whole = fold(one).text
        domestic = whole.removeprefix("00").removeprefix("86")
        yield from (number for number in (whole, domestic) if len(number) >= _SHORTEST_NUMBER)
    yield from (run for run in re.findall(r"\d+", plain) if len(run) >= _SUBSCRIBER)


def _is_name(key: str) -> bool:
    return any(c.isalpha() and not c.isascii() for c in key)


def _is_place(unit: Unit) -> bool:
    return unit.listed or unit.kind not in _FIRM


def _upward(unit: Unit | None) -> Iterator[Unit]:
    while unit is not None:
        yield unit
        unit = unit.parent


def _place_names(unit: Unit) -> Iterator[str]:
    """The names of a place, folded: whole, and as people say it, 甲桥村 for 甲桥村委会."""
    if _is_place(unit):
        for name in (unit.name, _COMMITTEE.sub("", unit.name), unit.name_en or ""):
            folded = fold(name).text
            if len(folded) >= _SHORTEST:
                yield folded

"""An edition: one reading of the policy as data, immutable, with a digest."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Protocol

from consultrules.errors import EditionError, nearest
from consultrules.policy.clause import Clause, is_under
from consultrules.policy.fingerprint import Fingerprints
from consultrules.policy.judging import RemedyKind
from consultrules.policy.language import language_from
from consultrules.policy.parameters import Parameters
from consultrules.policy.readings import Readings
from consultrules.policy.source import Source


class Place(Protocol):
    """A unit, as far as an edition needs to know it."""

    def within(self, code: str) -> bool:
        """Whether the unit is, or lies inside, the unit whose code begins so."""


_CODE_LENGTHS = (4, 6, 9, 12)  # city, county, town level, village level
_FOLDERS = {"nantong-2020": "nantong_2020"}


class Edition:
    """The clauses, numbers, routes and readings that verdicts rest on.

    Never changed: ``tighten`` and ``with_readings`` return another edition with another digest.
    """

    def __init__(
        self,
        source: Source,
        readings: Readings | None = None,
        local: Sequence[tuple[str, Parameters]] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "_source", source)
        put(self, "name", source.meta["name"])
        put(self, "in_force_from", source.meta["in_force_from"])
        put(self, "readings", readings or source.readings)
        put(self, "local", tuple(local))
        put(self, "digest", self._digest())

    name: str
    in_force_from: dt.date
    readings: Readings
    local: tuple[tuple[str, Parameters], ...]
    digest: str
    _source: Source

    def __setattr__(self, name: str, value: object) -> None:
        """Editions are immutable."""
        raise AttributeError(f"an edition is immutable: {name}")

    def __repr__(self) -> str:
        """Name and the beginning of the digest."""
        return f"<Edition {self.name} {self.digest[:12]}>"

    def __eq__(self, other: object) -> bool:
        """Editions with one digest decide alike."""
        return isinstance(other, Edition) and other.digest == self.digest

    def __hash__(self) -> int:
        """By digest."""
        return hash(self.digest)

    def __copy__(self) -> Edition:
        """Itself: what never changes needs no copy."""
        return self

    def __deepcopy__(self, _known: object) -> Edition:
        """Itself."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """By name, chosen readings and local numbers: the text itself is where the library is."""
        local = tuple((code, numbers.beyond(self.parameters)) for code, numbers in self.local)
        return _rebuilt, (self.name, dict(self.readings.chosen), local)

    @property
    def clauses(self) -> Mapping[str, Clause]:
        """Every clause that the edition carries, in the order of the text."""
        return self._source.clauses

    @property
    def parameters(self) -> Parameters:
        """The numbers of the whole city; ``parameters_at(unit)`` adds the local ones."""
        return self._source.parameters

    @property
    def city(self) -> str:
        """The code of the city that the policy governs."""
        return str(self._source.meta["city"])

    @property
    def fingerprints(self) -> Fingerprints:
        """The hashes of the official text, to compare a copy of it with."""
        return self._source.fingerprints

    def title(self, lang: str = "zh") -> str:
        """The edition's title in ``zh`` or ``en``."""
        return str(self._source.meta[language_from(lang)])

    def clause(self, address: str) -> Clause:
        """One clause by its address.

        Raises:
            EditionError: when there is no such clause, with the nearest address.
        """
        found = self.clauses.get(address)
        if found is None:
            hint = nearest(address, self.clauses) or ""
            raise EditionError("unknown_clause", clause=address, did_you_mean=hint)
        return found

    def scope(self, address: str) -> tuple[Clause, ...]:
        """The clauses at or under an address such as ``3.3``.

        Raises:
            EditionError: when nothing lies there.
        """
        found = tuple(c for key, c in self.clauses.items() if is_under(key, address))
        if not found:
            raise EditionError("unknown_clause", clause=address)
        return found

    def in_force(self, on: dt.date) -> bool:
        """Whether the edition governs what happened on a day (reading Z1)."""
        return on >= self.in_force_from

    def routes(self, table: str) -> Mapping[str, Any]:
        """The data of one route table."""
        return self._source.routes(table)

    def reads(self, switch: str) -> bool:
        """Whether the option of a reading is in force, as data name it: ``R9=replace``."""
        reading, _, option = switch.partition("=")
        return self.readings[reading] == option

    @cached_property
    def process(self) -> Mapping[str, Any]:
        """The data of the life of a topic: its states and the edges that there are by the readings."""
        told = self._source.process
        edges = [
            {name: value for name, value in edge.items() if name != "reading"}
            for edge in told["edges"]
            if "reading" not in edge or self.reads(edge["reading"])
        ]
        return MappingProxyType({**told, "edges": edges})

    def waiting(self, rule: str) -> tuple[str, ...]:
        """The steps of the life of a topic that wait for a rule, by its key."""
        edges = self.process["edges"]
        return tuple(dict.fromkeys(e["step"] for e in edges if rule in e.get("guards", ())))

    def words(self, reading: str, option: str | None = None, lang: str = "zh") -> str:
        """The question of a reading, or what one of its options means.

        Raises:
            ReadingError: for a reading or option that is none.
            IntakeError: for another language.
        """
        known = self.readings.known(reading)
        if option is not None:
            known.offers(option)
        entry = self._source.reading_words[known.id]
        return str((entry if option is None else entry["options"][option])[language_from(lang)])

    def remedy(self, rule: str, lang: str = "zh") -> str:
        """What to do about a rule that is not met, as a sentence."""
        entry = self._remedy(rule)
        return str(entry[language_from(lang)]) if entry else ""

    def after(self, rule: str) -> RemedyKind:
        """What is left to do about a rule that was not met, once the event is over.

        Raises:
            EditionError: when the edition does not say.
        """
        entry = self._remedy(rule)
        if "after" not in entry:
            raise EditionError("broken_edition", remedy=rule)
        return RemedyKind.parse(entry["after"])

    def _remedy(self, rule: str) -> Mapping[str, str]:
        """The entry of a rule: its own, or the common one of what is attested."""
        remedies = self._source.remedies
        clause = self.clauses.get(rule)
        keys = [rule]
        if clause is not None and clause.attested_of:
            keys += [f"attestation#{clause.attested_of}", "attestation"]
        return next((remedies[key] for key in keys if key in remedies), {})

    def parameters_at(self, unit: Place | None) -> Parameters:
        """The numbers in force for a room of this unit: the city's or stricter local ones."""
        numbers = self.parameters
        if unit is not None:
            for code, theirs in self.local:
                if unit.within(code):
                    numbers = numbers.strictest(theirs)
        return numbers

    def tighten(self, unit: str, **numbers: Any) -> Edition:
        """A new edition with stricter numbers for the rooms inside a unit (2.2.5.s1, reading Z2).

        ``unit`` is a code or its beginning (``320685``); numbers are those of ``parameters``, and
        ``minimum_public_share`` as ``"2/5"``; ``minimum_sessions`` is one number or one for each kind.

        Raises:
            EditionError: for an unknown number, or a laxer one, with a witness.
        """
        code = getattr(unit, "code", unit)
        known = isinstance(code, str) and code.isascii() and code.isdigit()
        if not known or len(code) not in _CODE_LENGTHS:
            raise EditionError("unknown_unit", unit=code)
        stricter = self.parameters.tightened(numbers)
        return Edition(self._source, self.readings, (*self.local, (code, stricter)))

    def with_readings(self, **choice: str) -> Edition:
        """A new edition in which other options are chosen for some readings.

        Raises:
            ReadingError: for an unknown reading or option, or one that is only recorded.
        """
        if not choice:
            return self
        return Edition(self._source, self.readings.choose(choice), self.local)

    def _digest(self) -> str:
        told = hashlib.sha256(self._source.digest.encode())
        for key, option in sorted(self.readings.chosen.items()):
            told.update(f"|{key}={option}".encode())
        for code, numbers in self.local:
            values = sorted(
                (k, dict(v) if isinstance(v, Mapping) else v) for k, v in numbers.items()
            )
            told.update(f"|{code}:{values}".encode())
        return told.hexdigest()


@lru_cache(maxsize=8)
def edition(name: str = "nantong-2020") -> Edition:
    """The edition with this name.

    Examples:
        >>> edition("nantong-2020").clause("3.3.s3a").numbers["minimum_participants"]
        10

    Raises:
        EditionError: when there is none, with the nearest name.
    """
    folder = _FOLDERS.get(name)
    if folder is None:
        raise EditionError("unknown_edition", name=name, did_you_mean=nearest(name, _FOLDERS) or "")
    return Edition(Source(folder))


def _rebuilt(name: str, chosen: dict[str, str], local: Sequence[tuple[str, Any]]) -> Edition:
    """An edition that was kept elsewhere by what it differs in."""
    made = edition(name).with_readings(**chosen)
    for code, numbers in local:
        made = made.tighten(code, **numbers)
    return made

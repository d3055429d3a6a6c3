"""The ledger of the whole text: every entry, what can show it, and what in the code carries it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from consultrules.auditing.carriers import Carried, carriers
from consultrules.errors import EditionError, Fault, IntakeError, ReadingError, nearest, shown
from consultrules.policy.clause import Clause, is_under
from consultrules.policy.edition import Edition, edition
from consultrules.policy.judging import Carrier, Checkability, ClauseKind, Debtor, Force
from consultrules.policy.word import Word


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the text.

    ``carrier`` is the column of the edition, what should carry the entry; ``carried_by`` is what was
    found in the code, by itself or by the addresses that it refers to. In both languages ``why`` says
    why nothing can show an entry whose ``checkability`` is ``none``, and ``rest`` what of an entry is
    not carried by what carries the rest of it.
    """

    id: str
    zh: str
    en: str
    kind: ClauseKind
    force: Force
    owed_by: Debtor
    checkability: Checkability
    why: tuple[str, str]
    carrier: Carrier
    readings: tuple[str, ...]
    carried_by: tuple[Carried, ...]
    rest: tuple[str, str]

    @property
    def heading(self) -> str:
        """The heading that the entry stands under: ``3.3`` of ``3.3.s3c``."""
        return self.id.partition(".s")[0]

    def names(self, carrier: str) -> tuple[str, ...]:
        """The names of what carries the entry in one way, such as its rules: ``rule`` or ``规则``.

        Raises:
            IntakeError: for another word.
        """
        wanted = Carrier.parse(carrier)
        return tuple(found.name for found in self.carried_by if found.carrier is wanted)

    @property
    def by_reference(self) -> bool:
        """Whether nothing carries the entry but what it refers to."""
        return bool(self.carried_by) and all(found.through for found in self.carried_by)

    def text(self, lang: str = "zh") -> str:
        """Our wording in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        plain: dict[str, Any] = {
            "id": self.id,
            "kind": self.kind.value,
            "force": self.force.value,
            "owed_by": self.owed_by.value,
            "checkability": self.checkability.value,
            "carrier": self.carrier.value,
            "readings": list(self.readings),
            "carried_by": [_plain(found) for found in self.carried_by],
            "text": {"zh": self.zh, "en": self.en},
        }
        for name, words in (("why", self.why), ("rest", self.rest)):
            if any(words):
                plain[name] = {"zh": words[0], "en": words[1]}
        return plain


def _plain(found: Carried) -> dict[str, str]:
    plain = {"carrier": found.carrier.value, "name": found.name}
    return plain | ({"through": found.through} if found.through else {})


_COLUMNS: Mapping[str, type[Word]] = {
    "kind": ClauseKind,
    "force": Force,
    "owed_by": Debtor,
    "checkability": Checkability,
    "carrier": Carrier,
}
_KEYS: Mapping[str, Callable[[Entry], Iterable[str]]] = {
    "part": lambda entry: (entry.heading.partition(".")[0],),
    "heading": lambda entry: (entry.heading,),
    "kind": lambda entry: (entry.kind,),
    "force": lambda entry: (entry.force,),
    "owed_by": lambda entry: (entry.owed_by,),
    "checkability": lambda entry: (entry.checkability,),
    "carrier": lambda entry: (entry.carrier,),
    "carried_by": lambda entry: {found.carrier for found in entry.carried_by},
    "reading": lambda entry: entry.readings,
}
BY = tuple(_KEYS)
"""What entries can be counted by."""


class Ledger:
    """Entries in the order of the text; a filtered one holds fewer."""

    def __init__(self, policy: Edition, entries: Iterable[Entry]) -> None:
        self.policy = policy
        self._entries = {entry.id: entry for entry in entries}

    def __iter__(self) -> Iterator[Entry]:
        """Every entry."""
        return iter(self._entries.values())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._entries)

    def __getitem__(self, address: str) -> Entry:
        """One entry by its address.

        Raises:
            EditionError: when there is none, with the nearest address.
        """
        found = self._entries.get(address)
        if found is None:
            hint = nearest(address, self._entries) or ""
            raise EditionError("unknown_clause", clause=address, did_you_mean=hint)
        return found

    def filter(
        self, *, under: str | None = None, reading: str | None = None, **words: object
    ) -> Ledger:
        """The entries at or under an address, that rest on a reading, or with these words.

        ``words`` are ``kind``, ``force``, ``owed_by``, ``checkability`` and ``carrier``, each a code or
        a Chinese word; ``None`` leaves a column open.

        Raises:
            EditionError: when no entry of the edition lies under the address.
            ReadingError: for an unknown reading.
            IntakeError: for an unknown column or word.
        """
        if under is not None:
            self.policy.scope(under)
        known = self.policy.readings.catalogue
        if reading is not None and reading not in known:
            hint = nearest(reading, known) or ""
            raise ReadingError("unknown_reading", reading=reading, did_you_mean=hint)
        wanted = {name: _word(name, word) for name, word in words.items() if word is not None}
        return Ledger(
            self.policy,
            (
                entry
                for entry in self
                if (under is None or is_under(entry.id, under))
                and (reading is None or reading in entry.readings)
                and all(getattr(entry, name) is word for name, word in wanted.items())
            ),
        )

    def count(self, by: str) -> dict[str, int]:
        """Entries by ``part``, ``heading``, ``reading``, ``carried_by`` or a column of words.

        An entry without a reading or carrier counts for none, one with several for each.

        Raises:
            IntakeError: for another key.
        """
        key = _KEYS.get(by)
        if key is None:
            hint = nearest(by, BY)
            raise IntakeError([Fault("by", "unknown_word", shown(by), BY, hint)])
        found = Counter(str(value) for entry in self for value in key(entry))
        words = _COLUMNS.get("carrier" if by == "carried_by" else by)
        order = [word.value for word in words] if words else list(found)
        return {value: found[value] for value in order if found[value]}

    def rows(self) -> list[dict[str, Any]]:
        """One plain dict for each entry."""
        return [entry.to_dict() for entry in self]

    def to_dict(self) -> dict[str, Any]:
        """The versioned plain form, ``consultrules.ledger/1``."""
        return {
            "schema": "consultrules.ledger/1",
            "edition": self.policy.name,
            "digest": self.policy.digest,
            "entries": self.rows(),
        }

    def __repr__(self) -> str:
        """How many entries, of which edition."""
        return f"<Ledger {self.policy.name} {len(self)} entries>"


def ledger(policy: Edition | None = None) -> Ledger:
    """Every entry of the text with what carries it; by default of the 2020 edition.

    Examples:
        >>> entry = ledger()["3.3.s3c"]
        >>> entry.force.zh, entry.owed_by.zh, [found.name for found in entry.carried_by][:2]
        ('应当', '协商议事室', ['3.3.s3c', 'hold'])
        >>> ledger().count("checkability")
        {'data': 171, 'attested': 74, 'none': 74}
    """
    return _ledger(policy or edition())


@lru_cache(maxsize=8)
def _ledger(policy: Edition) -> Ledger:
    found = carriers(policy)
    return Ledger(policy, (_entry(clause, found[clause.id]) for clause in policy.clauses.values()))


def _entry(clause: Clause, carried: tuple[Carried, ...]) -> Entry:
    return Entry(
        id=clause.id,
        zh=clause.zh,
        en=clause.en,
        kind=clause.kind,
        force=clause.force,
        owed_by=clause.owed_by,
        checkability=clause.checkability,
        why=(clause.why("zh"), clause.why("en")),
        carrier=clause.carrier,
        readings=clause.readings,
        carried_by=carried,
        rest=(clause.rest_zh, clause.rest_en),
    )


def _word(column: str, word: object) -> Word:
    words = _COLUMNS.get(column)
    if words is None:
        hint = nearest(column, _COLUMNS)
        raise IntakeError([Fault(column, "unknown_key", "", tuple(_COLUMNS), hint)])
    try:
        return words.parse(word)
    except IntakeError as error:
        raise IntakeError([fault.under(column) for fault in error.faults]) from None

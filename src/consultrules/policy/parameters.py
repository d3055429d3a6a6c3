"""Parameters: the numbers of an edition, each from its clause, and stricter ones of single units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from types import MappingProxyType
from typing import Any

from consultrules.errors import EditionError, IntakeError, nearest
from consultrules.policy.clause import Clause
from consultrules.policy.vocabulary import RoomKind

Value = int | Mapping[str, int]
_SHARE = "minimum_public_share"
_SMALLER_IS_STRICTER = frozenset({"suitable_most"})


@dataclass(frozen=True, slots=True)
class Parameters(Mapping[str, Value]):
    """Numbers by name; ``minimum_sessions`` holds one for each of the eight room kinds.

    ``clause_of`` names the clause of each. The share of public representatives is two whole numbers,
    ``public_share_part`` in ``public_share_whole``; nothing is ever divided.
    """

    numbers: Mapping[str, Value]
    clause_of: Mapping[str, str]

    @classmethod
    def from_clauses(cls, clauses: Iterable[Clause]) -> Parameters:
        """Gather the numbers that stand beside the clauses.

        Raises:
            EditionError: when a number for each kind of room does not cover all eight.
        """
        values: dict[str, Any] = {}
        clause_of: dict[str, str] = {}
        for clause in clauses:
            for name, value in clause.numbers.items():
                if isinstance(value, Mapping):
                    values[name] = {**values.get(name, {}), **value}
                    clause_of.update({f"{name}.{kind}": clause.id for kind in value})
                else:
                    values[name] = value
                clause_of.setdefault(name, clause.id)
        for name, value in values.items():
            if isinstance(value, dict):
                missing = {kind.value for kind in RoomKind} ^ set(value)
                if missing:
                    raise EditionError(
                        "broken_edition", number=name, kinds=", ".join(sorted(missing))
                    )
                values[name] = MappingProxyType(value)
        return cls(MappingProxyType(values), MappingProxyType(clause_of))

    def __getitem__(self, name: str) -> Value:
        """The number, or the numbers by kind of room."""
        return self.numbers[name]

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self.numbers)

    def __len__(self) -> int:
        """How many names there are."""
        return len(self.numbers)

    def whole(self, name: str) -> int:
        """A number that all kinds of room share."""
        value = self.numbers[name]
        assert isinstance(value, int)
        return value

    def of_kinds(self, name: str) -> dict[int, int]:
        """A number that each kind of room has for itself, by the number of the kind."""
        value = self.numbers[name]
        assert isinstance(value, Mapping)
        return {RoomKind.parse(kind).number: own for kind, own in value.items()}

    def tightened(self, changes: Mapping[str, Any]) -> Parameters:
        """The same numbers with stricter ones in place of some.

        Raises:
            EditionError: for an unknown name, for what is no whole number, or for a number that is laxer,
                with a witness: a case that the laxer number would let through.
            IntakeError: for a kind of room that is none.
        """
        values = dict(self.numbers)
        for name, wanted in _plain(changes).items():
            old = values.get(name)
            if old is None:
                known = [*values, _SHARE]
                if hint := nearest(name, known):
                    raise EditionError("unknown_number", number=name, did_you_mean=hint)
                raise EditionError("unknown_number", number=name, accepted=", ".join(known))
            if isinstance(old, Mapping):
                merged = {**old, **_by_kind(name, wanted, old)}
                for kind, value in merged.items():
                    _refuse_laxer(
                        name, old[kind], value, {"room_kind": kind, "sessions_held": value}
                    )
                values[name] = MappingProxyType(merged)
            else:
                _whole(name, wanted)
                _refuse_laxer(name, old, wanted, {_WITNESS.get(name, name): wanted})
                values[name] = wanted
        _check_share(self, values)
        stricter = Parameters(MappingProxyType(values), self.clause_of)
        least, most = stricter.whole("suitable_least"), stricter.whole("suitable_most")
        if least > most:
            raise EditionError("empty_band", suitable_least=least, suitable_most=most)
        return stricter

    def beyond(self, other: Parameters) -> dict[str, Any]:
        """The numbers that differ from those of another set, as plain data."""
        return {
            name: dict(value) if isinstance(value, Mapping) else value
            for name, value in self.numbers.items()
            if value != other[name]
        }

    def strictest(self, other: Parameters) -> Parameters:
        """Of two sets of numbers, the stricter of each."""
        values = dict(self.numbers)
        for name, theirs in other.numbers.items():
            mine = values[name]
            if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
                values[name] = MappingProxyType({k: max(mine[k], theirs[k]) for k in mine})
            elif (
                isinstance(mine, int) and isinstance(theirs, int) and not name.startswith("public_")
            ):
                pick = min if name in _SMALLER_IS_STRICTER else max
                values[name] = pick(mine, theirs)
        if _share(other.numbers) > _share(values):
            values.update(
                {n: other.numbers[n] for n in ("public_share_part", "public_share_whole")}
            )
        return Parameters(MappingProxyType(values), self.clause_of)


_WITNESS = {
    "minimum_participants": "participants",
    "minimum_linked_members": "linked_members",
    "minimum_preliminary_departments": "preliminary_departments",
    "minimum_research_participants": "research_participants",
    "suitable_least": "participants",
    "suitable_most": "participants",
    "minimum_notice_days": "notice_lead_days",
    "minimum_notice_channels": "notice_channels",
}


def _plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    plain = dict(changes)
    if _SHARE in plain:
        given = plain.pop(_SHARE)
        try:
            share = Fraction(str(given) if isinstance(given, float) else given)
        except (TypeError, ValueError, OverflowError, ZeroDivisionError):
            raise EditionError("not_a_share", number=_SHARE, value=given) from None
        plain |= {"public_share_part": share.numerator, "public_share_whole": share.denominator}
    return plain


def _by_kind(name: str, wanted: Any, old: Mapping[str, int]) -> dict[str, int]:
    given = wanted if isinstance(wanted, Mapping) else dict.fromkeys(old, wanted)
    try:
        by_kind = {RoomKind.parse(kind).value: value for kind, value in given.items()}
    except IntakeError as error:
        raise IntakeError([fault.under(name) for fault in error.faults]) from None
    for value in by_kind.values():
        _whole(name, value)
    return by_kind


def _whole(name: str, value: object) -> None:
    if type(value) is not int or not 0 <= value <= 100_000:
        raise EditionError(
            "not_whole", number=name, value=repr(value) if isinstance(value, str) else value
        )


def _refuse_laxer(name: str, old: Any, new: int, witness: Mapping[str, object]) -> None:
    if name.startswith("public_share"):
        return
    laxer = new > old if name in _SMALLER_IS_STRICTER else new < old
    if laxer:
        raise EditionError("laxer", number=name, required=old, given=new, witness=witness)


def _share(values: Mapping[str, Any]) -> Fraction:
    return Fraction(values["public_share_part"], values["public_share_whole"] or 1)


def _from(numbers: Parameters) -> Iterator[int]:
    return count(numbers.whole("minimum_participants"))


def _check_share(old: Parameters, values: Mapping[str, Any]) -> None:
    before, after = _share(old.numbers), _share(values)
    if after > 1:
        raise EditionError("not_a_share", number=_SHARE, value=str(after))
    if after < before:
        fewest = ((n, -(-after.numerator * n // after.denominator)) for n in _from(old))
        people, public = next((n, m) for n, m in fewest if Fraction(m, n) < before)
        witness = {"participants": people, "public_representatives": public}
        raise EditionError(
            "laxer", number=_SHARE, required=str(before), given=str(after), witness=witness
        )

"""Whether an attestation is about something: an entry that is carried so, and a subject of its kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from consultrules.errors import nearest, shown
from consultrules.models.unit import CODE_LENGTH
from consultrules.policy.clause import is_under
from consultrules.policy.edition import edition

_ENDINGS = {"county": "0" * 6, "city": "0" * 8}  # what the public code of one ends in
_HINTS = 20


@cache
def kinds_of(address: str) -> frozenset[str]:
    """What an attestation of an address can be about: the subjects of all entries at or below it."""
    entries = edition().clauses.values()
    return frozenset(c.attested_of for c in entries if c.attested_of and is_under(c.id, address))


@cache
def _entries() -> tuple[str, ...]:
    return tuple(c.id for c in edition().clauses.values() if c.attested_of)


def unfit(
    attestations: Sequence[Any], known: Mapping[str, Collection[str] | None]
) -> Iterator[tuple[int, str, str, str, str | None]]:
    """Attestations of no entry, or about nothing: place in the list, field, code, value, hint.

    ``known`` holds the ids of each kind of subject; ``None`` where nobody can say.
    """
    hints = _HINTS
    for number, a in enumerate(attestations):
        kinds = kinds_of(a.clause)
        if not kinds:
            hint = nearest(a.clause, _entries()) if hints else None
            hints = max(0, hints - 1)
            yield number, "clause", "not_attested", shown(a.clause), hint
        elif not any(_may_be(a.subject, kind, known) for kind in kinds):
            yield number, "subject", "dangling_id", shown(a.subject), None
        elif isinstance(a.by, str):
            people = known["person"]
            if people is not None and a.by not in people:
                yield number, "by", "dangling_id", shown(a.by), None


def _may_be(subject: str, kind: str, known: Mapping[str, Collection[str] | None]) -> bool:
    if kind in known:
        ids = known[kind]
        return ids is None or subject in ids
    tiers = ("county", "city") if kind == "both" else (kind,)
    public = len(subject) == CODE_LENGTH and subject.isascii() and subject.isdigit()
    return public and any(
        subject.endswith(_ENDINGS[tier])
        and (tier == "city" or not subject.endswith(_ENDINGS["city"]))
        for tier in tiers
    )

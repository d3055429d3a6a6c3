"""What in the code carries an entry of the text: rules, steps, routes, words, fields, statistics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args

from consultrules.auditing.statistics.catalogue import STATISTICS
from consultrules.models.base import Record
from consultrules.models.registry import Registry
from consultrules.policy.clause import Clause
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Carrier
from consultrules.policy.word import Word
from consultrules.routing.table import TABLES
from consultrules.rules.catalogue import rules_of

REPORTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("coverage", ("2.3.s1a",)),
    ("conditional_rooms", ("2.3.s1b",)),
    ("duty", ("3.9.s2b", "3.9.s3", "3.9.s4")),
    ("linkage", ("4.2.s5b", "4.2.s5a", "4.2.s4a", "3.3.s5")),
)
"""Tallies of an audit by name, with the entries that each carries; statistics name theirs themselves."""

_EDITION_FIELDS = (("0b.s1", "Edition.in_force_from"),)
# What an entry takes over from those it refers to: what judges, routes or reports, not their words.
_TAKEN_OVER = frozenset(
    {
        Carrier.RULE,
        Carrier.GUARD,
        Carrier.ROUTE,
        Carrier.STEP,
        Carrier.REPORT,
        Carrier.ATTESTATION,
    }
)
_FARTHEST = 3  # references followed from one entry: an item, its list, what that refers to


class Carried(NamedTuple):
    """Something in the code that carries an entry: what it is, and its name."""

    carrier: Carrier
    name: str


def carriers(policy: Edition) -> dict[str, tuple[Carried, ...]]:
    """What carries each entry: its own, and that of its listed items and of what it refers to."""
    own: dict[str, list[Carried]] = {address: [] for address in policy.clauses}
    for address, carried in _found(policy):
        own[address].append(carried)
    items: dict[str, list[str]] = {}
    for address in policy.clauses:
        items.setdefault(address.rpartition(".i")[0], []).append(address)

    def all_of(clause: Clause, far: int) -> Iterator[Carried]:
        yield from own[clause.id]
        for address in (*clause.see, *items.get(clause.id, ())) if far else ():
            for carried in all_of(policy.clause(address), far - 1):
                if carried.carrier in _TAKEN_OVER:
                    yield carried

    return {
        address: tuple(
            sorted(dict.fromkeys(all_of(clause, _FARTHEST)), key=lambda c: c.carrier.number)
        )
        for address, clause in policy.clauses.items()
    }


def _found(policy: Edition) -> Iterator[tuple[str, Carried]]:
    """Everything in the code that names an entry."""
    yield from _judging(policy)
    for table in TABLES:
        for address in _named(policy.routes(table)):
            yield address, Carried(Carrier.ROUTE, table)
    for words in Word.__subclasses__():
        for word in words if words.__module__.startswith("consultrules.") else ():
            if word.clause:
                name = f"{words.__name__}.{word.value}"
                yield word.clause, Carried(Carrier.VOCABULARY, name)
    for address, name in (*_EDITION_FIELDS, *_fields()):
        yield address, Carried(Carrier.FIELD, name)
    yield from _reports(policy)


def _reports(policy: Edition) -> Iterator[tuple[str, Carried]]:
    """Tallies of an audit, and the statistics of what no rule judges and no record holds."""
    for name, addresses in REPORTS:
        for address in addresses:
            yield address, Carried(Carrier.REPORT, name)
    for statistic in STATISTICS:
        for address in statistic.clauses:
            if policy.clause(address).carrier is Carrier.REPORT:
                yield address, Carried(Carrier.REPORT, statistic.code)


def _judging(policy: Edition) -> Iterator[tuple[str, Carried]]:
    """Rules and the steps that wait for them; an attestation counts once a rule asks for it."""
    for rule in rules_of(policy):
        yield rule.clause, Carried(Carrier.RULE, rule.key)
        for step in rule.guards:
            yield rule.clause, Carried(Carrier.GUARD, step)
        subject = policy.clause(rule.clause).attested_of
        if subject:
            yield rule.clause, Carried(Carrier.ATTESTATION, subject)


def _named(data: object) -> Iterator[str]:
    """The addresses in the columns ``clause`` and ``clauses`` of a route table."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            if name == "clause":
                yield value
            elif name == "clauses":
                yield from value
            else:
                yield from _named(value)
    elif isinstance(data, list):
        for item in data:
            yield from _named(item)


def _fields() -> Iterator[tuple[str, str]]:
    """The fields of the records that say which entry they carry."""
    waiting, seen = [Registry], set[type[Record]]()
    while waiting:
        model: type[Record] = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            extra = field.json_schema_extra
            if isinstance(extra, dict) and "clause" in extra:
                yield str(extra["clause"]), f"{model.__name__}.{name}"
            waiting.extend(_records_in(field.annotation))


def _records_in(annotation: object) -> Iterator[Any]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)

"""What in the code carries an entry of the text: rules, steps, routes, words, fields, statistics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, get_args

from pydantic.fields import FieldInfo

from consultrules.auditing.audit import LINKAGE
from consultrules.auditing.statistics.catalogue import STATISTICS
from consultrules.auditing.statistics.rooms import FREQUENCY
from consultrules.facts.catalogue import FACTS
from consultrules.models.base import Record
from consultrules.models.registry import Registry
from consultrules.policy import lifecycle
from consultrules.policy.clause import Clause
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Carrier
from consultrules.policy.word import Word
from consultrules.routing.table import TABLES
from consultrules.rules.catalogue import rules_of

REPORTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("coverage", ("2.3.s1a",)),
    ("conditional_rooms", ("2.3.s1b",)),
    ("duty", FREQUENCY.clauses),
    ("linkage", LINKAGE),
)
"""Tallies of an audit by name, with the entries that each carries; statistics name theirs themselves."""

_EDITION_FIELDS = (("0b.s1", "Edition.in_force_from"),)
# A list takes over all that carries its items but their words, a reference no figures either: these
# are about the entry that they name.
_TAKEN_OVER = frozenset(Carrier) - {Carrier.VOCABULARY}
_REFERRED_TO = _TAKEN_OVER - {Carrier.REPORT}


class Carried(NamedTuple):
    """Something in the code that carries an entry: what it is, and its name.

    ``through`` is the address that it really carries, where the entry only refers to that one (``see``).
    """

    carrier: Carrier
    name: str
    through: str = ""


def carriers(policy: Edition) -> dict[str, tuple[Carried, ...]]:
    """What carries each entry: its own, and that of its listed items and of what it refers to.

    A reference leads one step and no further: what the other entry refers to carries only that one.
    """
    own: dict[str, list[Carried]] = {address: [] for address in policy.clauses}
    for address, carried in _found(policy):
        own[address].append(carried)
    items: dict[str, list[str]] = {}
    for address in policy.clauses:
        items.setdefault(address.rpartition(".i")[0], []).append(address)

    def all_of(clause: Clause) -> Iterator[Carried]:
        yield from own[clause.id]
        for item in items.get(clause.id, ()):
            yield from (found for found in own[item] if found.carrier in _TAKEN_OVER)
        for address in clause.see:
            for part in (address, *items.get(address, ())):
                for found in own[part]:
                    if found.carrier in _REFERRED_TO:
                        yield found._replace(through=address)

    return {address: _each_once(all_of(clause)) for address, clause in policy.clauses.items()}


def _each_once(found: Iterable[Carried]) -> tuple[Carried, ...]:
    """Sorted by what it is; what carries an entry itself goes before the same through another."""
    once: dict[tuple[Carrier, str], Carried] = {}
    for carried in found:
        once.setdefault((carried.carrier, carried.name), carried)
    return tuple(sorted(once.values(), key=lambda carried: carried.carrier.number))


def _found(policy: Edition) -> Iterator[tuple[str, Carried]]:
    """Everything in the code that names an entry."""
    yield from _judging(policy)
    yield from _steps(policy.process)
    for table in TABLES:
        for address in _named(policy.routes(table)):
            yield address, Carried(Carrier.ROUTE, table)
    for word in _words():
        yield word.clause, Carried(Carrier.VOCABULARY, f"{type(word).__name__}.{word.value}")
    for address, name in (*_EDITION_FIELDS, *_named_by_fields()):
        yield address, Carried(Carrier.FIELD, name)
    yield from _reports()


def _words() -> Iterator[Word]:
    """Words from the text, as far as a record, a fact or a statistic speaks in them.

    A list that nothing uses carries nothing, wherever its words come from; those of the lifecycle stand
    behind the steps, which carry their entries themselves, whether or not it has been loaded.
    """
    used = {words for _, _, field in _fields() for words in _in(field.annotation, Word)}
    used |= {fact.words for facts in FACTS.values() for fact in facts.values() if fact.words}
    counted = {(s.code.rpartition(".")[2], address) for s in STATISTICS for address in s.clauses}
    for words in Word.__subclasses__():
        if words.__module__ == lifecycle.__name__:
            continue
        for word in words:
            if word.clause and (words in used or (word.value, word.clause) in counted):
                yield word


def _reports() -> Iterator[tuple[str, Carried]]:
    """Tallies of an audit, and every statistic that names the entry."""
    for name, addresses in REPORTS:
        for address in addresses:
            yield address, Carried(Carrier.REPORT, name)
    for statistic in STATISTICS:
        for address in statistic.clauses:
            yield address, Carried(Carrier.REPORT, statistic.code)


def _judging(policy: Edition) -> Iterator[tuple[str, Carried]]:
    """Rules and the steps that wait for them; an attestation counts once a rule asks for it."""
    for rule in rules_of(policy):
        yield rule.clause, Carried(Carrier.RULE, rule.key)
        for step in policy.waiting(rule.key) if rule.blocks else ():
            yield rule.clause, Carried(Carrier.GUARD, step)
        subject = policy.clause(rule.clause).attested_of
        if subject:
            yield rule.clause, Carried(Carrier.ATTESTATION, subject)


def _steps(process: Mapping[str, Any]) -> Iterator[tuple[str, Carried]]:
    """The steps of the life of a topic, and the process as a whole; what is ours carries nothing."""
    yield process["clause"], Carried(Carrier.STEP, process["id"])
    for edge in process["edges"]:
        if edge.get("origin") != "implementation":
            for address in (edge["clause"], *edge.get("carries", ())):
                yield address, Carried(Carrier.STEP, edge["step"])


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


def _named_by_fields() -> Iterator[tuple[str, str]]:
    """The fields of the records that say which entry they carry."""
    for model, name, field in _fields():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "clause" in extra:
            yield str(extra["clause"]), f"{model.__name__}.{name}"


def _fields() -> Iterator[tuple[type[Record], str, FieldInfo]]:
    """Every field of every record that a registry can hold."""
    waiting, seen = [Registry], set[type[Record]]()
    while waiting:
        model: type[Record] = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            yield model, name, field
            waiting.extend(_in(field.annotation, Record))


def _in(annotation: object, kind: type) -> Iterator[Any]:
    """The types of one kind inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, kind):
        yield annotation
    for part in get_args(annotation):
        yield from _in(part, kind)

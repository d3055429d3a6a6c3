"""Samples audited: what was found of them, and what would be found by a library that lacks a rule."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import consultrules as cr
from consultrules.rules.catalogue import rules_of
from consultrules.rules.plan import WORDS, Plan
from consultrules.rules.report import OPEN, Judged
from consultrules.rules.rule import Rule
from consultrules.rules.tree import YES
from consultrules.sample.city import City
from consultrules.sample.key import Difference, Entry, differences
from consultrules.sample.making import AS_OF, Sample
from consultrules.sample.site import TOWN_LEVEL, VILLAGE_LEVEL, Site
from consultrules.sample.words import YEAR

NEVER_PLANTED = {
    # Waived by a reading: the default option asks for nothing that could be missed.
    "3.3.s2b#attending": "C7: officials are invited and need not come",
    "3.3.s3b#reason": "C5: no reason is asked for a size outside the band",
    "3.5.s2#lead": "L6: no number of days is asked",
    "3.5.s2#channels": "L6: no number of channels is asked",
    "3.7.s2c#order": "L19: either order will do",
    "4.1.s4b#every": "V3: one co-convener is enough",
}
"""Rules that cannot fail under the default readings, and why."""
TERRITORIAL = (*TOWN_LEVEL, *VILLAGE_LEVEL)
ONE_BODY = {"5.4.s1a", "5.4.s2a", "6.3.s8"}
"""What only the city's CPPCC owes: there is one of them, so each is planted once."""


def audit_of(sample: Sample, registry: cr.Registry | None = None) -> cr.Audit:
    """The audit of the sample's year, when every step has been taken."""
    known, as_of = registry or sample.registry(), dt.date.fromisoformat(AS_OF)
    return cr.audit(known, year=YEAR, as_of=as_of, units=sample.units)


def found(rows: Any) -> Iterator[Entry]:
    """What is open on some judged rows, as entries of a key."""
    for judged in rows:
        yield from opened(judged.plan, judged.row, judged.codes)


def opened(plan: Plan, row: Any, codes: tuple[int, ...]) -> Iterator[Entry]:
    """What is open on one row."""
    for rule, code in zip(plan.rules, codes, strict=True):
        if WORDS[code] in OPEN:
            yield Entry(row.grain, row.subject, rule.key, WORDS[code])


def rules() -> tuple[Rule, ...]:
    """The whole library."""
    return rules_of(cr.edition())


def is_waived(rule: Rule) -> bool:
    """Whether a reading switches the rule off for everybody."""
    return rule.waived is YES


class Without:
    """A library that lacks one rule, let loose on rows whose facts are known."""

    def __init__(self, rows: tuple[Judged, ...]) -> None:
        self._rows: dict[str, list[Judged]] = {}
        for judged in rows:
            self._rows.setdefault(judged.row.grain, []).append(judged)
        self._found = {grain: set(found(own)) for grain, own in self._rows.items()}

    def differences(self, rule: Rule, key: tuple[Entry, ...]) -> tuple[Difference, ...]:
        """What is then missed of a key or invented."""
        plans = {id(judged.plan): judged.plan for judged in self._rows[rule.grain]}
        poorer = {key: _without(plan, rule.key) for key, plan in plans.items()}
        again = {
            entry
            for judged in self._rows[rule.grain]
            for entry in _again(poorer[id(judged.plan)], judged.row)
        }
        others = (own for grain, own in self._found.items() if grain != rule.grain)
        return differences(again.union(*others), key)


def _without(plan: Plan, key: str) -> Plan:
    return replace(plan, rules=tuple(rule for rule in plan.rules if rule.key != key))


def _again(plan: Plan, row: Any) -> Iterator[Entry]:
    return opened(plan, row, plan.codes(row))


def rooms_of(city: City) -> dict[str, str]:
    """The room of everything that a finding about a room or its unit may be about."""
    told: dict[str, str] = {}
    for site in _sites(city):
        room = site.room["id"]
        if site.kind in TERRITORIAL:
            told[site.room["unit"]] = room
        told[room] = told[f"{room}@{YEAR}"] = room
        for case in site.cases:
            told |= {case["topic"]["id"]: room, **{s["id"]: room for s in case["sessions"]}}
            told |= {made["id"]: room for made in case.get("evaluations", ())}
    return told


def kinds(city: City) -> dict[str, str]:
    """The kind of room, with its tier for sectors, of everything that a finding may be about."""
    kind = {site.room["id"]: site.kind for site in _sites(city)}
    return {subject: kind[room] for subject, room in rooms_of(city).items()}


def _sites(city: City) -> list[Site]:
    """Every room, those too that are left out of the registry."""
    return [site for area in city.areas for site in area.sites]

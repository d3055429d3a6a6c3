"""Repair plans proven minimal: against every addition of up to twenty per lever, from the text alone.

Run as a script it covers, by 3.3 and 4.3.s2b as they bind by default, every group of 0 to 30 people with
every number of public representatives among them and, each there or not, a member, a stakeholder, a
public representative of stakeholders and an invited official; and a thinner grid of groups under other
readings (C1, C2, C7) and with at least fifteen people.

What a group needs is written down here from the policy's text and uses nothing of the rules, their
trees or the solver. The additions are all counts from 0 to 20 of nine levers, 21⁹ in all. They are not tried
one by one for every group but folded once: of additions with the same number of people, of kinds and
of needs met, the one that helps the public's share most is as good as any other. ``unfolded`` tries
them one by one, with smaller counts, to show that folding loses nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import consultrules as cr
from consultrules.facts.intake import flat_row
from consultrules.rules.plan import Plan, plan_of
from consultrules.rules.repair import Act, repair

MOST = 20
SCOPE = ("3.3", "4.3.s2b")
VILLAGE = cr.Gazetteer.nantong()["320685111200"]

# Who can be added, and as what that person counts; an invitation brings nobody to the table.
LEVERS: dict[str, frozenset[str]] = {
    "participants": frozenset({"head"}),
    "public_representatives": frozenset({"head", "public"}),
    "members": frozenset({"head", "member"}),
    "stakeholders": frozenset({"head", "stakeholder"}),
    "representative_persons": frozenset({"head", "person"}),
    "stakeholder_representatives": frozenset({"head", "public", "stakeholder", "voice"}),
    "officials_invited": frozenset({"invited"}),
    "officials_attending": frozenset({"head", "official", "invited"}),
    "sector_members_arranged": frozenset({"head", "member"}),
}


@dataclass(frozen=True)
class Text:
    """What the text asks of a group, under one reading of it."""

    readings: dict[str, str] = field(default_factory=dict)
    people: int = 10
    needs: tuple[str, ...] = ("public", "member", "stakeholder", "voice", "invited")

    @property
    def policy(self) -> cr.Edition:
        """The edition that says the same."""
        found = cr.edition().with_readings(**self.readings)
        return (
            found
            if self.people == 10
            else found.tighten("320685", minimum_participants=self.people)
        )

    def counts_as_public(self, roles: frozenset[str]) -> bool:
        """Whether somebody counts toward the third, with stakeholders by reading C2."""
        option = self.readings.get("C2")
        if option == "always":
            return bool(roles & {"public", "stakeholder"})
        return "public" in roles and (option != "never" or "voice" not in roles)

    def counts_in_base(self, roles: frozenset[str]) -> bool:
        """Whether somebody counts among those of whom a third is wanted, with officials by reading C1."""
        return "head" in roles and not (self.readings.get("C1") and "official" in roles)

    def share(self, roles: frozenset[str]) -> int:
        """What one person does for three times the public less everybody."""
        return 3 * self.counts_as_public(roles) - self.counts_in_base(roles)

    def met(self, roles: frozenset[str]) -> frozenset[str]:
        """The needs that one person, or one invitation, meets."""
        found = {need for need in self.needs if need in roles and need != "public"}
        if self.counts_as_public(roles):
            found.add("public")
        return frozenset(found)


@dataclass(frozen=True)
class Group:
    """A planned session: how many come, and as what."""

    people: int
    public: int
    member: int
    stakeholders: int
    voices: int
    invited: int

    def facts(self) -> dict[str, int | str | bool]:
        """The same as a row of facts; nobody else comes."""
        return {
            "session_held": False,
            "session_form": "meeting",
            "room_kind": "village",
            "participants": self.people,
            "public_representatives": self.public,
            "members": self.member,
            "sector_members_arranged": 0,
            "stakeholders": self.stakeholders,
            "stakeholder_representatives": self.voices,
            "representative_persons": 0,
            "officials_invited": self.invited,
            "officials_attending": 0,
            "conveners_attending": 0,
        }

    def lacks(self, text: Text) -> frozenset[str]:
        """The needs that the group does not meet."""
        there = {
            "public": self.counted(text),
            "member": self.member,
            "stakeholder": self.stakeholders,
            "voice": self.voices,
            "invited": self.invited,
        }
        return frozenset(need for need in text.needs if not there.get(need))

    def counted(self, text: Text) -> int:
        """How many count as the public."""
        option = text.readings.get("C2")
        if option == "always":
            return self.public + self.stakeholders - self.voices
        return self.public - (self.voices if option == "never" else 0)

    def suffices(self, text: Text, people: int, share: int, met: frozenset[str]) -> bool:
        """Whether the group with some additions is what the text asks for."""
        third = 3 * self.counted(text) - self.people + share >= 0
        return third and self.people + people >= text.people and self.lacks(text) <= met


Least = dict[tuple[int, int], int]
Folded = dict[frozenset[str], Least]


def folded(text: Text, most: int = MOST) -> Folded:
    """For every set of needs, by people and kinds added, the most that additions do for the share."""
    states: dict[tuple[int, int, frozenset[str]], int] = {(0, 0, frozenset()): 0}
    for roles in LEVERS.values():
        grown = dict(states)
        for (people, kinds, met), share in states.items():
            for add in range(1, most + 1):
                more = people + add * ("head" in roles)
                if more > most:
                    break  # more people than any plan needs
                key = (more, kinds + 1, met | text.met(roles))
                grown[key] = max(grown.get(key, -99), share + add * text.share(roles))
        states = grown
    found: Folded = {}
    for needs in _subsets(text.needs):
        least: Least = {}
        for (people, kinds, met), share in states.items():
            if needs <= met:
                least[people, kinds] = max(least.get((people, kinds), -99), share)
        found[needs] = dict(sorted(least.items()))
    return found


def _subsets(needs: tuple[str, ...]) -> Iterator[frozenset[str]]:
    for chosen in product((False, True), repeat=len(needs)):
        yield frozenset(need for need, there in zip(needs, chosen, strict=True) if there)


def fewest(group: Group, text: Text, table: Folded) -> tuple[int, int]:
    """Fewest people, then fewest kinds, of all additions that make the group what it has to be."""
    lacks = group.lacks(text)
    return next(
        (people, kinds)
        for (people, kinds), share in table[lacks].items()
        if group.suffices(text, people, share, lacks)
    )


def unfolded(group: Group, text: Text, most: int) -> tuple[int, int]:
    """The same, trying every addition of up to so many per lever one by one."""
    roles = list(LEVERS.values())
    best = (99, 99)
    for amounts in product(range(most + 1), repeat=len(roles)):
        people = sum(n for n, r in zip(amounts, roles, strict=True) if "head" in r)
        kinds = sum(n > 0 for n in amounts)
        if (people, kinds) < best:
            added = [(n, r) for n, r in zip(amounts, roles, strict=True) if n]
            share = sum(n * text.share(r) for n, r in added)
            met = frozenset[str]().union(*(text.met(r) for _, r in added))
            if group.suffices(text, people, share, met):
                best = (people, kinds)
    return best


def plan_for(text: Text) -> Plan:
    """The rules of 3.3 that a plan has to meet."""
    return plan_of(text.policy, "session", SCOPE, VILLAGE)


def fault(group: Group, text: Text, table: Folded, plan: Plan) -> str:
    """What is wrong with the plan for a group; empty where it suffices and nothing less does."""
    acts, _ = repair(plan, flat_row("session", group.facts()), plan.musts)
    people = sum(act.add for act in acts if act.adds_person)
    if not _suffices(group, text, acts, people):
        return f"{group} {text}: {[act.text() for act in acts]} does not suffice"
    wanted = fewest(group, text, table)
    if (people, len(acts)) != wanted:
        return f"{group} {text}: {[act.text() for act in acts]}, though {wanted} suffices"
    return ""


def _suffices(group: Group, text: Text, acts: tuple[Act, ...], people: int) -> bool:
    added = [(act.add, LEVERS[act.fact.code]) for act in acts]
    share = sum(add * text.share(roles) for add, roles in added)
    met = frozenset[str]().union(*(text.met(roles) for _, roles in added))
    return group.suffices(text, people, share, met)


def groups(step: int = 1) -> Iterator[Group]:
    """Every group of up to 30 people, or every so-manyth number of people and of the public."""
    for people in range(0, 31, step):
        for public in range(0, people + 1, step):
            for there in product((0, 1), repeat=4):
                member, stakeholder, voice, invited = there
                # A voice of the stakeholders is one of the public and a stakeholder too; a member is not (C3).
                fits = public + member <= people and stakeholder <= people
                if fits and voice <= min(public, stakeholder):
                    yield Group(people, public, member, stakeholder, voice, invited)


def many_stakeholders(step: int) -> Iterator[Group]:
    """Groups in which the number of stakeholders matters, by C2."""
    for people in range(0, 31, step):
        for public, stakeholders in product(range(0, people + 1, step), repeat=2):
            for voices in range(0, min(public, stakeholders) + 1, step):
                if public + stakeholders - voices <= people:
                    yield Group(people, public, 0, stakeholders, voices, 1)


DEFAULT = Text()
OTHERS = (
    Text({"C1": "without_officials_and_convener"}),
    Text({"C2": "never"}),
    Text({"C2": "always"}),
    Text({"C7": "all_five"}, needs=(*DEFAULT.needs, "person", "official")),
    Text(people=15),
)


def faults(text: Text, step: int) -> tuple[int, list[str]]:
    """How many groups were tried, and what is wrong with any of their plans."""
    table, plan = folded(text), plan_for(text)
    tried = [*groups(step), *(many_stakeholders(max(step, 3)) if "C2" in text.readings else ())]
    return len(tried), [found for group in tried if (found := fault(group, text, table, plan))]


def main() -> int:
    """Prove, print what was covered, and fail on the first kind of fault."""
    bad = []
    for text, step in ((DEFAULT, 1), *((other, 2) for other in OTHERS)):
        start = time.perf_counter()
        number, wrong = faults(text, step)
        bad += wrong
        told = ", ".join(f"{k}={v}" for k, v in text.readings.items()) or "default readings"
        took = f"{time.perf_counter() - start:.1f} s"
        print(
            f"{number} groups, {told}, at least {text.people} people: {len(wrong)} faults, {took}"
        )
    print("\n".join(bad[:10]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

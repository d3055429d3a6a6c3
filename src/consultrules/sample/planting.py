"""Faults put into the sound city: which fault in which room, member or body, and what follows."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from typing import NamedTuple

from consultrules.sample import faults_body, faults_member
from consultrules.sample.city import City
from consultrules.sample.fault import Fault
from consultrules.sample.faults_case import FAULTS as OF_CASES
from consultrules.sample.faults_open import AHEAD, UNTOLD
from consultrules.sample.faults_room import FAULTS as OF_ROOMS
from consultrules.sample.faults_session import FAULTS as OF_SESSIONS
from consultrules.sample.key import Entry
from consultrules.sample.site import Site

FAULTS: Mapping[str, Fault] = {**OF_ROOMS, **OF_SESSIONS, **OF_CASES, **UNTOLD, **AHEAD}
"""Every fault of a room, by name."""
PAIRS = (  # a room and its last case, each with a fault of its own
    ("name_without_words", "not_approved"),
    ("name_with_other_word", "own_village_approved"),
    ("no_place", "no_research"),
    ("no_sign", "research_alone"),
    ("no_rules", "wishes_unclear"),
    ("no_process", "sensitive_kept_back"),
    ("no_activity", "two_not_notified"),
    ("no_effect", "other_wording"),
    ("have_without_evidence", "no_official_invited"),
    ("not_online", "seven_of_22"),
    ("single_use", "no_member"),
    ("no_co_convener", "no_stakeholder"),
    ("co_convener_unlinked", "twelve_people"),
    ("one_person_twice", "list_to_village"),
    ("deputy_convenes", "list_before_session"),
    ("no_convener_village", "list_by_room"),
    ("wrong_post_village", "feedback_by_room"),
    ("convener_untrained", "published_early"),
    ("no_linked_member", "scope_unstated"),
    ("representative_expired", "dissent_unexplained"),
    ("representative_unfit", "straight_to_county"),
    ("roster_without_grid_staff", "progress_early"),
    ("roster_without_old_teachers", "task_open"),
    ("functions_apart", "candidates_untold"),
    ("built_anew", "not_published_yet"),
)
PAIR_KINDS = ("village", "community")


class Planted(NamedTuple):
    """One planted fault: its name, the kind of room, member or body that it hit, and what follows."""

    fault: str
    kind: str
    entries: tuple[Entry, ...]


def plant(city: City, seed: int) -> tuple[Planted, ...]:
    """Spoil a sound city by the tables; a part of a city gets as many faults as it has room for."""
    made = Planting(city, seed)
    return (*made.members(), *made.rooms(), *made.pairs(), *made.bodies())


def key_of(planted: tuple[Planted, ...]) -> tuple[Entry, ...]:
    """Everything that an audit has to find, in order, each once."""
    return tuple(sorted({entry for one in planted for entry in one.entries}))


class Planting:
    """The choice of subjects: nothing that one fault touches is touched by another."""

    def __init__(self, city: City, seed: int) -> None:
        self.city = city
        self.rng = random.Random(f"{seed}/faults")
        sites = [site for site in city.sites if site.spare]
        self.rng.shuffle(sites)
        self._free: dict[str, list[Site]] = {}
        for site in sites:
            self._free.setdefault(site.kind, []).append(site)
        self._claimed: set[str] = set()

    def rooms(self) -> Iterator[Planted]:
        """Every fault of a room once, then again in another kind of room, as often as it wants."""
        scarce_first = sorted(FAULTS.items(), key=lambda item: len(set(item[1].kinds)))
        for copy in range(max(fault.copies for fault in FAULTS.values())):
            for number, (name, fault) in enumerate(scarce_first):
                site = self._site(fault, number + copy) if copy < fault.copies else None
                if site is not None:
                    fault.plant(site)
                    yield self._planted(name, site.kind, fault.found(site))

    def pairs(self) -> Iterator[Planted]:
        """Rooms with two faults that have nothing to do with each other."""
        for kind in PAIR_KINDS:
            for names in PAIRS:
                first, second = (FAULTS[name] for name in names)
                site = self._site(second._replace(kinds=(kind,)), 0)
                if site is None:
                    continue
                for name, fault in zip(names, (first, second), strict=True):
                    fault.plant(site)
                    yield self._planted(name, kind, fault.found(site))

    def members(self) -> Iterator[Planted]:
        """Faults of members and invitations."""
        for name, fault in faults_member.FAULTS.items():
            pool = list(faults_member.seats(self.city, fault.who))
            self.rng.shuffle(pool)
            free = (seat for seat in pool if self._claimed.isdisjoint(seat.claims))
            for seat in islice(free, fault.copies):
                self._claimed.update(seat.claims)
                fault.plant(seat)
                yield self._planted(name, fault.who, fault.found(seat))

    def bodies(self) -> Iterator[Planted]:
        """Faults of bodies, each in several of them."""
        turn, taken = 0, set[tuple[str, str]]()
        for name, fault in faults_body.FAULTS.items():
            fit = [bodies for bodies in self.city.bodies if fault.fits(bodies)]
            copies = 0
            for bodies in islice(cycle(fit), turn, turn + len(fit)):
                entries = fault.found(bodies)
                own = {(subject, rule) for _, subject, rule, _ in entries}
                if copies < fault.copies and taken.isdisjoint(own):
                    copies += 1
                    taken |= own
                    fault.do(bodies)
                    yield self._planted(name, bodies.area.level, entries)
            turn += fault.copies

    def _site(self, fault: Fault, turn: int) -> Site | None:
        """A free room of the kind whose turn it is, else of the next."""
        for kind in islice(cycle(fault.kinds), turn, turn + len(fault.kinds)):
            for site in self._free.get(kind, ()):
                touched = {site.room["id"]}
                if "member " in fault.finds:
                    touched.update(member["id"] for member in site.members)
                if self._claimed.isdisjoint(touched) and fault.where(site):
                    self._free[kind].remove(site)
                    self._claimed |= touched
                    return site
        return None

    def _planted(self, name: str, kind: str, found: list[tuple[str, str, str, str]]) -> Planted:
        return Planted(name, kind, tuple(Entry(*entry) for entry in found))

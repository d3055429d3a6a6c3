"""Where a figure belongs: the tree of rooms, towns, counties and city, with the own part of each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from consultrules.models.registry import Registry
from consultrules.models.room import Room
from consultrules.models.unit import Unit
from consultrules.policy.counting import OWN_PART, Level
from consultrules.policy.judging import Verdict

LEVELS = tuple(Level)
_NOWHERE = (Verdict.UNKNOWN.zh, Verdict.UNKNOWN.en)


class Node(NamedTuple):
    """A group of figures: the code of a unit or the id of a room.

    ``own`` marks the part of a unit that lies in none of its lower groups (本级): the sector rooms of a
    county beside its towns, those of the city beside its counties.
    """

    level: Level
    code: str
    own: bool = False


Home = tuple[Node, ...]
"""The groups that a subject belongs to: several where several rooms share it."""


class Places:
    """The tree from one level upwards; rooms and units find their group in it."""

    def __init__(self, registry: Registry, by: Level) -> None:
        self.levels = LEVELS[LEVELS.index(by) :]
        self.parent: dict[Node, Node] = {}
        self.nodes: dict[Level, dict[Node, None]] = {level: {} for level in self.levels}
        self._names: dict[Node, tuple[str, str]] = {}
        self._by_unit: dict[str, Home] = {}
        self._above: dict[Home, tuple[Node, ...]] = {}
        cities = {room.unit.city for room in registry.rooms}
        self._city = cities.pop() if len(cities) == 1 else None
        self._rooms = {room.id: self._home(_of_room(room)) for room in registry.rooms}

    def room(self, key: str) -> Home:
        """The group of a room."""
        return self._rooms[key]

    def rooms(self, keys: Iterable[str]) -> Home:
        """The groups of several rooms, each once."""
        return tuple(dict.fromkeys(node for key in keys for node in self._rooms[key]))

    def unit(self, unit: Unit | None) -> Home:
        """The group of a unit, and of what a body of the unit does.

        ``None`` lies nobody knows where: in the city of all rooms, if they have only one.
        """
        code = unit.code if unit is not None else ""
        home = self._by_unit.get(code)
        if home is None:
            chain = _nowhere(self._city) if unit is None else _of_unit(unit)
            home = self._by_unit[code] = self._home(chain)
        return home

    def above(self, home: Home) -> tuple[Node, ...]:
        """Every group of a subject up to the city: with two homes it is one in the group above both."""
        found = self._above.get(home)
        if found is None:
            every = dict.fromkeys(home)
            nodes = home
            while nodes:
                nodes = tuple({self.parent[n]: None for n in nodes if n in self.parent})
                every.update(dict.fromkeys(nodes))
            found = self._above[home] = tuple(every)
        return found

    def name(self, node: Node, lang: str = "zh") -> str:
        """What a group is called."""
        return self._names[node][0 if lang == "zh" else 1]

    def _home(self, chain: list[tuple[Node, Unit | Room | None]]) -> Home:
        """Note the groups of a chain from the level asked for upwards."""
        shown = chain[len(chain) - len(self.levels) :]
        for (node, _), (above, _) in pairwise(shown):
            self.parent[node] = above
        for node, what in shown:
            self.nodes[node.level][node] = None
            self._names[node] = _names(node, what)
        return (shown[0][0],)


def _names(node: Node, what: Unit | Room | None) -> tuple[str, str]:
    if what is None:
        return _NOWHERE
    zh, en = (what.label(), what.label()) if isinstance(what, Room) else _labels(what)
    return (zh + OWN_PART[0], f"{en} ({OWN_PART[1]})") if node.own else (zh, en)


def _labels(unit: Unit) -> tuple[str, str]:
    return unit.label("zh"), unit.label("en")


def _of_room(room: Room) -> list[tuple[Node, Unit | Room | None]]:
    """Room, town, county, city; a sector room stands in its county's or city's own part.

    The county is that of the room's unit, as everywhere: a leader in another county moves no room.
    """
    place, county = room.place, room.unit.county
    if place is None or (county is not None and place.county != county):
        place = room.unit
    return [(Node(Level.ROOM, room.id), room), *_of_unit(place)[1:]]


def _nowhere(city: Unit | None) -> list[tuple[Node, Unit | Room | None]]:
    """The groups of what nobody knows the place of: one for itself on every level below the city's."""
    below = [(Node(level, "", own=True), None) for level in LEVELS[:-1]]
    return [*below, (Node(Level.CITY, city.code if city is not None else ""), city)]


def _of_unit(unit: Unit) -> list[tuple[Node, Unit | Room | None]]:
    """The groups of a unit from the smallest to the city."""
    town: Unit | None = unit
    while town is not None and not town.is_town_level:
        town = town.parent
    chain: list[tuple[Node, Unit | Room | None]] = []
    found = (None, town, unit.county, unit.city)
    for level, here in zip(LEVELS, found, strict=True):
        # Where a level has no group of its own, the next one above has its own part there.
        above = next((u for u in found[LEVELS.index(level) :] if u is not None), None)
        own = here is None and level is not Level.CITY
        chain.append((Node(level, above.code if above is not None else "", own), above))
    return chain

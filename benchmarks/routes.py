"""``approving_body`` with its name for 100,000 different rooms, against a bare dict lookup."""

from __future__ import annotations

from timing import Ratio, faster

import consultrules as cr

_NUMBER = 100_000


def rooms() -> list[cr.Room]:
    """Rooms of every territorial kind, in every unit that has an address."""
    units = [u for u in cr.Gazetteer.nantong() if u.kind not in ("city", "county")]
    made = [
        cr.Room(id=f"r{n}", kind=units[n % len(units)].kind.value, unit=units[n % len(units)])
        for n in range(_NUMBER)
    ]
    return [room for room in made if room.place is not None]


def measure() -> list[Ratio]:
    """The rate against the rate of looking the room's kind up in a dict."""
    many = rooms()
    table = {kind: kind.zh for kind in cr.RoomKind}
    body = cr.approving_body

    def route() -> None:
        for room in many:
            body(room).name("zh")

    def look_up() -> None:
        for room in many:
            table[room.kind]

    return [Ratio("approving body, named / dict lookup", faster(route, look_up), least=1 / 8)]

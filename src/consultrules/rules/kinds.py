"""The groups of room kinds that the text speaks of, as conditions on the fact ``room_kind``."""

from __future__ import annotations

from consultrules.models.unit import FIRM_ROOMS, TOWN_ROOMS, VILLAGE_ROOMS
from consultrules.policy.vocabulary import RoomKind
from consultrules.rules.tree import among

TOWN_LEVEL = among("room_kind", *TOWN_ROOMS)
VILLAGE_LEVEL = among("room_kind", *VILLAGE_ROOMS)
FIRMS = among("room_kind", *FIRM_ROOMS)
SECTORS = among("room_kind", RoomKind.SECTOR)
FIRMS_AND_SECTORS = among("room_kind", *FIRM_ROOMS, RoomKind.SECTOR)
TERRITORIAL = among("room_kind", *TOWN_ROOMS, *VILLAGE_ROOMS)

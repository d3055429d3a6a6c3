"""3.1 and 2.3: the platform — its name, its six haves, and that every unit has one."""

from __future__ import annotations

from consultrules.models.unit import TOWN_KINDS, VILLAGE_KINDS
from consultrules.policy.judging import Force
from consultrules.policy.vocabulary import SixHave
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.tree import F, among

ROOM = Heading("room")
UNIT = Heading("unit")

ROOM.rule("3.1.s1a", F("name_is_uniform").equals(1))

for _have in SixHave:
    ROOM.rule(_have.clause, F(f"has_{_have.value}").equals(1))


# Attested with evidence, says K6; how much of it is nobody's to say: advice.
@ROOM.read("3.1.s5#evidence")
def haves_have_evidence(read: Reader) -> Shape:
    """What is claimed of the six haves comes with something to show for it (K6)."""
    read("K6")
    return Shape(test=F("haves_evidenced") >= F("haves_claimed"), force=Force.SHOULD)


@UNIT.read("2.3.s1a")
def every_unit_has_a_room(read: Reader) -> Shape:
    """Full coverage of towns, subdistricts, parks, villages and communities; sharing by K2."""
    rooms = F("rooms_registered")
    shared = read("K2") == "shared_room_covers"
    return Shape(
        test=(rooms + F("rooms_shared") if shared else rooms) >= 1,
        applies=among("unit_kind", *TOWN_KINDS, *VILLAGE_KINDS),
    )


UNIT.rule("3.1.s7", F("work_committee").equals(1), applies=among("unit_kind", *TOWN_KINDS))

"""4.1: conveners — present, holding the post that the text names, co-conveners where it wants them."""

from __future__ import annotations

from consultrules.policy.judging import Force
from consultrules.rules.kinds import FIRMS_AND_SECTORS, TOWN_LEVEL, VILLAGE_LEVEL
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.tree import YES, Condition, F

ROOM = Heading("room")


def _convener(clause: str, kinds: Condition) -> None:
    ROOM.rule(f"{clause}#present", F("conveners") >= 1, applies=kinds)

    @ROOM.read(f"{clause}#eligible")
    def all_eligible(read: Reader) -> Shape:
        if clause == "4.1.s4a":
            read("V1")  # the facts count the posts that make a head of the Party organisation by V1
        return Shape(test=F("conveners_eligible") >= F("conveners"), applies=kinds)


_convener("4.1.s3", TOWN_LEVEL)
_convener("4.1.s4a", VILLAGE_LEVEL)
_convener("4.1.s5", FIRMS_AND_SECTORS)


@ROOM.read("4.1.s5#related")
def of_the_sector_concerned(_read: Reader) -> Shape:
    """The convener belongs to the sector concerned: advice (V6)."""
    return Shape(
        test=F("conveners_related") >= F("conveners"),
        applies=FIRMS_AND_SECTORS,
        force=Force.SHOULD,
    )


ROOM.rule("4.1.s6", F("conveners_trained") >= F("conveners"))

ROOM.rule("4.1.s4b#present", F("co_conveners") >= 1, applies=VILLAGE_LEVEL)


ROOM.rule("4.1.s4b#linked", F("co_conveners_linked") >= F("co_conveners"), applies=VILLAGE_LEVEL)


@ROOM.read("4.1.s4b#every")
def every_linked_member_is_one(read: Reader) -> Shape:
    """Every area-linked member is a co-convener: only by reading V3."""
    return Shape(
        test=F("co_conveners_linked") >= F("area_linked_members"),
        applies=VILLAGE_LEVEL,
        waived=YES if read("V3") == "at_least_one" else None,
        waiver="reading:V3",
    )


@ROOM.read("4.1.s4b#apart")
def two_persons(read: Reader) -> Shape:
    """Convener and co-convener are two people: advice (V4)."""
    return Shape(
        test=F("convener_is_co_convener") <= 0,
        applies=VILLAGE_LEVEL,
        waived=YES if read("V4") == "same_person_allowed" else None,
        waiver="reading:V4",
        force=Force.SHOULD,
    )

"""4.3: public representatives — which categories, stakeholders among them, in the research too."""

from __future__ import annotations

from consultrules.facts.room import ROSTER
from consultrules.policy.judging import Force
from consultrules.policy.vocabulary import RepresentativeCategory
from consultrules.rules.kinds import TERRITORIAL, TOWN_LEVEL, VILLAGE_LEVEL
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.tree import YES, Condition, F

ROOM = Heading("room")
SESSION = Heading("session")

SESSION.rule("4.3.s2b", F("stakeholder_representatives") >= 1)


@SESSION.read("4.3.s2d")
def in_the_research_too(read: Reader) -> Shape:
    """Public representatives join the research that is in time (L18)."""
    read("L18")
    return Shape(test=F("research_public_representatives") >= 1)


def _kinds(category: RepresentativeCategory, read: Reader) -> Condition:
    """Grid staff and building heads are for villages and communities; the rest for both by C11."""
    if category.clause.startswith("4.3.s5a"):
        return VILLAGE_LEVEL
    return TERRITORIAL if read("C11") == "cumulative" else TOWN_LEVEL


def _category(category: RepresentativeCategory) -> None:
    @ROOM.read(category.clause)
    def on_the_roster(read: Reader) -> Shape:
        return Shape(
            test=F(f"roster_{category.value}") >= 1,
            applies=_kinds(category, read),
            waived=None if read("C10") == "roster" else YES,
            waiver="reading:C10",
        )

    @SESSION.read(f"{category.clause}#session")
    def in_the_session(read: Reader) -> Shape:
        option = read("C10")
        return Shape(
            test=F(f"attending_{category.value}") >= 1,
            applies=_kinds(category, read),
            waived=YES if option == "illustrative" else None,
            waiver="reading:C10",
            force=Force.MUST if option == "every_activity" else Force.SHOULD,
        )


for _word in ROSTER:
    _category(_word)

ROOM.rule("4.3.s5b", F("representatives_expired") <= 0)

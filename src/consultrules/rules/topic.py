"""3.2: the topic — approved by the body that the route names, before the session."""

from __future__ import annotations

from consultrules.facts.fact import NEVER
from consultrules.policy.judging import Force
from consultrules.rules.kinds import FIRMS, SECTORS, TOWN_LEVEL, VILLAGE_LEVEL
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.tree import YES, Compare, Condition, F, Number, Organ

SESSION = Heading("session")
CASE = Heading("case")

CASE.rule("3.2.s2a", F("candidates_compared") >= Number("minimum_candidates_compared"))


def same_body(stem: str) -> Compare:
    """Whether the organ and the unit that acted are those that the route names."""
    acted = Organ(f"{stem}_organ", f"{stem}_unit")
    return acted.equals(Organ("route_organ", "route_unit"))


@SESSION.read("3.2.s2c")
def approved_before(read: Reader) -> Shape:
    """Approval comes before the session; whether the same day does is reading L18."""
    read("R16"), read("R2"), read("R3")  # whose decision it is, too: the route tells by R2 and R3
    ahead = 0 if read("L18") == "same_day_counts" else 1
    return Shape(test=F("session_day") - F("approved_day") >= ahead)


def _approval(read: Reader) -> None:
    """The facts find the approval that a session relied on by these: R16 what binds, L18 what is in time."""
    read("R16"), read("L18")


def _by_route(key: str, kinds: Condition, *readings: str) -> None:
    @SESSION.read(key)
    def approved_by_the_route(read: Reader) -> Shape:
        _approval(read)
        for reading in readings:
            read(reading)  # the route is found by it
        return Shape(test=same_body("approver"), applies=kinds)


_by_route("3.2.s3", TOWN_LEVEL, "R2")
_by_route("3.2.s4", VILLAGE_LEVEL, "R2")
_by_route("3.2.s5", FIRMS, "R2", "R3")
_by_route("3.2.s6", SECTORS)

SESSION.rule("3.2.s6#reviewed", F("preliminary_review_day") < NEVER, applies=SECTORS)


@SESSION.read("3.2.s6#review")
def reviewed_before_approval(read: Reader) -> Shape:
    """The preliminary review comes before the approval."""
    _approval(read)
    return Shape(test=F("preliminary_review_day") <= F("approved_day"), applies=SECTORS)


@SESSION.read("3.2.s6#departments")
def departments_join(read: Reader) -> Shape:
    """At least one department joins the preliminary review (R6), before the approval."""
    _approval(read)
    other = read("R6") != "at_least_one_named"
    return Shape(
        test=F("preliminary_departments") >= Number("minimum_preliminary_departments"),
        applies=SECTORS,
        waived=YES if other else None,
        waiver="reading:R6",
    )


@SESSION.read("3.2.s6#all_departments")
def all_departments_join(read: Reader) -> Shape:
    """All departments concerned join it: advice, or a duty by reading R6."""
    _approval(read)
    option = read("R6")
    return Shape(
        test=F("topic_departments_reviewing") >= F("topic_departments"),
        applies=SECTORS,
        waived=YES if option == "office_decides" else None,
        waiver="reading:R6",
        force=Force.MUST if option == "all_concerned" else Force.SHOULD,
    )

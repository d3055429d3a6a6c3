"""3.6 and 3.7: the suggestion list and its receivers, the answers, publication, dissent."""

from __future__ import annotations

from consultrules.facts.fact import NEVER, NOT_YET
from consultrules.policy.judging import Force
from consultrules.policy.vocabulary import Tier
from consultrules.rules.kinds import FIRMS, SECTORS, TOWN_LEVEL, VILLAGE_LEVEL
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.tree import YES, Condition, F, OfKind, Term, among

CASE = Heading("case")

_CITY_SECTOR = SECTORS & among("room_tier", Tier.CITY)
_COUNTY_SECTOR = SECTORS & among("room_tier", Tier.COUNTY)


def _not_done(day: str) -> Condition:
    return F(day).equals(NEVER)


def _not_known_yet(fact: str) -> Condition:
    return F(fact).equals(NOT_YET)


def _needs(tier: Tier) -> Condition:
    return F("needs").equals(tier.number)


CASE.rule("3.6.s1", F("list_day") >= F("session_day"), awaits=_not_done("list_day"))

for _key, _rooms in (
    ("3.6.s2", TOWN_LEVEL),
    ("3.6.s3", VILLAGE_LEVEL),
    ("3.6.s4", FIRMS),
    ("3.6.s5", _CITY_SECTOR),
    ("3.6.s7", _COUNTY_SECTOR),
):
    CASE.rule(
        _key,
        F("receiver_groups_reached") >= F("receiver_groups_required"),
        applies=_rooms,
        awaits=_not_known_yet("receiver_groups_reached"),
    )


def _city_route(read: Reader) -> Condition:
    """City sectors with a need at city level; county sectors straight away by reading R13."""
    straight = read("R13") == "direct_to_city_group"
    tiers = (Tier.CITY, Tier.COUNTY) if straight else (Tier.CITY,)
    return SECTORS & among("room_tier", *tiers) & _needs(Tier.CITY)


def _county_route(read: Reader) -> Condition:
    """County sectors with a need at county level; more of them by readings R11 and R13."""
    due = _COUNTY_SECTOR & _needs(Tier.COUNTY)
    if read("R13") == "relay_by_county_group":
        due = due | (_COUNTY_SECTOR & _needs(Tier.CITY))
    if read("R11") == "by_analogy":
        due = due | (~SECTORS & (F("needs") >= Tier.COUNTY.number))
    return due


def _escalation(clause: str) -> None:
    route = _city_route if clause == "3.6.s6" else _county_route

    @CASE.read(f"{clause}#review")
    def reviewed_first(read: Reader) -> Shape:
        return Shape(
            test=F("party_group_review_day") <= F("escalated_day"),
            applies=route(read),
            awaits=_not_done("escalated_day"),
        )

    for who in ("party", "government"):

        @CASE.read(f"{clause}#{who}")
        def reached(read: Reader, fact: str = f"escalation_reached_{who}") -> Shape:
            return Shape(test=F(fact).equals(1), applies=route(read), awaits=_not_known_yet(fact))


_escalation("3.6.s6")
_escalation("3.6.s8")


def _owed(read: Reader) -> Condition | None:
    """A sector list that reached no Party committee may owe nothing yet (R14)."""
    if read("R14") != "not_due_yet":
        return None
    return SECTORS & _not_done("escalated_day") & F("list_reached_party").equals(0)


@CASE.read("3.7.s1#made")
def responsibility_list_follows(read: Reader) -> Shape:
    """The responsibility list answers the suggestion list, so it is not older."""
    return Shape(
        test=F("responsibility_list_day") >= F("list_day"),
        waived=_owed(read),
        waiver="reading:R14",
        awaits=_not_done("responsibility_list_day"),
    )


@CASE.read("3.7.s1#owner")
def responsibility_list_is_theirs(read: Reader) -> Shape:
    """Party committee or government makes it; departments may by reading R14 for sectors."""
    fact = "responsibility_owner_is_party_or_government"
    makers: Term = F(fact)
    if read("R14") == "departments_in_their_place":
        makers = makers + F("responsibility_owner_is_department") * OfKind(SECTORS.map)
    return Shape(
        test=makers >= 1,
        waived=_owed(read),
        waiver="reading:R14",
        awaits=_not_known_yet(fact),
    )


CASE.rule(
    "3.7.s2a#made",
    F("feedback_list_day") >= F("responsibility_list_day"),
    awaits=_not_done("feedback_list_day"),
)


@CASE.read("3.7.s2a#tasks")
def tasks_have_outcomes(read: Reader) -> Shape:
    """Every task has its outcome before the feedback list is final (L9)."""
    return Shape(
        test=F("tasks_with_outcome") >= F("tasks"),
        waived=YES if read("L9") == "list_drafted" else None,
        waiver="reading:L9",
        awaits=_not_known_yet("tasks_with_outcome"),
    )


CASE.rule(
    "3.7.s2a#author",
    F("feedback_author_is_not_room").equals(1),
    awaits=_not_known_yet("feedback_author_is_not_room"),
)
CASE.rule(
    "3.7.s2b#made",
    F("feedback_to_convener_day") >= F("feedback_list_day"),
    awaits=_not_done("feedback_to_convener_day"),
)


@CASE.read("3.7.s2b#convener")
def convener_in_person(_read: Reader) -> Shape:
    """A co-convener counts as convener, with a warning (T2)."""
    fact = "feedback_reached_convener"
    return Shape(test=F(fact).equals(1), awaits=_not_known_yet(fact), force=Force.SHOULD)


def _withheld(read: Reader) -> Condition | None:
    """Publication may be withheld for an attested reason by reading L10 only."""
    if read("L10") == "manner_and_scope":
        return None
    return F("publication_withheld_reasoned").equals(1)


@CASE.read("3.7.s2c#made")
def published(read: Reader) -> Shape:
    """The result is published, not before the feedback list."""
    return Shape(
        test=F("published_day") >= F("feedback_list_day"),
        waived=_withheld(read),
        waiver="reading:L10",
        awaits=_not_done("published_day"),
    )


for _what in ("manner", "scope"):

    @CASE.read(f"3.7.s2c#{_what}")
    def stated(read: Reader, fact: str = f"publication_{_what}_given") -> Shape:
        """Manner and scope of the publication are on record."""
        return Shape(
            test=F(fact).equals(1),
            waived=_withheld(read),
            waiver="reading:L10",
            awaits=_not_known_yet(fact),
        )


@CASE.read("3.7.s2c#order")
def convener_first(read: Reader) -> Shape:
    """The convener before the public: only by reading L19, and of what was published (L10)."""
    either = read("L19") == "either_order"
    return Shape(
        test=F("feedback_to_convener_day") <= F("published_day"),
        waived=YES if either else _withheld(read),
        waiver="reading:L19" if either else "reading:L10",
        awaits=_not_done("published_day"),
    )


CASE.rule(
    "3.7.s5",
    F("entrusted_report_day") >= F("session_day"),
    applies=F("entrusted").equals(1),
    awaits=_not_done("entrusted_report_day"),
)
CASE.rule(
    "3.7.s4b",
    F("progress_day") >= F("responsibility_list_day"),
    awaits=_not_done("progress_day"),
)


@CASE.read("3.7.s7")
def raised_by_a_channel(read: Reader) -> Shape:
    """Raising a matter higher up is free, the channel is not: whoever does it takes one."""
    read("R11"), read("R13")  # the facts leave out what an escalation route names by these two
    return Shape(
        test=F("upward_by_channel") >= F("upward"),
        waived=F("upward").equals(0),
        waiver="not_used",
        force=Force.MUST,
    )


CASE.rule(
    "3.7.s6",
    F("dissent_explained") >= F("dissent"),
    awaits=_not_known_yet("dissent_explained"),
)


@CASE.read("5.1.s3c")
def every_suggestion_answered(read: Reader) -> Shape:
    """Each suggestion can be traced through the later lists (T1)."""
    option = read("T1")
    return Shape(
        test=F("threads_answered") >= F("suggestions"),
        waived=YES if option == "lists_as_wholes" else None,
        waiver="reading:T1",
        awaits=_not_known_yet("threads_answered"),
        force=Force.MUST if option == "trace_required" else Force.SHOULD,
    )

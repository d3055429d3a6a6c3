"""3.3: who takes part — how many, which categories, how large a share of public representatives."""

from __future__ import annotations

from consultrules.policy.judging import Force
from consultrules.policy.vocabulary import SessionForm
from consultrules.rules.kinds import FIRMS_AND_SECTORS
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.tree import YES, Condition, F, Number, Term, among

SESSION = Heading("session")


def public_term(read: Reader) -> Term:
    """Who counts as a public representative: stakeholders by reading C2."""
    public = F("public_representatives")
    option = read("C2")
    if option == "never":
        return public - F("stakeholder_representatives")
    if option == "always":
        return public + F("stakeholders") - F("stakeholder_representatives")
    return public


_CATEGORIES = (
    ("3.3.s2a.i1", "members", "members_required"),
    ("3.3.s2a.i2", "stakeholders", "stakeholders_required"),
    ("3.3.s2a.i3", "public_representatives", "public_required"),
    ("3.3.s2a.i4", "representative_persons", "persons_required"),
    ("3.3.s2b", "officials_invited", "officials_required"),
)


def _category(key: str, fact: str, required: str) -> None:
    @SESSION.read(key)
    def is_there(read: Reader) -> Shape:
        option = read("C7")
        graded = option == "all_five" and fact == "representative_persons"
        people = public_term(read) if fact == "public_representatives" else F(fact)
        return Shape(
            test=people >= 1,
            applies=F(required).equals(1) if option == "as_topic_requires" else None,
            force=Force.MUST if graded else None,
        )


for _row in _CATEGORIES:
    _category(*_row)


@SESSION.read("3.3.s2b#attending")
def officials_attend(read: Reader) -> Shape:
    """Officials are invited and need not come, unless reading C7 wants all five categories."""
    return Shape(
        test=F("officials_attending") >= 1,
        waived=None if read("C7") == "all_five" else YES,
        waiver="reading:C7",
    )


def _meetings_only(read: Reader) -> Condition | None:
    """Written and online consultation is judged alike, or not at all (C8)."""
    if read("C8") == "all_forms":
        return None
    return among("session_form", SessionForm.WRITTEN, SessionForm.NETWORK)


@SESSION.read("3.3.s3a")
def enough_people(read: Reader) -> Shape:
    """At least ten take part each time."""
    return Shape(
        test=F("participants") >= Number("minimum_participants"),
        waived=_meetings_only(read),
        waiver="reading:C8",
    )


def _band(aspect: str) -> None:
    @SESSION.read(f"3.3.s3b#{aspect}")
    def about_twenty(read: Reader) -> Shape:
        people = F("participants")
        low = people >= Number("suitable_least")
        high = people <= Number("suitable_most")
        other = read("C5") != "band_15_to_25"
        return Shape(
            test=low if aspect == "low" else high,
            waived=YES if other else None,
            waiver="reading:C5",
        )


_band("low")
_band("high")


@SESSION.read("3.3.s3b#reason")
def departure_has_reason(read: Reader) -> Shape:
    """Outside the band a reason is recorded, by reading C5."""
    people = F("participants")
    inside = (people >= Number("suitable_least")) & (people <= Number("suitable_most"))
    return Shape(
        test=F("size_reason_given").equals(1),
        waived=inside if read("C5") == "departure_justified" else YES,
        waiver="reading:C5",
    )


@SESSION.read("3.3.s3c")
def a_third_public(read: Reader) -> Shape:
    """One third are public representatives, exactly: 3 × m ≥ n, of whom by C1, counting whom by C2."""
    people: Term = F("participants")
    if read("C1") == "without_officials_and_convener":
        people = people - F("officials_attending") - F("conveners_attending")
    return Shape(
        test=Number("public_share_whole") * public_term(read)
        >= Number("public_share_part") * people,
        waived=_meetings_only(read),
        waiver="reading:C8",
    )


@SESSION.read("3.3.s6")
def sector_members_first(read: Reader) -> Shape:
    """Members of the sector concerned come first in enterprise and sector rooms (C14)."""
    option = read("C14")
    arranged = F("sector_members_arranged")
    tests = {
        "at_least_one_related": arranged >= 1,
        "majority": arranged * 2 > F("members"),
        "attested": F("sector_priority_attested").equals(1),
    }
    return Shape(test=tests[option], applies=FIRMS_AND_SECTORS)

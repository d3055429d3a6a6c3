"""3.4: research before consultation — none, no session — and what has to be clear by then."""

from __future__ import annotations

from consultrules.facts.fact import NEVER
from consultrules.policy.judging import Force
from consultrules.policy.vocabulary import Clarification
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.tree import F, Number

SESSION = Heading("session")


@SESSION.read("2.2.1.s1")
def research_follows_approval(read: Reader) -> Shape:
    """The order of the text has approval before research: advice, or a duty by reading L1."""
    read("R16"), read("L18"), read("R2"), read("R3")  # which approval and which research count
    strict = read("L1") == "full_order"
    return Shape(
        test=F("research_day") - F("approved_day") >= 0,
        force=Force.MUST if strict else Force.SHOULD,
    )


@SESSION.read("3.4.s1a")
def research_before(read: Reader) -> Shape:
    """No research, no consultation; whether the same day counts is reading L18."""
    ahead = 0 if read("L18") == "same_day_counts" else 1
    return Shape(test=F("session_day") - F("research_day") >= ahead)


@SESSION.read("3.4.s2")
def participants_join_in(read: Reader) -> Shape:
    """The convener does not go alone; research in time is what counts (L18)."""
    read("L18")
    return Shape(test=F("research_participants") >= Number("minimum_research_participants"))


def _clear(word: Clarification) -> None:
    @SESSION.read(word.clause)
    def is_clear(read: Reader) -> Shape:
        read("L18")  # what was clear in time
        aim = read("L4") == "aim_only"
        return Shape(
            test=F(f"clarified_{word.value}").equals(1), force=Force.SHOULD if aim else None
        )


for _word in Clarification:
    _clear(_word)


@SESSION.read("3.4.s5a#reported")
def sensitive_matters_reported_at_all(read: Reader) -> Shape:
    """Whether all that the route names were told; for enterprises R3 says where they stand."""
    read("R3"), read("L18")  # which research is in time
    return Shape(
        test=F("sensitive_reported_day") < NEVER,
        applies=F("sensitive").equals(1),
        blocks=read("L11") != "finding_only",
    )


@SESSION.read("3.4.s5a")
def sensitive_matters_reported(read: Reader) -> Shape:
    """A sensitive matter is reported while research goes on; whether the session waits is L11."""
    read("R3"), read("L18")  # whom the route names, and which research is in time
    return Shape(
        test=F("sensitive_reported_day") <= F("research_end_day"),
        applies=F("sensitive").equals(1),
        blocks=read("L11") != "finding_only",
    )

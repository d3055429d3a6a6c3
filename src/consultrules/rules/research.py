"""3.4: research before consultation — none, no session — and what has to be clear by then."""

from __future__ import annotations

from consultrules.facts.fact import NEVER
from consultrules.policy.judging import Force
from consultrules.policy.vocabulary import Clarification
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.tree import F, Number

SESSION = Heading("session", guards=("hold",))


@SESSION.read("2.2.1.s1")
def research_follows_approval(read: Reader) -> Shape:
    """The order of the text has approval before research: advice, or a duty by reading L1."""
    strict = read("L1") == "full_order"
    return Shape(
        test=F("research_day") - F("approved_day") >= 0,
        force=Force.MUST if strict else Force.SHOULD,
        guards=("hold",) if strict else (),
    )


@SESSION.read("3.4.s1a")
def research_before(read: Reader) -> Shape:
    """No research, no consultation; whether the same day counts is reading L18."""
    ahead = 0 if read("L18") == "same_day_counts" else 1
    return Shape(test=F("session_day") - F("research_day") >= ahead)


SESSION.rule("3.4.s2", F("research_participants") >= Number("minimum_research_participants"))


def _clear(word: Clarification) -> None:
    @SESSION.read(word.clause)
    def is_clear(read: Reader) -> Shape:
        aim = read("L4") == "aim_only"
        return Shape(
            test=F(f"clarified_{word.value}").equals(1),
            force=Force.SHOULD if aim else None,
            guards=() if aim else None,
        )


for _word in Clarification:
    _clear(_word)


SESSION.rule(
    "3.4.s5a#reported", F("sensitive_reported_day") < NEVER, applies=F("sensitive").equals(1)
)


@SESSION.read("3.4.s5a")
def sensitive_matters_reported(read: Reader) -> Shape:
    """A sensitive matter is reported while research goes on; whether the session waits is L11."""
    return Shape(
        test=F("sensitive_reported_day") <= F("research_end_day"),
        applies=F("sensitive").equals(1),
        guards=() if read("L11") == "finding_only" else None,
    )

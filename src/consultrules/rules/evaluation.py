"""3.8: evaluation — by the right body, after a session, with four voices and six aspects."""

from __future__ import annotations

from consultrules.policy.vocabulary import EvaluationAspect, EvaluationVoice
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.topic import same_body
from consultrules.rules.tree import YES, F

EVALUATION = Heading("evaluation")


@EVALUATION.read("3.8.s1#evaluator")
def evaluated_by_the_route(read: Reader) -> Shape:
    """The bodies of the room's own area evaluate; for enterprises R3 says which area that is."""
    read("R3")
    return Shape(test=same_body("evaluator"))


EVALUATION.rule("3.8.s1#day", F("evaluation_day") >= F("session_day"))


def _voice(word: EvaluationVoice) -> None:
    @EVALUATION.read(word.clause)
    def is_heard(read: Reader) -> Shape:
        return Shape(
            test=F(f"voice_{word.value}").equals(1),
            waived=YES if read("E4") == "illustrative" else None,
            waiver="reading:E4",
        )


for _word in EvaluationVoice:
    _voice(_word)

for _aspect in EvaluationAspect:
    EVALUATION.rule(f"{_aspect.clause}#{_aspect.value}", F(f"aspect_{_aspect.value}").equals(1))

EVALUATION.rule("3.8.s2c", F("problems_rectified") >= F("problems"))

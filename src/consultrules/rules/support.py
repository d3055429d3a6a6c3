"""5.1, 5.2: support — materials from Party and government, the backbone of governance invited."""

from __future__ import annotations

from consultrules.policy.judging import Force
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.tree import F

SESSION = Heading("session")


@SESSION.read("5.1.s2b")
def materials_in_advance(read: Reader) -> Shape:
    """Party, government or a department give the convener materials: no step waits for them (L12)."""
    read("L12")
    return Shape(test=F("materials_day") <= F("session_day"), force=Force.MAY)


SESSION.rule("5.2.s1b", F("governance_backbone_invited") >= 1)

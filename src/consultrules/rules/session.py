"""3.5: holding the session — on the approved topic, with everybody told beforehand."""

from __future__ import annotations

from consultrules.policy.judging import Force
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.tree import YES, F, Number

SESSION = Heading("session")


@SESSION.read("3.5.s1.i1")
def on_the_approved_topic(read: Reader) -> Shape:
    """The text consulted on is the one approved; which approval counts is for R16, L18 and the route."""
    read("R16"), read("L18"), read("R2"), read("R3")
    return Shape(test=F("text_is_approved_text").equals(1))


def _told(key: str, fact: str) -> None:
    @SESSION.read(key)
    def everybody_told(read: Reader) -> Shape:
        read("L6"), read("L18")  # the facts count who was told in time by these two
        return Shape(test=F(fact) >= F("participants"))


_told("3.5.s2.i5", "participants_notified")
_told("3.5.s2.i6", "participants_informed")


def _local(aspect: str, option: str, fact: str, number: str) -> None:
    @SESSION.read(f"3.5.s2#{aspect}")
    def local_habit(read: Reader) -> Shape:
        return Shape(
            test=F(fact) >= Number(number),
            waived=None if read("L6") == option else YES,
            waiver="reading:L6",
            force=Force.SHOULD,
        )


_local("lead", "house_minimum_days", "notice_lead_days", "minimum_notice_days")
_local("channels", "two_channels", "notice_channels", "minimum_notice_channels")

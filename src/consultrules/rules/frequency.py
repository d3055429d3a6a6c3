"""3.9: how often — each room so many times a year."""

from __future__ import annotations

from consultrules.rules.kinds import FIRMS_AND_SECTORS, TOWN_LEVEL, VILLAGE_LEVEL
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.tree import Condition, Counted, F, NumberOfKind

YEAR = Heading("room_year")


def held_sessions(read: Reader) -> Counted:
    """The sessions of a year that count: held (F3), no continuations (F10), sound ones only by F4."""
    counts: Condition = F("session_held").equals(1)
    if read("F10") == "continues_not_counted":
        counts = counts & F("continues").equals(0)
    if read("F4") == "not_counted":
        counts = counts & F("must_failures").equals(0)
    return Counted("sessions_held", "session", counts)


def _minimum(key: str, kinds: Condition) -> None:
    @YEAR.read(key)
    def often_enough(read: Reader) -> Shape:
        held, least = held_sessions(read), NumberOfKind("minimum_sessions")
        option = read("F2")
        test = held >= least
        if option == "pro_rata_up":
            test = held * F("year_days") >= least * F("days_open")
        elif option == "pro_rata_down":
            test = (held + 1) * F("year_days") > least * F("days_open")
        return Shape(
            test=test,
            applies=kinds,
            waived=F("full_year").equals(0) if option == "exempt" else None,
            waiver="partial_year",
            awaits=F("year_ended").equals(0) & ~test,
        )


_minimum("3.9.s2b", TOWN_LEVEL)
_minimum("3.9.s3", VILLAGE_LEVEL)
_minimum("3.9.s4", FIRMS_AND_SECTORS)

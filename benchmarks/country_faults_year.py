"""Faults of rooms' years: too few sessions, or nobody can say how many (3.9). Written by hand."""

from __future__ import annotations

from country_fault import Fault

OFTEN = "3.9.s2b?town 3.9.s3?village 3.9.s4?conditional"
_EVERY = "3.9.s2b 3.9.s3 3.9.s4"  # where the kind is not known, none can be told from the others

YEARS = {
    "one_short": Fault("one session short", {}, fail=OFTEN, short=1),
    "two_short": Fault("two sessions short", {}, fail=OFTEN, short=2, only="territorial"),
    "none_held": Fault("no session at all", {}, fail=OFTEN, short=9),
    "last_not_held": Fault("the last has not been held", {}, fail=OFTEN, short=0, last="not_held"),
    "last_continues": Fault(
        "the last only continues another", {}, fail=OFTEN, short=0, last="continues"
    ),
    "last_held_untold": Fault(
        "nobody knows of the last", {}, unknown=OFTEN, short=0, last="held_untold"
    ),
    "last_continues_untold": Fault(
        "the last may continue another", {}, unknown=OFTEN, short=0, last="continues_untold"
    ),
    # Whether the last was held or not, there were too few.
    "short_and_untold": Fault(
        "one short, and nobody knows of the last",
        {},
        fail=OFTEN,
        short=1,
        last="held_untold",
        only="territorial",
    ),
    "short_not_over": Fault(
        "one short in a year that goes on", {"year_ended": 0}, pending=OFTEN, short=1
    ),
    # With the last it is enough, without it the duty is still open.
    "untold_not_over": Fault(
        "nobody knows of the last, and the year goes on",
        {"year_ended": 0},
        unknown=OFTEN,
        short=0,
        last="held_untold",
    ),
    "enough_not_over": Fault("enough before the year is over", {"year_ended": 0}, short=0),
    "opened_in_summer": Fault("open for half a year", {"full_year": 0}, short=1),
    "full_untold": Fault("nobody knows since when it is open", {"full_year": None}, unknown=OFTEN),
    "over_untold": Fault("nobody said as of when", {"year_ended": None}, unknown=OFTEN),
    "kind_untold": Fault("kind of the room untold", {"room_kind": None}, unknown=_EVERY),
    "no_kind": Fault("a kind of naught", {"room_kind": 0}, unknown=_EVERY),
    "no_flag": Fault("a flag of two", {"full_year": 2}, unknown=OFTEN),
}

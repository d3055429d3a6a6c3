"""Attestations of the sample: somebody answers for what no record can show."""

from __future__ import annotations

import datetime as dt

from consultrules.sample.words import YEAR, Data

OF_ROOM = ("3.1.s2", "3.1.s3b", "3.1.s4a", "3.1.s9")
OF_REPRESENTATIVE = "4.3.s2c"
OF_COUNTY = (
    "2.3.s2a",
    "5.1.s1a",
    "5.1.s1b",
    "5.1.s2a",
    "5.1.s2c",
    "5.2.s1c",
    "5.2.s2",
    "5.4.s3a",
    "6.2.s5",
)
OF_CITY = ("5.4.s1a", "5.4.s2a", "6.3.s8")
OF_BOTH = ("1.s3", "4.2.s8a", "4.4.s1b", "6.2.s1b", "6.3.s9a", "6.4.s2a", "6.4.s2b")
SINCE = dt.date(YEAR, 1, 20)


def attestation(
    clause: str, subject: str, *, by: Data, on: dt.date = SINCE, holds: bool = True
) -> Data:
    """One statement about one subject."""
    day = on.isoformat()
    return {"clause": clause, "subject": subject, "holds": holds, "by": by, "on": day}

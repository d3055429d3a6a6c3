"""2.2, 3.1, 3.3, 5.1 and more: entries that attestations carry, a rule each, made from the edition."""

from __future__ import annotations

from consultrules.facts.attested import BODIES, attested_clauses, fact_code
from consultrules.policy.judging import Force
from consultrules.policy.vocabulary import Tier
from consultrules.rules.rule import Heading
from consultrules.rules.tree import F, among

ROOM = Heading("room")
SESSION = Heading("session")
CASE = Heading("case")
BODY_YEAR = Heading("body_year")

for _subject, _heading in (("room", ROOM), ("session", SESSION), ("case", CASE)):
    for _clause in attested_clauses(_subject):
        _heading.rule(_clause.id, F(fact_code(_clause)).equals(1))

# What is attested of people is asked of every representative on the roster.
for _clause in attested_clauses("person"):
    ROOM.rule(_clause.id, F(fact_code(_clause)) >= F("representatives"))

_TIERS = {
    "county": among("body_tier", Tier.COUNTY),
    "city": among("body_tier", Tier.CITY),
    "both": among("body_tier", Tier.COUNTY, Tier.CITY),
}
for _clause in attested_clauses(*BODIES):
    BODY_YEAR.rule(
        _clause.id,
        F(fact_code(_clause)).equals(1),
        applies=_TIERS[_clause.attested_of],
        # An aim that can be attested (1.s3) is nobody's duty: at most a note.
        force=Force.MAY if _clause.force is Force.NONE else None,
    )

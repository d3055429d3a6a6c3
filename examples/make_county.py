# A SAMPLE: the villages are real, everything said of them is made up; the faults are planted.
"""Make `rudong.jsonl`, a sample registry of one county with planted faults (same bytes each run).

    python examples/make_county.py        # writes the file beside this script and lists the faults

`sample_county.py` makes a sound county; the table below says what is then spoilt, one room or person
each: where, what has to be found (grain, verdict, rule), in words, and the fields that change.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sample_case import Bundle, Data
from sample_county import County

from consultrules.models.body import party_organ
from consultrules.models.registry import Registry
from consultrules.models.unit import Unit

SEED = 20200429  # the day of the policy
OUT = Path(__file__).with_name("rudong.jsonl")
GONE = object()  # the field or entry is left out


class Site(NamedTuple):
    """A room that can be spoilt, and the town-level unit that comes next in the list."""

    bundle: Bundle
    beside: Unit


class Fault(NamedTuple):
    """One row of the table; a change may be made from the room that it hits."""

    name: str
    site: str
    finds: str
    what: str
    changes: Mapping[str, Any]


def party(unit: Unit) -> Data:
    """The Party committee or working committee of a unit."""
    return {"organ": party_organ(unit).value, "unit": unit.code}


def own(organ: str) -> Callable[[Site], Data]:
    """An organ of the room's own unit."""
    return lambda site: {"organ": organ, "unit": site.bundle.room["unit"]}


def beside(organ: str) -> Callable[[Site], Data]:
    """An organ of the neighbouring town-level unit."""
    return lambda site: {"organ": organ, "unit": site.beside.code}


def told(site: Site) -> list[str]:
    """Everybody on the notice of the first session but the last two."""
    persons: list[str] = site.bundle.cases[0]["notices"][0]["persons"]
    return persons[:-2]


def people(total: int, public: int) -> Data:
    """Head counts of a session with so many people and public representatives."""
    counts = {"participants": total, "public_representatives": public, "members": 2}
    counts |= {"stakeholders": 2, "stakeholder_representatives": 1, "representative_persons": 1}
    counts |= {"officials": 1, "officials_invited": 1, "notified": total, "informed": total}
    return {f"cases.0.sessions.0.{name}": number for name, number in counts.items()}


TOPIC, RESEARCH, SESSION = "cases.0.topic.", "cases.0.research.0.", "cases.0.sessions.0."
APPROVED, LAST = TOPIC + "approvals.0.", "cases.-1."
DONE = ("suggestion_list", "deliveries", "responsibility_list", "feedback_list", "feedback")
UNDONE = {f"{LAST}{name}": GONE for name in (*DONE, "publication", "evaluations")}

FAULTS = (
    # 3.1: the platform
    Fault("name_without_official_words", "village", "room fail 3.1.s1a", "the room is called 村民议事厅",
          {"room.name": "样例村民议事厅"}),
    Fault("name_with_a_word_changed", "village", "room fail 3.1.s1a", "有事多商量 for 有事好商量",
          {"room.name": "“有事多商量”协商议事室"}),
    Fault("no_sign", "village", "room fail 3.1.s5.i2", "of the six haves, no sign",
          {"room.haves.1.holds": False}),
    Fault("has_activity_false", "village", "room fail 3.1.s5.i5", "denies the activity that it had",
          {"room.haves.4.holds": False}),
    Fault("effect_not_told", "village", "room unknown 3.1.s5.i6", "nothing said about effect",
          {"room.haves.5": GONE}),
    Fault("no_work_committee", "committee", "unit fail 3.1.s7", "a town has no work committee",
          {"exists": False}),
    # 3.2: the topic
    Fault("own_village_approved", "village", "session fail 3.2.s4", "the village's own Party committee",
          {APPROVED + "by": own("PARTY_COMMITTEE")}),
    Fault("next_town_approved", "village", "session fail 3.2.s4", "right organ, neighbouring town",
          {APPROVED + "by": lambda site: party(site.beside)}),
    Fault("government_approved", "town", "session fail 3.2.s3", "the town government, not the Party",
          {APPROVED + "by": own("GOVERNMENT")}),
    Fault("not_approved", "village", "session fail 3.2.s2c", "nobody approved the topic",
          {TOPIC + "approvals": []}),
    Fault("approval_not_told", "village", "session unknown 3.2.s2c", "a fact left out: the approval",
          {TOPIC + "approvals": GONE}),
    Fault("approved_afterwards", "village", "session fail 3.2.s2c", "approved after the session",
          {APPROVED + "on": "2025-06-01"}),
    Fault("sector_reviewed_late", "sector", "session fail 3.2.s6#review", "reviewed after approval",
          {TOPIC + "preliminary_reviews.0.on": lambda s: s.bundle.cases[0]["sessions"][0]["on"]}),
    # 3.3: who takes part
    Fault("nine_people", "village", "session fail 3.3.s3a", "nine took part, three of them public",
          people(9, 3)),
    Fault("three_of_ten", "village", "session fail 3.3.s3c", "three of ten are public", people(10, 3)),
    Fault("seven_of_22", "village", "session fail 3.3.s3c", "seven of 22: no rounding", people(22, 7)),
    Fault("no_official_invited", "village", "session fail 3.3.s2b", "no department was invited",
          {SESSION + "officials": 0, SESSION + "officials_invited": 0}),
    Fault("public_not_counted", "village", "session unknown 3.3.s3c", "a fact left out: how many public",
          {SESSION + "public_representatives": GONE}),
    Fault("member_never_came", "park", "member_year fail 3.3.s5", "a linked member excused each time",
          {f"cases.{n}.sessions.0.roll.1.status": "excused" for n in (0, 1)}),
    # 3.4, 4.3: research
    Fault("no_research", "village", "session fail 3.4.s1a", "no research (an empty list)",
          {"cases.0.research": []}),
    Fault("research_afterwards", "village", "session fail 3.4.s1a", "research after the session",
          {RESEARCH + "start": "2025-06-01", RESEARCH + "end": "2025-06-02"}),
    Fault("wishes_not_clear", "village", "session fail 3.4.s3.i3", "two of the three clarifications",
          {RESEARCH + "clarified.2": GONE}),
    Fault("research_without_public", "village", "session fail 4.3.s2d", "no public representative",
          {RESEARCH + "by_capacity.public_representative": GONE}),
    Fault("sensitive_not_reported", "village", "session fail 3.4.s5a", "a sensitive matter kept back",
          {RESEARCH + "sensitive_met": True, RESEARCH + "sensitive_reports": []}),
    # 3.5: the session
    Fault("two_not_notified", "roll", "session fail 3.5.s2.i5", "two on the roll, not on the notice",
          {"cases.0.notices.0.persons": told}),
    Fault("two_not_informed", "village", "session fail 3.5.s2.i6", "two knew the topic, not the papers",
          {SESSION + "informed": lambda s: s.bundle.cases[0]["sessions"][0]["participants"] - 2}),
    Fault("another_topic", "village", "session fail 3.5.s1.i1", "not the wording that was approved",
          {SESSION + "text": "样例议题：另一议题"}),
    # 3.6, 3.7: the three lists
    Fault("list_to_wrong_body", "village", "case fail 3.6.s3", "to the village, not to the town's Party",
          {LAST + "deliveries.0.to": own("PARTY_COMMITTEE")}),
    Fault("no_list_yet", "village", "case pending 3.6.s1", "a topic that ended with the session", UNDONE),
    Fault("room_made_responsibility_list", "village", "case fail 3.7.s1#owner", "made by the room",
          {LAST + "responsibility_list.by": own("ROOM")}),
    Fault("tasks_without_outcome", "village", "case fail 3.7.s2a#tasks", "under way, yet fed back",
          {LAST + "responsibility_list.tasks.0.outcome": "under_way"}),
    Fault("room_made_feedback_list", "village", "case fail 3.7.s2a#author", "made by the room",
          {LAST + "feedback_list.by": own("ROOM")}),
    Fault("published_without_scope", "village", "case fail 3.7.s2c#scope", "published, nobody knows where",
          {LAST + "publication.scope": GONE}),
    Fault("not_published_yet", "village", "case pending 3.7.s2c#made", "fed back, not published",
          {LAST + "publication": GONE}),
    Fault("dissent_not_explained", "village", "case fail 3.7.s6", "one dissented, nobody explained",
          {LAST + "dissent": lambda s: [{"person": s.bundle.room["representatives"][0]["person"]}]}),
    # 3.8: evaluation
    Fault("public_not_heard", "evaluated", "evaluation fail 3.8.s2a.i3", "three of the four voices",
          {LAST + "evaluations.0.voices.2": GONE}),
    Fault("next_town_evaluated", "evaluated", "evaluation fail 3.8.s1#evaluator", "not in its area",
          {LAST + "evaluations.0.by": beside("WORK_COMMITTEE")}),
    # 3.9: how often
    Fault("one_session_short", "village", "room_year fail 3.9.s3", "two of three sessions",
          {LAST[:-1]: GONE}),
    Fault("adjourned_only", "pair", "room_year fail 3.9.s3", "one of three merely continues another",
          {"cases.0.sessions.1.continues": lambda s: s.bundle.cases[0]["sessions"][0]["id"]}),
    Fault("founded_in_2025", "village", "room_year not_applicable 3.9.s3", "a partial year, one session",
          {"room.since": "2025-08-01", "cases.0": GONE, "cases.1": GONE}),
    # 4.1, 4.2, 4.3: the people
    Fault("deputy_convenes", "village", "room fail 4.1.s4a#eligible", "ineligible: a deputy secretary",
          {"room.conveners.0.post": "party_deputy_secretary"}),
    Fault("unrelated_convener", "firm", "room fail 4.1.s5#related", "advice: of an unrelated sector",
          {"room.conveners.0.sector": "文化艺术界"}),
    Fault("no_co_convener", "village", "room fail 4.1.s4b#present", "no co-convener",
          {"room.co_conveners": []}),
    Fault("no_linked_member", "town", "room fail 4.2.s5b", "no member is linked to the town's room",
          {"room.links": []}),
    Fault("no_grid_staff", "village", "room fail 4.3.s5a.i1", "a category missing from the roster",
          {"room.representatives.5": GONE}),
    Fault("representative_expired", "village", "room fail 4.3.s5b", "one entry ran out in 2025",
          {"room.representatives.7.until": "2025-12-31"}),
    Fault("member_without_area", "former", "member fail 4.2.s5a#area", "a member tied to no room",
          {"memberships.0.until": GONE, "memberships.0.sector": "经济界"}),
    Fault("invited_directly", "invitation", "member fail 4.2.s6", "without asking the county CPPCC",
          {"applied_to": []}),
)  # fmt: skip


def plant(county: County) -> Iterator[tuple[Fault, str]]:
    """Spoil the county by the table; tell of each fault which subject it hit."""
    rng = random.Random(SEED)
    free = [site_of(county, bundle) for bundle in county.bundles]
    rng.shuffle(free)
    committees = [{"unit": town.code, "exists": True} for town in county.towns]
    county.work_committees = committees
    records = {"former": county.former, "invitation": county.invitations, "committee": committees}
    for fault in FAULTS:
        if fault.site in records:
            record = records[fault.site][0]
            spoil(record, fault.changes, None)
            yield fault, record.get("id") or record["unit"]
        else:
            site = next(site for site in free if fits(site.bundle, fault.site))
            free.remove(site)
            subject = subject_of(site.bundle, fault)
            spoil(vars(site.bundle), fault.changes, site)
            yield fault, subject


if __name__ == "__main__":
    pass

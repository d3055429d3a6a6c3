# A SAMPLE: the names and codes of places are real, all else is made up and the faults are planted.
"""Make `rudong.jsonl`, a sample registry of one county with planted faults: same bytes each run.

    python examples/make_county.py      # writes the file beside this script and lists the faults

`sample_county.py` makes a sound county. The table says what is then spoilt, in a room or person of
its own each: what there is to be found (grain, verdict, rule), in words, and which fields change.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from sample_case import Bundle
from sample_county import County
from sample_faults import (
    APPROVAL,
    GONE,
    LAST,
    NO_LISTS,
    RESEARCH,
    REVIEW,
    ROOM,
    SESSION,
    SITES,
    TOPIC,
    Fault,
    Site,
    all_but_two,
    beside,
    dissenter,
    own,
    people,
    session,
    spoil,
)

from consultrules.models.registry import Registry

SEED = 20200429  # the day of the policy
OUT = Path(__file__).with_name("rudong.jsonl")

FAULTS = {
    # 3.1 the platform
    "name_without_words": Fault("room fail 3.1.s1a", "the room is called 村民议事厅",
        {ROOM + "name": "样例村民议事厅"}),
    "name_with_other_word": Fault("room fail 3.1.s1a", "有事多商量 in place of 有事好商量",
        {ROOM + "name": "样例村“有事多商量”协商议事室"}),
    "no_sign": Fault("room fail 3.1.s5.i2", "five of the six haves",
        {ROOM + "haves.1.holds": False}),
    "activity_denied": Fault("room fail 3.1.s5.i5", "has_activity is false, yet sessions were held",
        {ROOM + "haves.4.holds": False}),
    "effect_untold": Fault("room unknown 3.1.s5.i6", "a fact left out: the sixth have",
        {ROOM + "haves.5": GONE}),
    "no_work_committee": Fault("unit fail 3.1.s7", "advice only: a town without work committee",
        {"exists": False}, "committee"),
    # 3.2 the topic
    "own_village_approved": Fault("session fail 3.2.s4", "the village's Party committee approved",
        {APPROVAL + "by": own("PARTY_COMMITTEE")}),
    "next_town_approved": Fault("session fail 3.2.s4", "right organ, neighbouring town",
        {APPROVAL + "by": beside()}),
    "government_approved": Fault("session fail 3.2.s3", "right town, its government",
        {APPROVAL + "by": own("GOVERNMENT")}, "town"),
    "not_approved": Fault("session fail 3.2.s2c", "nobody approved (an empty list)",
        {TOPIC + "approvals": []}),
    "approval_untold": Fault("session unknown 3.2.s2c", "a fact left out: the approvals",
        {TOPIC + "approvals": GONE}),
    "approved_late": Fault("session fail 3.2.s2c", "approved after the session",
        {APPROVAL + "on": "2025-05-20"}),
    "reviewed_late": Fault("session fail 3.2.s6#review", "a sector topic reviewed after approval",
        {REVIEW + "on": session("on")}, "sector"),
    # 3.3 who takes part
    "nine_people": Fault("session fail 3.3.s3a", "nine took part, three of them public",
        people(9, 3)),
    "three_of_ten": Fault("session fail 3.3.s3c", "three of ten are public", people(10, 3)),
    "seven_of_22": Fault("session fail 3.3.s3c", "seven of 22: nothing is rounded", people(22, 7)),
    "no_official_invited": Fault("session fail 3.3.s2b", "no official was even invited",
        {SESSION + "officials": 0, SESSION + "officials_invited": 0}),
    "public_uncounted": Fault("session unknown 3.3.s3c", "a fact left out: how many are public",
        {SESSION + "public_representatives": GONE}),
    "member_never_came": Fault("member_year fail 3.3.s5", "a linked member excused each time",
        {f"cases.{n}.sessions.0.roll.1.status": "excused" for n in (0, 1)}, "park"),
    # 3.4, 4.3 research
    "no_research": Fault("session fail 3.4.s1a", "no research (an empty list)",
        {"cases.0.research": []}),
    "research_late": Fault("session fail 3.4.s1a", "research after the session",
        {RESEARCH + "start": "2025-05-20", RESEARCH + "end": "2025-05-21"}),
    "wishes_unclear": Fault("session fail 3.4.s3.i3", "two of the three clarifications",
        {RESEARCH + "clarified.2": GONE}),
    "research_without_public": Fault("session fail 4.3.s2d", "research without the public",
        {RESEARCH + "by_capacity.public_representative": GONE}),
    "sensitive_kept_back": Fault("session fail 3.4.s5a", "a sensitive matter, reported to nobody",
        {RESEARCH + "sensitive_met": True, RESEARCH + "sensitive_reports": []}),
    # 3.5 the session
    "two_not_notified": Fault("session fail 3.5.s2.i5", "two of the roll are not on the notice",
        {"cases.0.notices.0.persons": all_but_two}, "roll"),
    "two_not_informed": Fault("session fail 3.5.s2.i6", "two had the topic, not the papers",
        {SESSION + "informed": session("participants", less=2)}),
    "other_wording": Fault("session fail 3.5.s1.i1", "consulted on what nobody approved",
        {SESSION + "text": "样例议题：另一议题"}),
    # 3.6, 3.7 the three lists
    "list_to_wrong_body": Fault("case fail 3.6.s3", "the list went to the village, not to the town",
        {LAST + "deliveries.0.to": own("PARTY_COMMITTEE")}),
    "no_list_yet": Fault("case pending 3.6.s1", "nothing came after the session", NO_LISTS),
    "list_by_room": Fault("case fail 3.7.s1#owner", "the room made the responsibility list",
        {LAST + "responsibility_list.by": own("ROOM")}),
    "task_open": Fault("case fail 3.7.s2a#tasks", "fed back while a task is still under way",
        {LAST + "responsibility_list.tasks.0.outcome": "under_way"}),
    "feedback_by_room": Fault("case fail 3.7.s2a#author", "the room made the feedback list",
        {LAST + "feedback_list.by": own("ROOM")}),
    "scope_unstated": Fault("case fail 3.7.s2c#scope", "published without scope",
        {LAST + "publication.scope": GONE}),
    "not_published_yet": Fault("case pending 3.7.s2c#made", "fed back, not yet published",
        {LAST + "publication": GONE}),
    "dissent_unexplained": Fault("case fail 3.7.s6", "one dissented, nobody explained",
        {LAST + "dissent": dissenter}),
    # 3.8 evaluation
    "public_unheard": Fault("evaluation fail 3.8.s2a.i3", "three of the four voices",
        {LAST + "evaluations.0.voices.2": GONE}, "evaluated"),
    "next_town_evaluated": Fault("evaluation fail 3.8.s1#evaluator", "right organ, wrong town",
        {LAST + "evaluations.0.by": beside("WORK_COMMITTEE")}, "evaluated"),
    # 3.9 how often
    "one_session_short": Fault("room_year fail 3.9.s3", "two sessions of three", {"cases.2": GONE}),
    "only_continued": Fault("room_year fail 3.9.s3", "the third only continues another",
        {"cases.0.sessions.1.continues": session("id")}, "pair"),
    "founded_in_2025": Fault("room_year not_applicable 3.9.s3", "a partial year, one session",
        {ROOM + "since": "2025-08-01", "cases": lambda site: site.bundle.cases[2:]}),
    # 4.1 to 4.3 the people
    "deputy_convenes": Fault("room fail 4.1.s4a#eligible", "an ineligible convener",
        {ROOM + "conveners.0.post": "party_deputy_secretary"}),
    "unrelated_convener": Fault("room fail 4.1.s5#related", "advice only: of another sector",
        {ROOM + "conveners.0.sector": "文化艺术界"}, "firm"),
    "no_co_convener": Fault("room fail 4.1.s4b#present", "a village room without co-convener",
        {ROOM + "co_conveners": []}),
    "no_linked_member": Fault("room fail 4.2.s5b", "no member is linked to the town's room",
        {ROOM + "links": []}, "town"),
    "no_grid_staff": Fault("room fail 4.3.s5a.i1", "a category is missing from the roster",
        {ROOM + "representatives.5": GONE}),
    "representative_expired": Fault("room fail 4.3.s5b", "one of two entries ran out",
        {ROOM + "representatives.7.until": "2025-09-30"}),
    "member_without_area": Fault("member fail 4.2.s5a#area", "a county member tied to no room",
        {"memberships.0.until": GONE, "memberships.0.sector": "经济界"}, "former"),
    "invited_directly": Fault("member fail 4.2.s6", "the county CPPCC was not asked",
        {"applied_to": []}, "invitation"),
}  # fmt: skip


def planted(county: County) -> Iterator[tuple[str, str]]:
    """Spoil the county by the table; tell of each fault which subject it hit."""
    rng = random.Random(SEED)
    free = rng.sample(county.bundles, len(county.bundles))
    records = {
        "former": rng.choice(county.former),
        "invitation": county.invitations[0],
        "committee": rng.choice(county.work_committees),
    }
    for name, fault in FAULTS.items():
        if fault.site in records:
            record = records[fault.site]
            spoil(record, fault.changes)
            yield name, record.get("id") or record["unit"]
        else:
            bundle = next(bundle for bundle in free if SITES[fault.site](bundle))
            free.remove(bundle)
            yield name, subject(bundle, fault)
            site = Site(bundle, county.beside(bundle.place.unit))
            made = {k: v(site) if callable(v) else v for k, v in fault.changes.items()}
            spoil(vars(bundle), made)


def subject(bundle: Bundle, fault: Fault) -> str:
    """The id of what a fault hits: the case, the linked member, or the room."""
    grain = fault.finds.split()[0]
    found: str = bundle.room["id"]
    if grain in ("session", "case", "evaluation"):
        number = next(iter(fault.changes)).split(".")[1]
        found = bundle.cases[int(number)]["topic"]["id"]
    elif grain == "member_year":
        found = bundle.room["links"][0]["person"]
    return found


def registry(county: County) -> Registry:
    """The county as the library reads it."""
    rooms = [bundle.room for bundle in county.bundles]
    cases = [case for bundle in county.bundles for case in bundle.cases]
    people, committees = county.people, county.work_committees
    others = {"invitations": county.invitations, "work_committees": committees}
    return Registry.read({"rooms": rooms, "people": people, "cases": cases, **others})


if __name__ == "__main__":
    sample = County(SEED)
    for fault_name, hit in planted(sample):
        print(f"{fault_name:24} {hit:12} {FAULTS[fault_name].finds}")
    for unit in sample.roomless:
        print(f"{'no_room':24} {unit.code:12} unit fail 2.3.s1a")
    registry(sample).save(OUT)

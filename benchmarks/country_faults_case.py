"""Faults of cases and of evaluations (3.6 to 3.8), written by hand."""

from __future__ import annotations

from country_fault import NEVER, NOT_YET, ONCE, Fault, only_for

RECEIVED = "3.6.s2?town 3.6.s3?village 3.6.s4?firm 3.6.s5?city_sector 3.6.s7?county_sector"
OVER_COUNTY = "3.6.s8#review 3.6.s8#party 3.6.s8#government"
OVER_CITY = "3.6.s6#review 3.6.s6#party 3.6.s6#government"
OVER = f"{only_for(OVER_COUNTY, 'county_sector')} {only_for(OVER_CITY, 'city_sector')}"
PUBLISHED = "3.7.s2c#made 3.7.s2c#manner 3.7.s2c#scope"
TOLD = "3.7.s2b#made 3.7.s2b#convener"
FED_BACK = f"3.7.s2a#made 3.7.s2a#tasks 3.7.s2a#author 5.1.s3c {TOLD} {PUBLISHED}"
ANSWERED = f"3.7.s1#made 3.7.s1#owner 3.7.s4b {FED_BACK}"
_NOT_PUBLISHED = {
    "published_day": NEVER,
    "publication_manner_given": NOT_YET,
    "publication_scope_given": NOT_YET,
}
_NOT_FED_BACK = {
    **dict.fromkeys(("feedback_list_day", "feedback_to_convener_day"), NEVER),
    **dict.fromkeys(("feedback_author_is_not_room", "feedback_reached_convener"), NOT_YET),
    **dict.fromkeys(("tasks_with_outcome", "threads_answered"), NOT_YET),
    **_NOT_PUBLISHED,
}
_NOT_ANSWERED = {
    **dict.fromkeys(("responsibility_list_day", "progress_day"), NEVER),
    "responsibility_owner_is_party_or_government": NOT_YET,
    "tasks": None,
    **_NOT_FED_BACK,
}
_NOT_ESCALATED = {
    **dict.fromkeys(("party_group_review_day", "escalated_day"), NEVER),
    **dict.fromkeys(("escalation_reached_party", "escalation_reached_government"), NOT_YET),
}
ESCALATED = "kind >= 8 AND needs > 0"

CASES = {
    # Waiting for the next step.
    "no_list": Fault(
        "no suggestion list yet, and nothing after it",
        {"list_day": NEVER, "receiver_groups_reached": NOT_YET, "suggestions": None}
        | _NOT_ANSWERED,
        pending=f"3.6.s1 {RECEIVED} {ANSWERED}",
        where="needs = 0 AND entrusted = 0",
    ),
    "no_responsibility_list": Fault(
        "no responsibility list yet, and nothing after it", _NOT_ANSWERED, pending=ANSWERED
    ),
    "no_feedback_list": Fault(
        "no feedback list yet, and nothing after it", _NOT_FED_BACK, pending=FED_BACK
    ),
    "not_published": Fault("not published yet", _NOT_PUBLISHED, pending=PUBLISHED),
    "not_sent": Fault("not sent yet", {"receiver_groups_reached": NOT_YET}, pending=RECEIVED),
    "no_progress": Fault("progress not shown", {"progress_day": NEVER}, pending="3.7.s4b"),
    "not_escalated": Fault(
        "not reported to those above yet", _NOT_ESCALATED, pending=OVER, where=ESCALATED
    ),
    "no_report": Fault(
        "those who entrusted it not told yet",
        {"entrusted_report_day": NEVER},
        pending="3.7.s5",
        where="entrusted = 1",
    ),
    "not_explained": Fault(
        "dissent not explained yet",
        {"dissent": 2, "dissent_explained": NOT_YET},
        pending="3.7.s6",
    ),
    # Not as it has to be.
    "not_compared": Fault("one candidate", {"candidates_compared": 1}, fail="3.2.s2a"),
    "list_early": Fault("listed before", {"list_day": "session_day - 1"}, fail="3.6.s1"),
    "list_missing": Fault(
        "answered, though there is no list yet",
        {"list_day": NEVER},
        pending="3.6.s1",
        fail="3.7.s1#made",
    ),
    "received_by_none": Fault("sent elsewhere", {"receiver_groups_reached": 0}, fail=RECEIVED),
    "unreviewed": Fault(
        "reported above without review by the Party group",
        {"party_group_review_day": NEVER},
        fail="3.6.s8#review?county_sector 3.6.s6#review?city_sector",
        where=ESCALATED,
    ),
    "party_left_out": Fault(
        "the Party committee not told",
        {"escalation_reached_party": 0},
        fail="3.6.s8#party?county_sector 3.6.s6#party?city_sector",
        where=ESCALATED,
    ),
    "government_left_out": Fault(
        "the government not told",
        {"escalation_reached_government": 0},
        fail="3.6.s8#government?county_sector 3.6.s6#government?city_sector",
        where=ESCALATED,
    ),
    "owner_elsewhere": Fault(
        "the responsibility list made by somebody else",
        {"responsibility_owner_is_party_or_government": 0},
        fail="3.7.s1#owner",
    ),
    "task_open": Fault(
        "a task without outcome", {"tasks_with_outcome": "tasks - 1"}, fail="3.7.s2a#tasks"
    ),
    "own_feedback": Fault(
        "the room wrote the feedback list itself",
        {"feedback_author_is_not_room": 0},
        fail="3.7.s2a#author",
    ),
    "feedback_early": Fault(
        "a feedback list older than the responsibility list",
        {"feedback_list_day": "responsibility_list_day - 1"},
        fail="3.7.s2a#made",
    ),
    "told_early": Fault(
        "the convener told before the feedback list",
        {"feedback_to_convener_day": "feedback_list_day - 1"},
        fail="3.7.s2b#made",
    ),
    "co_convener_told": Fault(
        "only the co-convener told", {"feedback_reached_convener": 0}, fail="3.7.s2b#convener"
    ),
    "published_early": Fault(
        "published before the feedback list",
        {"published_day": "feedback_list_day - 1"},
        fail="3.7.s2c#made",
    ),
    "no_manner": Fault("no manner", {"publication_manner_given": 0}, fail="3.7.s2c#manner"),
    "no_scope": Fault("no scope", {"publication_scope_given": 0}, fail="3.7.s2c#scope"),
    "reported_early": Fault(
        "reported before the session to those who entrusted it",
        {"entrusted_report_day": "session_day - 3"},
        fail="3.7.s5",
        where="entrusted = 1",
    ),
    "progress_early": Fault(
        "progress shown before the responsibility list",
        {"progress_day": "responsibility_list_day - 2"},
        fail="3.7.s4b",
    ),
    "other_channel": Fault(
        "raised twice, once by a channel", {"upward": 2, "upward_by_channel": 1}, fail="3.7.s7"
    ),
    "two_silent": Fault(
        "explained to one of three", {"dissent": 3, "dissent_explained": 1}, fail="3.7.s6"
    ),
    "unanswered": Fault(
        "a suggestion not answered", {"threads_answered": "suggestions - 1"}, fail="5.1.s3c"
    ),
    "narrow": Fault("attested: not widely", {"attested_2_2_2_s1a": 0}, fail="2.2.2.s1a"),
    "not_topical": Fault("attested: off the point", {"attested_3_2_s2b": 0}, fail="3.2.s2b"),
    # Not known.
    "unattested": Fault("nobody attested", {"attested_3_2_s2b": None}, unknown="3.2.s2b"),
    "day_untold": Fault(
        "day of the session untold",
        {"session_day": None},
        unknown="3.6.s1",
        where="entrusted = 0",
    ),
    "tasks_untold": Fault("tasks not counted", {"tasks": None}, unknown="3.7.s2a#tasks"),
    "scope_untold": Fault(
        "scope untold", {"publication_scope_given": None}, unknown="3.7.s2c#scope"
    ),
    "entrusted_untold": Fault("entrusted or not", {"entrusted": None}, unknown="3.7.s5"),
    "upward_untold": Fault("raised above or not", {"upward": None}, unknown="3.7.s7"),
    "needs_untold": Fault("level of needs untold", {"needs": None}, unknown=OVER, only="sector"),
    "kind_untold": Fault(
        "kind of the room untold",
        {"room_kind": None},
        unknown="3.6.s2 3.6.s3 3.6.s4 3.6.s5 3.6.s7",
        where="room_tier IS NULL AND needs = 0",
    ),
    "tier_untold": Fault(
        "tier of the sector untold",
        {"room_tier": None},
        unknown="3.6.s5 3.6.s7",
        only="sector",
        where="needs = 0",
    ),
    # Impossible, and contradicting itself.
    "typed_day": Fault(
        "a day typed as year and month", {"published_day": 202_503}, unknown="3.7.s2c#made"
    ),
    "many_receivers": Fault(
        "more receivers reached than there are",
        {"receiver_groups_reached": "receiver_groups_required + 1"},
        unknown=RECEIVED,
    ),
    "many_channels": Fault(
        "three times by a channel, raised once",
        {"upward": 1, "upward_by_channel": 3},
        unknown="3.7.s7",
    ),
}

_ASPECTS = (
    "3.8.s2b.i1#result 3.8.s2b.i1#process 3.8.s2b.i2#objective 3.8.s2b.i2#subjective"
    " 3.8.s2b.i3#internal 3.8.s2b.i3#external"
)
_VOICES = "3.8.s2a.i1 3.8.s2a.i2 3.8.s2a.i3 3.8.s2a.i4"
EVALUATIONS = {
    "other_committee": Fault(
        "evaluated by the work committee of another town",
        {"evaluator_organ": 8, "evaluator_unit": "route_unit + 1000"},
        fail="3.8.s1#evaluator",
    ),
    "party": Fault("by the Party committee", {"evaluator_organ": 1}, fail="3.8.s1#evaluator"),
    "early": Fault(
        "evaluated before the session",
        {"evaluation_day": "session_day - 1"},
        fail="3.8.s1#day",
    ),
    "never_held": Fault("no session", {"session_day": NEVER}, fail="3.8.s1#day"),
    "no_public": Fault("the public not heard", {"voice_public": 0}, fail="3.8.s2a.i3"),
    "only_organiser": Fault(
        "only the organiser heard",
        dict.fromkeys(("voice_party_government", "voice_members", "voice_public"), 0),
        fail="3.8.s2a.i1 3.8.s2a.i2 3.8.s2a.i3",
    ),
    "only_result": Fault(
        "only the result looked at",
        {"aspect_process": 0, "aspect_subjective": 0, "aspect_external": 0},
        fail="3.8.s2b.i1#process 3.8.s2b.i2#subjective 3.8.s2b.i3#external",
    ),
    "nobody_heard": Fault(
        "nobody heard, nothing looked at",
        dict.fromkeys(
            (
                *("voice_party_government", "voice_members", "voice_public", "voice_organiser"),
                *("aspect_result", "aspect_process", "aspect_objective", "aspect_subjective"),
                *("aspect_internal", "aspect_external"),
            ),
            0,
        ),
        fail=f"{_VOICES} {_ASPECTS}",
    ),
    "not_rectified": Fault(
        "a problem not put right", {"problems": 3, "problems_rectified": 2}, fail="3.8.s2c"
    ),
    "voices_untold": Fault(
        "nobody said who was heard",
        dict.fromkeys(
            ("voice_party_government", "voice_members", "voice_public", "voice_organiser")
        ),
        unknown=_VOICES,
    ),
    "aspect_untold": Fault("untold", {"aspect_result": None}, unknown="3.8.s2b.i1#result"),
    "unit_untold": Fault("whose", {"evaluator_unit": None}, unknown="3.8.s1#evaluator"),
    "no_organ": Fault("organ of 11", {"evaluator_organ": 11}, unknown="3.8.s1#evaluator"),
    "day_untold": Fault("untold", {"session_day": None}, unknown="3.8.s1#day"),
    "more_rectified": Fault(
        "four put right of one", {"problems": 1, "problems_rectified": 4}, unknown="3.8.s2c"
    ),
    "no_flag": Fault("a flag of seven", {"voice_members": 7}, unknown="3.8.s2a.i2", how=ONCE),
}

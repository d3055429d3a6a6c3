"""Faults of what follows a session: lists, receivers, answers, publication, evaluation (3.6 to 3.8)."""

from __future__ import annotations

import datetime as dt

from consultrules.sample.edits import (
    above,
    beside,
    days_after,
    denied,
    entrusted,
    evaluated,
    here,
    own,
)
from consultrules.sample.fault import (
    COPIES,
    FIRMS,
    GONE,
    NO_SECTOR,
    SECTORS,
    TOWN_LEVEL,
    VILLAGE_LEVEL,
    Fault,
    in_each,
)
from consultrules.sample.site import Site
from consultrules.sample.words import ASPECTS, VOICES, Data, after

_ASPECT_RULES = dict(zip(ASPECTS, ("i1", "i1", "i2", "i2", "i3", "i3"), strict=True))


def dissenter(site: Site) -> list[Data]:
    """One person of another opinion, to whom nobody explained anything."""
    return [{"person": site.representative}]


def _past_the_channels(site: Site) -> list[Data]:
    """The deliveries, with one straight to the county's Party committee."""
    straight = {"to": above("PARTY_COMMITTEE")(site), "on": days_after(9)(site)}
    return [*site.case["deliveries"], straight]


def _without_channel(site: Site) -> list[Data]:
    """The matter raised with county or city, and no channel used."""
    return [{"to": above("GOVERNMENT")(site), "on": days_after(25)(site)}]


def _before_the_first(site: Site) -> str:
    """The day before the first session of the first case."""
    return after(dt.date.fromisoformat(site.cases[0]["sessions"][0]["on"]), -1)


def _escalated_to(number: int) -> object:
    return lambda site: [site.case["escalations"][number]]


def _upwards(kind: str) -> dict[str, Fault]:
    """What goes wrong when a sector's list has to go to county or city."""
    kinds = (kind,)
    return {
        f"{kind}_without_group": Fault("case fail {upward}#review", "the group never reviewed it",
            {"case.group_reviews": []}, kinds),
        f"{kind}_reviewed_after": Fault("case fail {upward}#review", "reviewed after it was sent",
            {"case.group_reviews.0.on": days_after(20)}, kinds, copies=1),
        f"{kind}_past_party": Fault("case fail {upward}#party", "only the government got it",
            {"case.escalations": _escalated_to(1)}, kinds),
        f"{kind}_past_government": Fault("case fail {upward}#government", "only the Party got it",
            {"case.escalations": _escalated_to(0)}, kinds),
        f"{kind}_to_office_only": Fault("case fail {report}", "the departments did not get it",
            {"case.deliveries": lambda site: site.case["deliveries"][:1]}, kinds, copies=2),
        f"{kind}_past_office": Fault("case fail {report}", "the functional office did not get it",
            {"case.deliveries": lambda site: site.case["deliveries"][1:]}, kinds, copies=1),
    }  # fmt: skip


FAULTS = {
    # 2.2 and 3.2 how the topic was chosen
    "public_not_asked": Fault("case fail 2.2.2.s1a", "the people concerned were not consulted",
        first=denied("case", "2.2.2.s1a")),
    "no_candidates": Fault("case fail 3.2.s2a", "advice: one candidate is no comparison",
        {"topic.candidates_compared": 1}),
    "topic_too_wide": Fault("case fail 3.2.s2b", "advice: the topic is not what a good one is",
        first=denied("case", "3.2.s2b")),
    # 3.6 the suggestion list
    "list_before_session": Fault("case fail 3.6.s1", "the list is older than the session",
        {"case.suggestion_list.on": days_after(-1)}),
    **in_each("list_to_next_place", Fault("case fail {report}", "the list went to the next town",
        {"case.deliveries.0.to": beside("PARTY")}), TOWN_LEVEL, VILLAGE_LEVEL, FIRMS),
    "list_to_village": Fault("case fail {report}", "the list went to the village, not to the town",
        {"case.deliveries.0.to": own("PARTY_COMMITTEE")}, VILLAGE_LEVEL),
    "list_to_government": Fault("case fail {report}", "right place, its government",
        {"case.deliveries.0.to": here("GOVERNMENT")}, NO_SECTOR),
    **_upwards(SECTORS[0]),
    **_upwards(SECTORS[1]),
    # 3.7 what comes of it
    "responsibility_before_list": Fault("case fail 3.7.s1#made", "it answers a list not yet written",
        {"case.responsibility_list.on": days_after(0)}),
    "list_by_room": Fault("case fail 3.7.s1#owner", "the room made the responsibility list",
        {"case.responsibility_list.by": own("ROOM")}),
    "feedback_before_responsibility": Fault("case fail 3.7.s2a#made", "fed back before it was due",
        {"case.feedback_list.on": days_after(10)}),
    "task_open": Fault("case fail 3.7.s2a#tasks", "fed back while a task is still under way",
        {"case.responsibility_list.tasks.0.outcome": "under_way"}),
    "refused_without_reason": Fault("case fail 3.7.s2a#tasks", "not adopted, and nobody says why",
        {"case.responsibility_list.tasks.0.outcome": "not_adopted",
         "case.responsibility_list.tasks.0.reason": GONE}),
    "feedback_by_room": Fault("case fail 3.7.s2a#author", "the room made the feedback list",
        {"case.feedback_list.by": own("ROOM")}),
    "convener_told_early": Fault("case fail 3.7.s2b#made", "told before there was a feedback list",
        {"case.feedback.on": days_after(30)}),
    "co_convener_told": Fault("case fail 3.7.s2b#convener", "advice: the co-convener got it",
        {"case.feedback.to": "co_convener"}, VILLAGE_LEVEL),
    "published_early": Fault("case fail 3.7.s2c#made", "published before there was a result",
        {"case.publication.on": days_after(30)}),
    "manner_unstated": Fault("case fail 3.7.s2c#manner", "published nobody knows how",
        {"case.publication.manner": GONE}),
    "scope_unstated": Fault("case fail 3.7.s2c#scope", "published nobody knows where",
        {"case.publication.scope": GONE}),
    "progress_early": Fault("case fail 3.7.s4b", "progress shown before anybody was responsible",
        {"case.progress.0.on": days_after(3)}),
    "entrusted_report_early": Fault("case fail 3.7.s5", "reported before there was a result",
        {"case.entrusted_reports.0.on": days_after(-2)}, NO_SECTOR, first=entrusted),
    "dissent_unexplained": Fault("case fail 3.7.s6", "one dissented, nobody explained",
        {"case.dissent": dissenter}),
    "straight_to_county": Fault("case fail 3.7.s7", "the list went to the county past the channels",
        {"case.deliveries": _past_the_channels}, NO_SECTOR),
    "raised_without_channel": Fault("case fail 3.7.s7", "raised higher up by none of the channels",
        {"case.follow_ups": _without_channel}),
    "suggestion_unanswered": Fault("case fail 5.1.s3c", "advice: one suggestion was not answered",
        {"case.feedback_list.answers.-1": GONE}),
    # 3.8 evaluation, of the first case
    "next_place_evaluated": Fault("evaluation fail 3.8.s1#evaluator", "right organ, wrong town",
        {"evaluation.by": beside("WORK_COMMITTEE")}, NO_SECTOR, first=evaluated),
    "party_evaluated": Fault("evaluation fail 3.8.s1#evaluator", "right place, wrong organ",
        {"evaluation.by": here("PARTY")}, first=evaluated),
    "evaluated_before": Fault("evaluation fail 3.8.s1#day", "evaluated before it was held",
        {"evaluation.on": _before_the_first}, first=evaluated),
    **{f"{voice}_unheard": Fault(f"evaluation fail 3.8.s2a.i{n}", "three of the four voices",
        {f"evaluation.voices.{n - 1}": GONE}, first=evaluated)
        for n, voice in enumerate(VOICES, 1)},
    **{f"{aspect}_aspect_missing": Fault(
        f"evaluation fail 3.8.s2b.{_ASPECT_RULES[aspect]}#{aspect}",
        "advice: five of the six aspects",
        {f"evaluation.aspects.{n}": GONE}, first=evaluated) for n, aspect in enumerate(ASPECTS)},
    "not_rectified": Fault("evaluation fail 3.8.s2c", "a problem was found and left",
        {"evaluation.problems_rectified": 0}, first=evaluated, copies=COPIES),
}  # fmt: skip
"""What is wrong with what followed the last session of a room, or with an evaluation, by name."""

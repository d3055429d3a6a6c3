"""What nobody told, what is still to come: facts left out (unknown) and steps not yet taken (pending)."""

from __future__ import annotations

from consultrules.sample.edits import entrusted, evaluated, expired, person_unattested, unattested
from consultrules.sample.fault import (
    GONE,
    NO_SECTOR,
    SECTORS,
    TERRITORIAL,
    TOWN_LEVEL,
    VILLAGE_LEVEL,
    Fault,
)
from consultrules.sample.faults_case import dissenter

RESEARCH = "3.4.s1a 3.4.s2 3.4.s3.i1 3.4.s3.i2 3.4.s3.i3 4.3.s2d"
ROSTER = "4.3.s4a.i1 4.3.s4a.i2 4.3.s4b.i1 4.3.s4b.i2 4.3.s4b.i3 4.3.s5a.i1 4.3.s5a.i2"
QUALITIES = "4.3.s2c.i1 4.3.s2c.i2 4.3.s2c.i3 4.3.s2c.i4"
CATEGORIES = " ".join(f"{clause}#session" for clause in ROSTER.split())
PEOPLE = "3.3.s2a.i1 3.3.s2a.i2 3.3.s2a.i3 3.3.s2a.i4 3.3.s2b 3.3.s3a 3.3.s3b#low 3.3.s3b#high"
PUBLISHED = "3.7.s2c#made 3.7.s2c#manner 3.7.s2c#scope"
ANSWERED = (
    f"3.7.s2a#made 3.7.s2a#tasks 3.7.s2a#author 3.7.s2b#made 3.7.s2b#convener {PUBLISHED} 5.1.s3c"
)
ANSWERS = {f"case.{name}": GONE for name in ("feedback_list", "feedback", "publication")}
LISTS = {"case.responsibility_list": GONE, "case.progress": GONE, **ANSWERS}

UNTOLD = {
    "work_committee_untold": Fault("unit unknown 3.1.s7", "whether there is a work committee",
        first=lambda site: setattr(site.place, "committee", None), kinds=TOWN_LEVEL, copies=2),
    "name_untold": Fault("room unknown 3.1.s1a", "what the room is called",
        {"room.name": GONE}, copies=1),
    "effect_untold": Fault("room unknown 3.1.s5.i6", "the sixth have",
        {"room.haves.5": GONE}, copies=2),
    "conveners_untold": Fault("room unknown {post}#present {post}#eligible 4.1.s6",
        "who convenes", {"room.conveners": GONE}, TOWN_LEVEL, copies=2),
    "roster_untold": Fault(f"room unknown {ROSTER} 4.3.s5b {QUALITIES}", "who is on the roster",
        {"room.representatives": GONE}, VILLAGE_LEVEL, copies=2),
    "quality_unattested": Fault(f"room unknown {QUALITIES}", "what one representative is like",
        first=person_unattested, copies=2),
    "online_unattested": Fault("room unknown 3.1.s9", "whether there is a platform online",
        first=unattested("room", "3.1.s9"), copies=2),
    "uses_expired": Fault("room unknown 3.1.s2", "an attestation that ran out",
        first=expired("room", "3.1.s2"), copies=2),
    "since_untold": Fault("room_year unknown {yearly}", "since when the room is open",
        {"room.since": GONE}, NO_SECTOR, copies=3),
    "approval_untold": Fault("session unknown 3.2.s2c {approval} 3.5.s1.i1 2.2.1.s1",
        "who approved", {"topic.approvals": GONE}, NO_SECTOR, copies=3),
    "research_untold": Fault(f"session unknown {RESEARCH} 2.2.1.s1", "whether there was research",
        {"case.research": GONE, "topic.sensitive": False}, copies=2),
    "clarified_untold": Fault("session unknown 3.4.s3.i1 3.4.s3.i2 3.4.s3.i3",
        "what the research made clear", {"research.clarified": GONE}, copies=2),
    "sensitive_untold": Fault("session unknown 3.4.s5a#reported 3.4.s5a",
        "whether a sensitive matter was met", {"topic.sensitive": GONE,
        "research.sensitive_met": GONE, "research.sensitive_reports": GONE}, copies=2),
    "notice_untold": Fault("session unknown 3.5.s2.i5 3.5.s2.i6", "whether people were told",
        {"case.notices": GONE}, copies=2),
    "roll_untold": Fault(
        f"session unknown {PEOPLE} 3.3.s3c 3.5.s2.i5 3.5.s2.i6 4.3.s2b 5.2.s1b {CATEGORIES}",
        "who came", {"session.roll": GONE}, VILLAGE_LEVEL, copies=2),
    "choice_unattested": Fault("session unknown 3.3.s1.i1 3.3.s1.i2 3.3.s1.i3 3.3.s1.i4",
        "how people were chosen", first=unattested("session", "3.3.s1"), copies=2),
    "materials_untold": Fault("session unknown 5.1.s2b", "a note: whether papers came",
        {"case.materials": GONE}, copies=2),
    "candidates_untold": Fault("case unknown 3.2.s2a", "how many candidates there were",
        {"topic.candidates_compared": GONE}, copies=2),
    "entrusted_untold": Fault("case unknown 3.7.s5", "whether the matter was entrusted",
        {"topic.entrusted": GONE}, copies=2, where=lambda site: not site.case["topic"]["entrusted"]),
    "dissent_untold": Fault("case unknown 3.7.s6", "whether anybody dissented",
        {"case.dissent": GONE}, copies=2),
    "owner_untold": Fault("case unknown 3.7.s1#owner", "who made the responsibility list",
        {"case.responsibility_list.by": GONE}, copies=2),
    "tasks_untold": Fault("case unknown 3.7.s2a#tasks 5.1.s3c", "what the tasks were",
        {"case.responsibility_list.tasks": GONE}, copies=2),
    "evaluator_untold": Fault("evaluation unknown 3.8.s1#evaluator", "who evaluated",
        {"evaluation.by": GONE}, first=evaluated, copies=2),
}  # fmt: skip
"""Facts left out: nobody can say, and that is never a pass."""

AHEAD = {
    "nothing_yet": Fault(
        f"case pending 3.6.s1 {{report}} 3.7.s1#made 3.7.s1#owner 3.7.s4b {ANSWERED}",
        "nothing came after the session", {"case.suggestion_list": GONE, "case.deliveries": [],
        "case.follow_ups": [], **LISTS}, TERRITORIAL, copies=2,
        where=lambda site: "evaluations" not in site.case),
    "not_delivered_yet": Fault("case pending {report}", "the list was written and not yet sent",
        {"case.deliveries": []}, copies=2),
    "not_answered_yet": Fault(f"case pending {ANSWERED}", "no feedback yet", ANSWERS, copies=2),
    "not_published_yet": Fault(f"case pending {PUBLISHED}", "fed back, not yet published",
        {"case.publication": GONE}, copies=2),
    "progress_not_yet": Fault("case pending 3.7.s4b", "no progress made public yet",
        {"case.progress": []}, copies=2),
    "not_escalated_yet": Fault(
        "case pending {upward}#review {upward}#party {upward}#government",
        "reviewed, and not yet sent on", {"case.escalations": []}, SECTORS, copies=2),
    "entrusted_not_reported_yet": Fault("case pending 3.7.s5 {report}", "the result is still owed",
        {"case.entrusted_reports": [], "case.deliveries": []}, NO_SECTOR, first=entrusted,
        copies=2),
    "not_explained_yet": Fault(f"case pending 3.7.s6 {PUBLISHED}",
        "one dissented, and the case is not closed",
        {"case.dissent": dissenter, "case.publication": GONE}, copies=2),
}  # fmt: skip
"""Duties whose moment has not passed."""

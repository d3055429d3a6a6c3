"""The facts of a case, declared; the sections of ``case`` fill them in (3.6, 3.7)."""

from __future__ import annotations

from consultrules.facts.attested import attested_facts
from consultrules.facts.fact import Declared, count, day, flag, word
from consultrules.policy.vocabulary import RoomKind, Tier

FACTS = (
    word("room_kind", RoomKind, "室别", "kind of the room", "room.kind"),
    word("room_tier", Tier, "界别层级", "tier of the sector room", "room.tier", ours=True),
    day("session_day", "协商日", "day of the last session", "case.sessions.on", open=True),
    day(
        "list_day", "建议清单日", "day of the suggestion list", "case.suggestion_list.on", open=True
    ),
    count(
        "receiver_groups_required",
        "应报送对象数",
        "groups of receivers that the route requires",
        "routing.reporting",
    ),
    count(
        "receiver_groups_reached",
        "已报送对象数",
        "groups of receivers reached",
        "case.deliveries",
        at_most=("receiver_groups_required",),
        open=True,
    ),
    flag(
        "list_reached_party",
        "清单已达党（工）委",
        "the suggestion list reached a Party committee",
        "case.deliveries",
        ours=True,
    ),
    word(
        "needs",
        Tier,
        "需解决层级",
        "tier at which the matter must be settled",
        "topic.needs",
        open=True,
    ),
    day(
        "party_group_review_day",
        "党组审核日",
        "day of review by the leading Party members' group that the route names",
        "case.group_reviews",
        open=True,
    ),
    day(
        "escalated_day", "报党委政府日", "day of report after review", "case.escalations", open=True
    ),
    flag(
        "escalation_reached_party",
        "已报党委",
        "the Party committee was reached",
        "case.escalations",
        open=True,
    ),
    flag(
        "escalation_reached_government",
        "已报政府",
        "the government was reached",
        "case.escalations",
        open=True,
    ),
    flag(
        "entrusted",
        "受委托事项",
        "Party committee and government entrusted the matter",
        "topic.entrusted",
    ),
    day(
        "entrusted_report_day",
        "受委托事项报告日",
        "day by which all who entrusted the matter were told",
        "case.entrusted_reports",
        open=True,
    ),
    day(
        "responsibility_list_day",
        "责任落实清单日",
        "day of the responsibility list",
        "case.responsibility_list.on",
        open=True,
    ),
    flag(
        "responsibility_owner_is_party_or_government",
        "责任清单由党委政府制定",
        "Party committee or government made the responsibility list",
        "case.responsibility_list.by",
        open=True,
    ),
    flag(
        "responsibility_owner_is_department",
        "责任清单由收到清单的部门制定",
        "a department that received the suggestion list made the responsibility list",
        "case.responsibility_list.by",
        open=True,
        ours=True,
    ),
    count(
        "tasks", "责任事项数", "tasks on the responsibility list", "case.responsibility_list.tasks"
    ),
    count(
        "tasks_with_outcome",
        "有结果的责任事项数",
        "tasks whose outcome is stated",
        "case.responsibility_list.tasks.outcome",
        at_most=("tasks",),
        open=True,
    ),
    day(
        "feedback_list_day",
        "结果反馈清单日",
        "day of the feedback list",
        "case.feedback_list.on",
        open=True,
    ),
    flag(
        "feedback_author_is_not_room",
        "反馈清单非议事室自拟",
        "the feedback list was made by Party, government or a department",
        "case.feedback_list.by",
        open=True,
    ),
    day(
        "feedback_to_convener_day",
        "向召集人反馈日",
        "day of feedback to the convener",
        "case.feedback.on",
        open=True,
    ),
    flag(
        "feedback_reached_convener",
        "反馈送达召集人本人",
        "the feedback reached the convener, not only the co-convener",
        "case.feedback.to",
        open=True,
        ours=True,
    ),
    day("published_day", "公布日", "day of publication", "case.publication.on", open=True),
    flag(
        "publication_manner_given",
        "公布方式已注明",
        "manner of publication is stated",
        "case.publication.manner",
        open=True,
    ),
    flag(
        "publication_scope_given",
        "公布范围已注明",
        "scope of publication is stated",
        "case.publication.scope",
        open=True,
    ),
    flag(
        "publication_withheld_reasoned",
        "不公布理由已证明",
        "a reason for not publishing is attested",
        "case.publication.withheld_reason",
        ours=True,
    ),
    count(
        "candidates_compared",
        "比选议题数",
        "candidates compared when the topic was selected",
        "topic.candidates_compared",
    ),
    day(
        "progress_day",
        "公开落实情况日",
        "day on which progress was first made public",
        "case.progress.on",
        open=True,
    ),
    count(
        "upward",
        "向县级以上反映次数",
        "times the matter was raised with county level or above outside its route",
        "case.follow_ups, case.deliveries, case.escalations",
        ours=True,
    ),
    count(
        "upward_by_channel",
        "经提案、社情民意信息反映次数",
        "of these, by proposal or report on public opinion",
        "case.follow_ups.channel",
        at_most=("upward",),
        ours=True,
    ),
    count("dissent", "不同意见者数", "persons who held a different opinion", "case.dissent"),
    count(
        "dissent_explained",
        "已解释说明者数",
        "of these, persons to whom it was explained",
        "case.dissent.explained_on",
        at_most=("dissent",),
        open=True,
        personal=True,
    ),
    count("suggestions", "建议数", "suggestions on the list", "case.suggestion_list.items"),
    count(
        "threads_answered",
        "逐条答复数",
        "suggestions answered one by one in both later lists",
        "case.responsibility_list.tasks, case.feedback_list.answers",
        at_most=("suggestions",),
        open=True,
    ),
    *attested_facts("case"),
)
DECLARED = Declared(FACTS)

"""The words of a topic's life: what it waits for, what has been reached, what can be done, by whom."""

from __future__ import annotations

from consultrules.policy.word import Word


class State(Word):
    """What a topic is waiting for."""

    COLLECTED = "collected", "已征集", "collected, to be selected and submitted"
    SUBMITTED = "submitted", "已提请", "submitted, to be approved"
    CONSULTING = "consulting", "协商中", "approved, to be researched, consulted on and reported"
    REPORTED = "reported", "已报送", "reported, to be answered"
    ANSWERED = "answered", "已答复", "answered by the responsibility list, to be fed back"
    FED_BACK = "fed_back", "已反馈", "fed back to the convener, to be published and closed"
    CLOSED = "closed", "已办结", "closed"
    RETURNED = "returned", "已退回", "returned, to be amended and submitted anew"
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn"
    SUSPENDED = "suspended", "已中止", "suspended"


class Milestone(Word):
    """What has been reached in the life of a topic; once reached it stays reached."""

    SELECTION = "selection", "选题", "selection", "3.2.s2a"
    PRELIMINARY_REVIEW = "preliminary_review", "初审", "preliminary review", "3.2.s6"
    APPROVAL = "approval", "审定", "approval", "3.2.s2c"
    RESEARCH = "research", "商前调研", "research", "3.4.s1a"
    NOTICE = "notice", "通报", "notice", "3.5.s2"
    SENSITIVE_REPORT = (
        "sensitive_report",
        "敏感问题报告",
        "report of a sensitive matter",
        "3.4.s5a",
    )
    SITTING = "sitting", "协商活动", "sitting", "3.5.s1"
    SUGGESTION_LIST = "suggestion_list", "形成建议清单", "suggestion list", "3.6.s1"
    REPORT = "report", "报送", "report", "3.6.s1"
    PARTY_GROUP_REVIEW = "party_group_review", "党组审核", "review by the Party group", "3.6.s6"
    ESCALATION = (
        "escalation",
        "报党委政府",
        "report to Party committee and government",
        "3.6.s6",
    )
    RESPONSIBILITY_LIST = "responsibility_list", "责任落实清单", "responsibility list", "3.7.s1"
    FEEDBACK_LIST = "feedback_list", "结果反馈清单", "feedback list", "3.7.s2a"
    FEEDBACK_TO_CONVENER = (
        "feedback_to_convener",
        "向召集人反馈",
        "feedback to the convener",
        "3.7.s2b",
    )
    PUBLICATION = "publication", "公布", "publication", "3.7.s2c"
    EVALUATION = "evaluation", "评估", "evaluation", "3.8.s1"
    ENTRUSTED_REPORT = (
        "entrusted_report",
        "受委托事项报告",
        "report of an entrusted matter",
        "3.7.s5",
    )
    DISSENT_EXPLAINED = "dissent_explained", "解释说明", "dissent explained", "3.7.s6"
    FOLLOW_UP = "follow_up", "跟踪办理", "follow-up", "3.7.s8"
    MATERIALS = "materials", "提供协商材料", "materials provided", "5.1.s2b"
    PROGRESS = "progress", "公开落实情况", "progress made public", "3.7.s4b"


class Move(Word):
    """What can be done with a topic: the steps of its life."""

    COLLECT = "collect", "征集", "collect", "3.2.s1c"
    SELECT = "select", "比选", "select", "3.2.s2a"
    SUBMIT = "submit", "提请", "submit", "3.2.s2c"
    PRELIMINARY_REVIEW = "preliminary_review", "初审", "review in advance", "3.2.s6"
    APPROVE = "approve", "审定", "approve", "3.2.s2c"
    RETURN = "return", "退回", "return"
    RESEARCH = "research", "调研", "research", "3.4.s1a"
    REPORT_SENSITIVE = "report_sensitive", "报告敏感问题", "report a sensitive matter", "3.4.s5a"
    PROVIDE_MATERIALS = "provide_materials", "提供协商材料", "provide materials", "5.1.s2b"
    NOTIFY = "notify", "通报", "notify", "3.5.s2"
    HOLD = "hold", "开展协商", "hold the session", "3.5.s1"
    LIST_SUGGESTIONS = "list_suggestions", "形成建议清单", "draw up the suggestion list", "3.6.s1"
    REPORT = "report", "报送", "report the list", "3.6.s1"
    REVIEW = "review", "党组审核", "review by the Party group", "3.6.s6"
    ESCALATE = "escalate", "报党委政府", "report to Party committee and government", "3.6.s6"
    ASSIGN = "assign", "制定责任落实清单", "draw up the responsibility list", "3.7.s1"
    PUBLISH_PROGRESS = "publish_progress", "公开落实情况", "make progress public", "3.7.s4b"
    LIST_FEEDBACK = "list_feedback", "形成结果反馈清单", "draw up the feedback list", "3.7.s2a"
    FEED_BACK = "feed_back", "向召集人反馈", "feed back to the convener", "3.7.s2b"
    PUBLISH = "publish", "公布", "publish", "3.7.s2c"
    REPORT_ENTRUSTED = (
        "report_entrusted",
        "报告受委托事项",
        "report an entrusted matter",
        "3.7.s5",
    )
    EXPLAIN_DISSENT = "explain_dissent", "解释说明", "explain to those of another opinion", "3.7.s6"
    FOLLOW_UP = "follow_up", "跟踪办理", "follow up", "3.7.s8"
    EVALUATE = "evaluate", "评估", "evaluate", "3.8.s1"
    CLOSE = "close", "办结", "close"
    WITHDRAW = "withdraw", "撤回", "withdraw"
    SUSPEND = "suspend", "中止", "suspend"
    RESUME = "resume", "恢复", "resume"


class EntryKind(Word):
    """What an entry of a journal is; our words."""

    STEP = "step", "步骤", "a step taken"
    IMPORTED = "imported", "补录", "taken over from paper"
    CORRECTED = "corrected", "更正", "a correction of the record"
    REOPENED = "reopened", "重新办理", "an ended case taken up again"
    OVERDUE = "overdue", "逾期", "a local deadline has passed"


class Role(Word):
    """Who may act in a step: an office that the routes of the room name, or the room's own people."""

    ANYONE = "anyone", "任何提出者", "whoever raises it"
    CONVENER = "convener", "召集人", "the convener"
    ROOM = "room", "协商议事室", "the consultation room"
    SUBMITTER = "submitter", "提请者", "who brings it to the approving body"
    REVIEWER = "reviewer", "初审机关", "the office of preliminary review"
    APPROVER = "approver", "审定机关", "the approving body"
    PARTY_GROUP = "party_group", "政协党组", "the leading Party members' group"
    LAST_PARTY_GROUP = "last_party_group", "报送的政协党组", "the Party group that reports on"
    RULER = "ruler", "党委政府", "Party committee or government"
    ANSWERER = "answerer", "党委政府及有关部门", "Party committee, government or department"
    EVALUATOR = "evaluator", "评估机关", "the evaluating body"
    CPPCC = "cppcc", "政协组织", "the CPPCC and its offices and work committees"

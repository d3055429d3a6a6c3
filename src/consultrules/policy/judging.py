"""The closed words of judging: code, Chinese and English, once.

Where a word comes from the text its clause stands beside it; words without a clause are ours.
"""

from __future__ import annotations

from consultrules.policy.word import Word


class Verdict(Word):
    """What a rule finds."""

    PASS = "pass", "符合", "complies"
    FAIL = "fail", "不符合", "does not comply"
    PENDING = "pending", "待办", "the duty stands and its moment has not passed"
    UNKNOWN = "unknown", "不明", "facts missing or faulty"
    NOT_APPLICABLE = "not_applicable", "不适用", "does not apply"


class Force(Word):
    """How binding a clause is; a column of the edition, never computed."""

    MUST = "must", "应当", "binding"
    SHOULD = "should", "宜", "advised"
    MAY = "may", "可以", "permitted"
    NONE = "none", "无约束力", "no duty: narrative, aim or definition"


class RouteStatus(Word):
    """Whether a route has to be taken."""

    REQUIRED = "required", "须经", "the route must be taken"
    NOT_NEEDED = "not_needed", "无须", "no route is needed"
    OUTSIDE = "outside", "规定之外", "the text does not cover it"


class Debtor(Word):
    """Who owes what a clause asks for."""

    ROOM = "room", "协商议事室", "consultation room"
    CONVENER = "convener", "召集人", "convener"
    APPROVING_BODY = "approving_body", "审定机关", "approving body"
    PARTY_AND_GOVERNMENT = "party_and_government", "党委政府", "Party committee and government"
    DEPARTMENT = "department", "部门", "department"
    FUNCTIONAL_OFFICE = (
        "functional_office",
        "政协职能委室",
        "functional committee or office of the CPPCC",
    )
    COUNTY_CPPCC = "county_cppcc", "县（市）区政协", "county CPPCC"
    CITY_CPPCC = "city_cppcc", "市政协", "city CPPCC"
    WORK_COMMITTEE = "work_committee", "政协工作委员会", "CPPCC work committee"
    PARTY_GROUP = "party_group", "政协党组", "leading Party members' group of the CPPCC"
    MEMBER = "member", "政协委员", "CPPCC member"
    NOBODY = "nobody", "无", "nobody"


class RemedyKind(Word):
    """What can be done about a rule that is not met, by when it is seen."""

    PLAN = "plan", "事前补齐", "to be arranged before the event"
    RECORD = "record", "补记", "done, perhaps, but not written down: put it on record"
    SUPPLEMENT = "supplement", "尚待办理", "still to be done"
    REPEAT = "repeat", "重新协商", "the session has to be held anew"
    NONE = "none", "无从补救", "over and cannot be made good: the breach stays on record"


class Carrier(Word):
    """What carries a clause in this library."""

    RULE = "rule", "规则", "a rule"
    GUARD = "guard", "前置条件", "a guard of a step"
    ROUTE = "route", "路径", "a route"
    STEP = "step", "步骤", "a step of the lifecycle"
    FIELD = "field", "字段", "a field of a record"
    REPORT = "report", "报表", "a report or statistic"
    ATTESTATION = "attestation", "证明", "an attestation"
    VOCABULARY = "vocabulary", "词表", "a word of a closed list"
    NONE = "none", "无", "nothing"


class ClauseKind(Word):
    """What an entry of the text is."""

    OBLIGATION = "obligation", "义务", "obligation"
    PROHIBITION = "prohibition", "禁止", "prohibition"
    PERMISSION = "permission", "许可", "permission"
    QUANTITATIVE = "quantitative", "数量要求", "quantity"
    PROCESS_STEP = "process-step", "程序步骤", "step of the procedure"
    ROUTING = "routing", "报送去向", "addressee"
    ROLE_ASSIGNMENT = "role-assignment", "职责分工", "role"
    DATA_REQUIREMENT = "data-requirement", "信息要求", "data to be kept"
    DEFINITION = "definition", "定义", "definition"
    ASPIRATION = "aspiration", "愿景", "aim"
    NARRATIVE = "narrative", "陈述", "narrative"

    def asks(self, lang: str = "zh") -> str:
        """What such an entry asks, in ``zh`` or ``en``; for an aim, why nothing can be judged."""
        return _ASKS[self][0 if lang == "zh" else 1]


_ASKS = {
    ClauseKind.OBLIGATION: ("有一件事要做。", "Something has to be done."),
    ClauseKind.PROHIBITION: ("有一件事不得做。", "Something must not be done."),
    ClauseKind.PERMISSION: ("有一件事可以做，不做不算违反。", "Something may be done, or left."),
    ClauseKind.QUANTITATIVE: ("有一个数要达到。", "A number has to be reached."),
    ClauseKind.PROCESS_STEP: ("程序走到这里要办一步。", "The procedure takes a step here."),
    ClauseKind.ROUTING: ("有一件东西要送到指定的机关。", "Something goes to a named body."),
    ClauseKind.ROLE_ASSIGNMENT: ("有一件事归指定的人或机关。", "Something falls to a named role."),
    ClauseKind.DATA_REQUIREMENT: ("有一项信息要留存。", "Some information is to be kept."),
    ClauseKind.DEFINITION: ("说明一个词指什么。", "It says what a word means."),
    ClauseKind.ASPIRATION: (
        "说的是努力方向，没有写明谁要做到哪一步，因此无从判定。",
        "It names a direction and not what anybody has to have done, so nothing can be judged.",
    ),
    ClauseKind.NARRATIVE: (
        "只是陈述，不要求谁做什么，因此没有可判定的内容。",
        "It only tells and asks nothing of anybody, so there is nothing to judge.",
    ),
}


class Checkability(Word):
    """What can show whether an entry is met."""

    DATA = "data", "数据", "data"
    ATTESTED = "attested", "证明", "what somebody attests"
    NONE = "none", "无从查验", "nothing"


class DifferenceKind(Word):
    """How a copy of the text differs from the edition's, sentence by sentence."""

    CHANGED = "changed", "有改动", "changed"
    MOVED = "moved", "移动了位置", "moved"
    MISSING = "missing", "缺少", "missing"
    NEW = "new", "多出", "new"


class Grain(Word):
    """What a row of facts is about."""

    ROOM = "room", "协商议事室", "room"
    SESSION = "session", "协商活动", "session"
    CASE = "case", "议题全程", "case"
    EVALUATION = "evaluation", "评估", "evaluation"
    MEMBER = "member", "委员", "member"
    MEMBER_YEAR = "member_year", "委员年度", "member and year"
    ROOM_YEAR = "room_year", "议事室年度", "room and year"
    UNIT = "unit", "单位", "unit"
    BODY_YEAR = "body_year", "机构年度", "body and year"


class AttestedOf(Word):
    """What an attestation is about: a column of the edition."""

    ROOM = "room", "议事室", "room"
    SESSION = "session", Grain.SESSION.zh, Grain.SESSION.en
    CASE = "case", "议题", "topic"
    PERSON = "person", "群众代表", "public representative"
    COUNTY = "county", "县级政协", "county CPPCC"
    CITY = "city", Debtor.CITY_CPPCC.zh, Debtor.CITY_CPPCC.en
    BOTH = "both", "市县政协", "CPPCC of city and county"


class FactType(Word):
    """Types of a fact."""

    COUNT = "count", "数", "whole number, zero or more"
    FLAG = "flag", "是否", "0 or 1"
    DAY = "day", "日", "day number"
    CODE = "code", "词", "code of a closed list"
    ID = "id", "标识", "identifier"


class Blank(Word):
    """What stands in a row of plain facts for something that is not there; our words."""

    NOT_YET = "not_yet", "未办", "not done yet"
    NONE = "none", "无", "none"

"""The closed words of the records: code, Chinese and English, once.

Where a word comes from the text its clause stands beside it; words without a clause are ours.
"""

from __future__ import annotations

from consultrules.policy.word import Word

# fmt: off
# A word a line, so that a list reads as a list.


class RoomKind(Word):
    """Kinds of consultation room (3.1.s3a)."""

    TOWN = "town", "镇", "town", "3.1.s3a.i1"
    SUBDISTRICT = "subdistrict", "街道", "subdistrict", "3.1.s3a.i1"
    PARK = "park", "园区", "park", "3.1.s3a.i1"
    VILLAGE = "village", "行政村", "administrative village", "3.1.s3a.i2"
    COMMUNITY = "community", "社区", "community", "3.1.s3a.i2"
    ENTERPRISE = "enterprise", "企业", "enterprise", "3.1.s3a.i3"
    INSTITUTION = "institution", "事业单位", "public institution", "3.1.s3a.i3"
    SECTOR = "sector", "界别", "CPPCC sector", "3.1.s3a.i3"


class UnitKind(Word):
    """Kinds of unit; the first eight can have a room, the rest stand above or beside them."""

    TOWN = "town", "镇", "town", "2.3.s1a.i1"
    SUBDISTRICT = "subdistrict", "街道", "subdistrict", "2.3.s1a.i1"
    PARK = "park", "园区", "park", "2.3.s1a.i1"
    VILLAGE = "village", "行政村", "administrative village", "2.3.s1a.i2"
    COMMUNITY = "community", "社区", "community", "2.3.s1a.i2"
    ENTERPRISE = "enterprise", "企业", "enterprise"
    INSTITUTION = "institution", "事业单位", "public institution"
    SECTOR = "sector", "界别", "CPPCC sector"
    TOWNSHIP = "township", "乡", "township"
    COUNTY = "county", "县（市）区", "county, county-level city or district"
    CITY = "city", "设区市", "prefecture-level city"
    PROVINCE = "province", "省", "province"


class Tier(Word):
    """Levels of the CPPCC and of Party and government."""

    COUNTY = "county", "县（市）区", "county"
    CITY = "city", "市", "city"
    PROVINCE = "province", "省", "province"
    NATION = "nation", "全国", "nation"


class Organ(Word):
    """Organs that approve, receive, review, evaluate or link."""

    PARTY_COMMITTEE = "PARTY_COMMITTEE", "党委", "Party committee"
    PARTY_WORKING_COMMITTEE = "PARTY_WORKING_COMMITTEE", "党工委", "Party working committee"
    GOVERNMENT = "GOVERNMENT", "政府", "government"
    CPPCC = "CPPCC", "政协", "CPPCC committee"
    LEADING_PARTY_GROUP = "LEADING_PARTY_GROUP", "政协党组", "leading Party members' group of the CPPCC"
    FUNCTIONAL_OFFICE = "FUNCTIONAL_OFFICE", "政协职能委室", "functional committee or office of the CPPCC"
    SPECIAL_COMMITTEE = "SPECIAL_COMMITTEE", "政协专门委员会", "special committee of the CPPCC"
    WORK_COMMITTEE = "WORK_COMMITTEE", "政协工作委员会", "CPPCC work committee"
    DEPARTMENT = "DEPARTMENT", "有关部门", "department concerned"
    ROOM = "ROOM", "协商议事室", "consultation room"


# Reading R1: what counts is the Party organ of the unit, whichever of the two it has.
Organ.PARTY_WORKING_COMMITTEE.number = Organ.PARTY_COMMITTEE.number


class Capacity(Word):
    """In what capacity a person is present (3.3.s2, 4.1)."""

    CONVENER = "convener", "召集人", "convener"
    CO_CONVENER = "co_convener", "共同召集人", "co-convener", "4.1.s4b"
    MEMBER = "member", "政协委员", "CPPCC member", "3.3.s2a.i1"
    STAKEHOLDER = "stakeholder", "利益相关方", "stakeholder", "3.3.s2a.i2"
    PUBLIC_REPRESENTATIVE = "public_representative", "群众代表", "public representative", "3.3.s2a.i3"
    REPRESENTATIVE_PERSON = "representative_person", "有关方面代表人士", "representative person of a side concerned", "3.3.s2a.i4"
    OFFICIAL = "official", "党政有关部门负责同志", "responsible official of a Party or government department", "3.3.s2b"
    GOVERNANCE_BACKBONE = "governance_backbone", "基层社会治理骨干", "backbone of grassroots governance", "5.2.s1b"
    SIT_IN = "sit_in", "列席", "sitting in"
    STAFF = "staff", "工作人员", "staff, not a participant"
    RECORDER = "recorder", "记录人员", "recorder, not a participant"
    MEDIA = "media", "媒体", "media, not a participant"


class RepresentativeCategory(Word):
    """Categories of public representatives (4.3.s4, s5)."""

    SUCCESSFUL_PEOPLE = "successful_people", "各界成功人士", "successful people of all walks", "4.3.s4a.i1"
    NEW_STRATA = "new_strata", "新的社会阶层人士", "people of the new social strata", "4.3.s4a.i2"
    OLD_CADRES = "old_cadres", "老干部", "retired cadres living locally", "4.3.s4b.i1"
    OLD_PARTY_MEMBERS = "old_party_members", "老党员", "veteran Party members living locally", "4.3.s4b.i2"
    OLD_TEACHERS = "old_teachers", "老教师", "retired teachers living locally", "4.3.s4b.i3"
    GRID_STAFF = "grid_staff", "网格长、网格员", "grid heads or grid staff", "4.3.s5a.i1"
    BUILDING_HEADS = "building_heads", "楼道长", "building or stairway heads", "4.3.s5a.i2"
    STAKEHOLDER_REPRESENTATIVE = "stakeholder_representative", "利益相关方群众代表", "public representative of a stakeholder", "4.3.s2b"


class TopicSource(Word):
    """Who raised a topic (3.2.s1c)."""

    PARTY_GOVERNMENT = "party_government", "党政点题", "set by Party and government", "3.2.s1c.i1"
    PUBLIC = "public", "群众出题", "raised by the public", "3.2.s1c.i2"
    MEMBER = "member", "委员荐题", "recommended by CPPCC members", "3.2.s1c.i3"


class TopicChannel(Word):
    """How a topic was collected (3.2.s1b)."""

    WRITTEN = "written", "书面", "in writing", "3.2.s1b.i1"
    ORAL = "oral", "口头", "by word of mouth", "3.2.s1b.i2"
    NETWORK = "network", "网络", "online", "3.2.s1b.i3"
    INFORMATION_POINT = "information_point", "信息点", "information point", "3.2.s1b.i4"


class TopicFocus(Word):
    """What a topic is about (3.2.s1a)."""

    PRIORITY = "priority", "要事", "priority of local Party and government", "3.2.s1a.i1"
    LIVELIHOOD = "livelihood", "实事", "matter of people's livelihood", "3.2.s1a.i2"
    GOVERNANCE = "governance", "难事", "difficulty of social governance", "3.2.s1a.i3"


class TopicDomain(Word):
    """Which public matter a topic touches (5.1.s3a)."""

    PUBLIC_AFFAIRS = "public_affairs", "公共事务", "public affairs", "5.1.s3a.i1"
    PUBLIC_INTEREST = "public_interest", "公众利益", "public interest", "5.1.s3a.i2"
    PUBLIC_WELFARE = "public_welfare", "公益事业", "public welfare", "5.1.s3a.i3"


class Clarification(Word):
    """The three things research makes clear (3.4.s3)."""

    POLICY = "policy", "政策规定", "policies and rules on the topic", "3.4.s3.i1"
    FACTS = "facts", "实际情况", "actual situation", "3.4.s3.i2"
    WISHES = "wishes", "愿望、诉求、呼声和建议", "wishes, demands, voices and suggestions of stakeholders", "3.4.s3.i3"


class ResearchForm(Word):
    """What research was combined with (3.4.s1b, s4b)."""

    INSPECTION = "inspection", "视察调研", "inspection and research", "3.4.s1b.i1"
    SPECIAL_CONSULTATION = "special_consultation", "专题协商", "consultation on a special subject", "3.4.s1b.i2"
    PROPOSAL_HANDLING = "proposal_handling", "提案办理", "handling of proposals", "3.4.s1b.i3"
    FIELD_VISITS = "field_visits", "走进企业、走进社区、走进乡村", "visits to enterprises, communities and villages", "3.4.s1b.i4"
    SUBTOPIC_GROUPS = "subtopic_groups", "分组调研", "research in groups by subtopic", "3.4.s4b"


class SessionForm(Word):
    """Forms of consultation (2.2.4.s1b)."""

    MEETING = "meeting", "会议协商", "consultation in a meeting", "2.2.4.s1b.i1"
    WRITTEN = "written", "书面协商", "consultation in writing", "2.2.4.s1b.i2"
    NETWORK = "network", "网络协商", "consultation online", "2.2.4.s1b.i3"


class NoticeChannel(Word):
    """Channels of the notice before a session (3.5.s2)."""

    CPPCC_WEBSITE = "cppcc_website", "政协网站", "CPPCC website", "3.5.s2.i1"
    CPPCC_APP = "cppcc_app", "政协APP", "CPPCC app", "3.5.s2.i2"
    MEMBER_WECHAT_GROUP = "member_wechat_group", "委员微信群", "WeChat group of members", "3.5.s2.i3"
    OPINION_LETTER = "opinion_letter", "征求意见书", "letter asking for opinions", "3.5.s2.i4"
    OTHER = "other", "其他方式", "another way"


class ResultKind(Word):
    """What became of a suggestion or task; our words."""

    SOLVED = "solved", "已解决", "solved"
    PARTLY_SOLVED = "partly_solved", "部分解决", "solved in part"
    UNDER_WAY = "under_way", "正在办理", "under way"
    PLANNED = "planned", "列入计划", "planned"
    NOT_POSSIBLE = "not_possible", "暂不具备条件", "not possible for now, with the reason"
    NOT_ADOPTED = "not_adopted", "未采纳", "not adopted, with the reason"
    FOR_REFERENCE = "for_reference", "留作参考", "kept for reference"


class EvaluationVoice(Word):
    """The four voices of an evaluation (3.8.s2a)."""

    PARTY_GOVERNMENT = "party_government", "党政点评", "comment by Party and government", "3.8.s2a.i1"
    MEMBERS = "members", "委员评议", "review by CPPCC members", "3.8.s2a.i2"
    PUBLIC = "public", "群众评价", "rating by the public", "3.8.s2a.i3"
    ORGANISER = "organiser", "组织者评析", "analysis by the organiser", "3.8.s2a.i4"


class EvaluationAspect(Word):
    """The six aspects of an evaluation (3.8.s2b)."""

    RESULT = "result", "结果评估", "of the result", "3.8.s2b.i1"
    PROCESS = "process", "过程评估", "of the process", "3.8.s2b.i1"
    OBJECTIVE = "objective", "客观评估", "objective", "3.8.s2b.i2"
    SUBJECTIVE = "subjective", "主观评估", "subjective", "3.8.s2b.i2"
    INTERNAL = "internal", "内部评估", "internal", "3.8.s2b.i3"
    EXTERNAL = "external", "外部评估", "external", "3.8.s2b.i3"


class SixHave(Word):
    """The six things a room must have (3.1.s5)."""

    PLACE = "place", "有阵地", "a place", "3.1.s5.i1"
    SIGN = "sign", "有标识", "a sign", "3.1.s5.i2"
    RULES = "rules", "有制度", "rules", "3.1.s5.i3"
    PROCESS = "process", "有流程", "a procedure", "3.1.s5.i4"
    ACTIVITY = "activity", "有活动", "activity", "3.1.s5.i5"
    EFFECT = "effect", "有实效", "effect", "3.1.s5.i6"


class FollowUpChannel(Word):
    """Channels beyond the lists (3.7.s7, s8)."""

    PROPOSAL = "proposal", "提案", "proposal", "3.7.s7.i1"
    PUBLIC_OPINION_REPORT = "public_opinion_report", "社情民意信息", "report on social conditions and public opinion", "3.7.s7.i2"
    INSPECTION = "inspection", "视察调研", "inspection and research", "3.7.s8.i1"
    SUPERVISION = "supervision", "民主监督", "democratic supervision", "3.7.s8.i2"
    APPRAISAL = "appraisal", "民主评议", "democratic appraisal", "3.7.s8.i3"


class Post(Word):
    """Posts that make a person a convener or keep one from it (4.1.s3 to s5); the split is ours."""

    WORK_COMMITTEE_DIRECTOR = "work_committee_director", "政协工作委员会主任", "director of the CPPCC work committee", "4.1.s3"
    WORK_COMMITTEE_DEPUTY_DIRECTOR = "work_committee_deputy_director", "政协工作委员会副主任", "deputy director of the CPPCC work committee", "4.1.s3"
    PARTY_SECRETARY = "party_secretary", "党组织书记", "secretary of the Party organisation", "4.1.s4a"
    PARTY_PRESIDING = "party_presiding", "主持党组织工作", "presiding over the Party organisation", "4.1.s4a"
    PARTY_DEPUTY_SECRETARY = "party_deputy_secretary", "党组织副书记", "deputy secretary of the Party organisation", "4.1.s4a"
    SECTOR_CONVENER = "sector_convener", "界别召集人", "convener of a CPPCC sector", "4.1.s5"
    SECTOR_MEMBER = "sector_member", "界别政协委员", "CPPCC member of a sector", "4.1.s5"
    OTHER = "other", "其他职务", "another post"


class LinkKind(Word):
    """How a CPPCC member is tied to a room (4.2.s4a, s5a)."""

    AREA = "area", "分片联系", "area link", "4.2.s5a"
    SECTOR = "sector", "编入界别", "enrolment in the room of the sector", "4.2.s5a"


class ApprovalOutcome(Word):
    """What the approving body decided (reading R16); our words."""

    APPROVED = "approved", "审定通过", "approved"
    AMENDED = "amended", "修改后审定", "approved with another text"
    RETURNED = "returned", "退回", "returned"
    REJECTED = "rejected", "不予审定", "rejected"


class AttendanceStatus(Word):
    """Whether a person on the roll came; our words."""

    PLANNED = "planned", "拟参加", "planned"
    PRESENT = "present", "参加", "present"
    EXCUSED = "excused", "请假", "excused"
    ABSENT = "absent", "缺席", "absent"


class SessionStatus(Word):
    """Whether a session took place (reading F3: only held ones count); our words."""

    PLANNED = "planned", "拟开展", "planned"
    HELD = "held", "已开展", "held"
    CANCELLED = "cancelled", "取消", "cancelled"

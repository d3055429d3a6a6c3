"""The closed words of parts four to six: coverage, information base, sitting in, departments, pools.

Where a word comes from the text its clause stands beside it; words without a clause are ours.
"""

from __future__ import annotations

from consultrules.policy.word import Word

# fmt: off
# A word a line, so that a list reads as a list.


class CoverageGroup(Word):
    """The two levels of full coverage (2.3.s1a)."""

    TOWN_LEVEL = "town_level", "镇、街道、园区", "town, subdistrict, park", "2.3.s1a.i1"
    VILLAGE_LEVEL = "village_level", "行政村、社区", "village, community", "2.3.s1a.i2"


class RoomUse(Word):
    """What else a room is used as (3.1.s3b)."""

    MEMBER_STUDIO = "member_studio", "委员工作室", "studio of CPPCC members", "3.1.s3b.i1"
    MEMBER_HOME = "member_home", "委员之家", "home of CPPCC members", "3.1.s3b.i2"
    PUBLIC_OPINION_POINT = "public_opinion_point", "社情民意信息联系点", "contact point for public opinion", "3.1.s3b.i3"


class SelectionCriterion(Word):
    """What a good topic is (3.2.s2b)."""

    NARROW = "narrow", "切口小", "narrow", "3.2.s2b.i1"
    TARGETED = "targeted", "针对性强", "well aimed", "3.2.s2b.i2"
    ATTENTION = "attention", "社会关注度高", "of wide concern", "3.2.s2b.i3"


class InformationItem(Word):
    """What the information base holds (4.0.s2a)."""

    CONVENERS = "conveners", "召集人", "conveners", "4.0.s2a.i1"
    MEMBERS = "members", "政协委员", "CPPCC members", "4.0.s2a.i2"
    PUBLIC_REPRESENTATIVES = "public_representatives", "群众代表", "public representatives", "4.0.s2a.i3"
    PERSONAL_BASICS = "personal_basics", "人员的基本情况", "basic data of the people", "4.0.s2a.i4"
    AREA_LINKS = "area_links", "委员分片联系", "area links of members", "4.0.s2a.i5"
    TOPIC_SELECTION = "topic_selection", "选择议题", "selection of topics", "4.0.s2a.i6"
    ATTENDANCE = "attendance", "参加协商", "attendance at consultations", "4.0.s2a.i7"


class SittingOccasion(Word):
    """Where public representatives sit in (4.3.s6a)."""

    STANDING_COMMITTEE = "standing_committee", "专题议政性常委会会议", "standing committee meeting on a special subject", "4.3.s6a.i1"
    CHAIRPERSONS = "chairpersons", "主席会议", "meeting of chairpersons", "4.3.s6a.i2"
    INSPECTION = "inspection", "视察调研活动", "inspection and research", "4.3.s6a.i3"


class LiaisonDepartment(Word):
    """The departments to keep in touch with (6.1.s4a)."""

    ORGANIZATION = "organization", "组织", "organisation", "6.1.s4a.i1"
    PUBLICITY = "publicity", "宣传", "publicity", "6.1.s4a.i2"
    UNITED_FRONT = "united_front", "统战", "united front", "6.1.s4a.i3"
    POLITICAL_LEGAL = "political_legal", "政法", "political and legal affairs", "6.1.s4a.i4"
    CIVIL_AFFAIRS = "civil_affairs", "民政", "civil affairs", "6.1.s4a.i5"
    PETITIONS = "petitions", "信访", "petitions", "6.1.s4a.i6"


class TalentPool(Word):
    """The pools for which representative persons are put forward (4.4.s1b)."""

    PARTICIPATION = "participation", "参政议政人才库", "talent pool", "4.4.s1b"
    THINK_TANK = "think_tank", "应用型智库", "applied think tank", "4.4.s1b"

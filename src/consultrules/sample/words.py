"""What the sample's topics, papers and departments are called; places apart, nothing here is real."""

from __future__ import annotations

import datetime as dt
from typing import Any

Data = dict[str, Any]
"""One record as plain data, with the fields of ``consultrules.models``."""

MARK = "样例"
NOTES = (
    f"{MARK}：除单位名称和代码外均为虚构",
    "Sample: everything is made up except the names and codes of units",
)
YEAR = 2025
ROOM_NAME = "“有事好商量”协商议事室"
TOPICS = (  # wording, focus, domain
    ("道路照明", "livelihood", "public_interest"),
    ("生活污水治理", "livelihood", "public_affairs"),
    ("老年助餐点布局", "livelihood", "public_welfare"),
    ("垃圾分类投放点设置", "governance", "public_affairs"),
    ("河道管护", "governance", "public_interest"),
    ("停车秩序", "governance", "public_affairs"),
    ("沟渠维修", "priority", "public_interest"),
    ("充电棚建设", "livelihood", "public_interest"),
    ("文化场地开放", "livelihood", "public_welfare"),
    ("移风易俗", "governance", "public_affairs"),
    ("课后托管", "livelihood", "public_welfare"),
    ("就业信息对接", "priority", "public_interest"),
    ("公交站点调整", "livelihood", "public_interest"),
    ("闲置用房利用", "priority", "public_affairs"),
    ("物业服务公开", "governance", "public_interest"),
    ("健身步道维护", "livelihood", "public_welfare"),
)
OBJECTS = ("中心路段", "东片", "西片", "南片", "北片", "集中居住区", "学校周边", "集市周边")
SUGGESTIONS = (
    "纳入年度计划",
    "明确责任单位",
    "完善管护制度",
    "加强宣传引导",
    "定期公示进度",
    "落实专项经费",
    "组织志愿服务",
)
OUTCOMES = (
    *({"outcome": "solved"}, {"outcome": "partly_solved"}) * 3,
    {"outcome": "not_possible", "reason": f"{MARK}：暂缺条件"},
)
MANNERS = ("公开栏", "微信群", "公示牌", "政协网站")
CHANNELS = ("written", "oral", "network", "information_point")
SOURCES = ("party_government", "public", "member")
CRITERIA = ("narrow", "targeted", "attention")
CLARIFIED = ("policy", "facts", "wishes")
RESEARCH_FORMS = ("inspection", "special_consultation", "proposal_handling", "field_visits")
NOTICE_CHANNELS = ("cppcc_website", "cppcc_app", "member_wechat_group", "opinion_letter")
VOICES = ("party_government", "members", "public", "organiser")
ASPECTS = ("result", "process", "objective", "subjective", "internal", "external")
HAVES = ("place", "sign", "rules", "process", "activity", "effect")
USES = ("member_studio", "member_home", "public_opinion_point")
LIAISON = (
    "organization",
    "publicity",
    "united_front",
    "political_legal",
    "civil_affairs",
    "petitions",
)
TOWN_CATEGORIES = (
    "successful_people",
    "new_strata",
    "old_cadres",
    "old_party_members",
    "old_teachers",
)
VILLAGE_CATEGORIES = (*TOWN_CATEGORIES, "grid_staff", "building_heads")
SECTORS = (  # the first COUNTY_ROOMS have a room in every county, the first CITY_ROOMS in the city
    "教育界",
    "农业和农村界",
    "医药卫生界",
    "经济界",
    "科学技术界",
    "工商联界",
    "文化艺术界",
    "社会科学界",
    "青联界",
    "妇联界",
    "工会界",
    "科协界",
    "共青团界",
    "侨联界",
    "体育界",
    "新闻出版界",
    "对外友好界",
    "社会福利和社会保障界",
    "环境资源界",
    "民族界",
    "宗教界",
    "无党派人士界",
    "特邀人士界",
    "台联界",
)
COUNTY_ROOMS, CITY_ROOMS, OF_MEMBERS = 8, 22, 15
DEPARTMENTS = (
    "教育局",
    "农业农村局",
    "卫生健康委员会",
    "财政局",
    "科学技术局",
    "工业和信息化局",
    "民政局",
    "司法局",
    "人力资源和社会保障局",
    "住房和城乡建设局",
    "交通运输局",
    "水利局",
)


def after(day: dt.date, days: int) -> str:
    """The day so many days later, as written in JSON."""
    return (day + dt.timedelta(days)).isoformat()


def departments_of(sector: str) -> list[str]:
    """The two departments that a sector's topics concern."""
    place = SECTORS.index(sector)
    return [DEPARTMENTS[(place + step) % len(DEPARTMENTS)] for step in (0, 1)]

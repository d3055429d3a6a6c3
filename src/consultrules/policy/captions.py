"""The words of reports that people read: heads of findings, captions; our words."""

from __future__ import annotations

from consultrules.policy.judging import Verdict
from consultrules.policy.word import Word


class Head(Word):
    """Under which head a report writes a finding out, worst first."""

    VIOLATION = "violation", "不符合（应当）", "violations"
    ADVICE = "advice", "建议（宜）", "advice"
    NOTE = "note", "提示（可以）", "notes"
    UNKNOWN = "unknown", "不明：缺数据或数据矛盾", "unknown: facts missing or faulty"
    PENDING = "pending", Verdict.PENDING.zh, "pending"


class FieldName(Word):
    """The fields of records that an address or a fact can lack, as evidence names them; our words."""

    TIER = "tier", "界别议事室的层级", "tier of the sector room"
    RESPONSIBLE_UNIT = (
        "responsible_unit",
        "归口的镇、街道或园区",
        "town, subdistrict or park responsible",
    )
    ENTRUSTED_BY = "entrusted_by", "由谁委托", "who entrusted the matter"
    UNIT = "unit", "单位", "unit"
    PARENT = "unit.parent", "单位的上级", "unit above"
    SERVED_BY = "unit.served_by", "由哪个县（市）区政协服务", "county whose CPPCC serves the zone"
    CHOSEN = "chosen", "选定的报送对象", "addressee chosen"
    LIVES_IN_NANTONG = "lives_in_nantong", "是否住通", "whether the member lives in Nantong"
    REASON_FOR_NONE = "reason_for_none", "没有建议的理由", "why there is no suggestion"


class Caption(Word):
    """Words and sentences of the text and of the page; ``{…}`` is filled in by ``fill``."""

    AS_OF = "as_of", "截至", "as of"
    OWED_BY = "owed_by", "责任", "owed by"
    MISSING = "missing", "缺", "missing"
    COVERAGE = "coverage", "覆盖", "coverage"
    LEFT_OUT = "left_out", "未计入", "left out"
    CONDITIONAL = "conditional", "有条件而设", "where conditions allow"
    YEARLY_MINIMUM = "yearly_minimum", "年度频次", "yearly minimum"
    LINKED_MEMBERS = "linked_members", "委员联系", "linked members"

    COUNTED = (
        "counted",
        "议事室 {rooms}，本年议题 {topics}，本年协商 {sessions}（含续会），判定 {verdicts} 项",
        (
            "{rooms} rooms, {topics} topics of the year, {sessions} sittings held in it "
            "(continued ones too), {verdicts} verdicts"
        ),
    )

    ROWS = "rows", "{rows} 行", "{rows} rows"
    NOT_GIVEN = "not_given", "没有提供、未判定的表", "tables not given, not judged"
    DOUBTFUL = (
        "doubtful",
        "{column}：{rows} 行的数不可能（如 {first}）",
        "{column}: numbers that cannot be in {rows} rows (as {first})",
    )

    TITLE = "title", "{year} 年度审查报告", "Audit of {year}"
    EDITION = "edition", "依据版本", "edition"
    DIGEST = "digest", "摘要", "digest"
    BREACHED = (
        "breached",
        (
            "应当条款不符合 {violations} 项，涉及 {rooms} 个议事室；另有 {unknown} 项不明、"
            "{pending} 项待办。"
        ),
        (
            "{violations} findings of binding clauses not met, in {rooms} rooms among others; "
            "{unknown} findings are unknown, {pending} pending."
        ),
    )
    BREACHED_ELSEWHERE = (
        "breached_elsewhere",
        "应当条款不符合 {violations} 项；另有 {unknown} 项不明、{pending} 项待办。",
        (
            "{violations} findings of binding clauses not met; "
            "{unknown} findings are unknown, {pending} pending."
        ),
    )
    UNDECIDED = (
        "undecided",
        "未见应当条款不符合；但有 {unknown} 项不明、{pending} 项待办，尚不能说全部符合。",
        (
            "No binding clause is found breached, but {unknown} findings are unknown and "
            "{pending} pending: it cannot be said that all are met."
        ),
    )
    CLEAN = (
        "clean",
        "应当条款全部符合，没有不符合、不明或待办的。",
        "Every binding clause is met: none is breached, unknown or pending.",
    )
    CLEAN_PART = (
        "clean_part",
        "没有应当条款不符合、不明或待办，也没有建议。",
        "No binding clause is breached, unknown or pending, and there is no advice.",
    )
    BY_COUNTY = "by_county", "各县（市）区", "By county"
    TOTAL = "total", "合计", "total"
    CITY_ITSELF = "city_itself", "市级", "the city itself"
    BREACHES = "breaches", Verdict.FAIL.zh, "breached"
    ADVICE = "advice", "建议", "advice"
    UNKNOWN = "unknown", Verdict.UNKNOWN.zh, "unknown"
    PENDING = "pending", Verdict.PENDING.zh, "pending"
    ROOMS = "rooms", "议事室", "rooms"
    WHO_OWES = "who_owes", "责任方", "Who owes"
    OFTENEST = "oftenest", "最常见的不符合", "Breached most often"
    NUMBER = "number", "{n} 项", "{n}"
    REMEDY = "remedy", "办法", "To do"
    DUE = "due", "期限 {day}", "due {day}"
    TOPIC = "topic", "议题：{text}", "topic: {text}"
    EVIDENCE = "evidence", "有关：{names}", "concerning: {names}"
    AND_MORE = "and_more", "等 {n} 项", "… {n} in all"
    UNTIL = "until", "证明有效期至 {day}", "attested until {day}"
    PERSONS = "persons", "涉及 {n} 人", "persons concerned: {n}"
    MEMBER = "member", "委员 {n} 号", "member No. {n}"
    NUMBERED = (
        "numbered",
        "委员以本次报告的序号表示，与网页报告相同；--personal 写出标识。",
        "Members go by their number in this report, as on its page; --personal writes out their ids.",
    )
    FURTHER = "further", "其余 {n} 项", "{n} more"
    BEYOND = (
        "beyond",
        "另有 {n} 项不在此列出，见 JSON 报告的 findings（rule = {rule}）",
        (
            "{n} more are not written out here; they stand in the JSON report under findings "
            "(rule = {rule})"
        ),
    )
    ONLY_COUNTED = (
        "only_counted",
        "只计数：非应当条款中不明或待办的",
        "only counted: unknown or pending, and not binding",
    )
    BACK = "back", "回到总表", "back to the table"
    CLAUSES = "clauses", "用到的条款", "Clauses used"
    CLAUSES_NOTE = (
        "clauses_note",
        "以下是本库自己的表述，不是文件原文。",
        "In this library's own words, not those of the text.",
    )
    LEVEL = "level", "层级", "level"
    HAVE = "have", "已建室", "with a room"
    UNITS = "units", "应建单位", "units"
    MISSING_UNITS = "missing_units", "缺室单位", "without a room"
    NOBODY_MISSING = "nobody_missing", "无", "none"
    DUTY = "duty", "年度频次与委员联系", "Yearly minimum and linked members"
    READINGS = "readings", "所依据的读法", "Readings it rests on"
    READINGS_NOTE = (
        "readings_note",
        "文件没有明说之处，本报告按下列读法处理；不是默认的，标明默认读法。",
        (
            "Where the text is silent the report follows these readings; where one is not the "
            "default, the default is named."
        ),
    )
    DEFAULT = "default", "默认：{text}", "default: {text}"
    LOCAL = "local", "更严的地方标准", "Stricter local numbers"
    LEFT_OUT_WHY = (
        "left_out_why",
        "未计入的名录条目及理由",
        "Lines of the public list left out, and why",
    )
    DEFINITIONS = "definitions", "口径说明", "Definitions"
    NOTE_HEADS = (
        "note_heads",
        (
            "“不符合”是应当条款不符合，“建议”是宜条款不符合；“不明”“待办”只列应当条款，"
            "其余只计数。数据缺失或矛盾一律为“不明”，不算符合。"
        ),
        (
            "“Breached” counts findings on binding clauses, “advice” on advised ones; unknown and "
            "pending list binding clauses, the rest are counted. Missing or faulty facts are "
            "unknown, never met."
        ),
    )
    NOTE_ROOMS = (
        "note_rooms",
        "“议事室”是判定日存续的；判定日是截至日与年末中较早的一天。",
        (
            "Rooms are those that stand on the day of judging: the as-of day or the end of the "
            "year, whichever is earlier."
        ),
    )
    NOTE_COVERAGE = (
        "note_coverage",
        "覆盖率按库中有议事室的县（市）区计算；企业、事业单位、界别议事室有条件而设，不计缺口。",
        (
            "Coverage is measured on the counties in which the registry has rooms; rooms set "
            "up where conditions allow are no gap."
        ),
    )
    NOTE_PLACE = (
        "note_place",
        "事项归入对象所在的县（市）区；不在任何县（市）区的，归入市级。",
        "A finding belongs to the county of its subject; one of no county, to the city itself.",
    )
    NOTE_MEMBERS = (
        "note_members",
        (
            "本页不写人员标识、姓名和电话。委员序号只在本页有效：把 JSON 报告 findings 中 "
            "grain 为 member（subject 为“人员/层级”）或 member_year（subject 为“人员@年度”）"
            "的各人，按首次出现的次序编为 1 号、2 号……即得。"
        ),
        (
            "This page shows no person's id, name or telephone. Member numbers are this page's "
            "own: number the persons of the JSON report's findings whose grain is member "
            "(subject “person/level”) or member_year (subject “person@year”) in the order of "
            "first appearance."
        ),
    )
    NOTE_PERSONAL = (
        "note_personal",
        "本页应要求写有姓名，属个人信息，只供有权知悉者使用。",
        "This page shows names because it was asked to: personal data, for those entitled to it.",
    )
    NOTE_MASKED = (
        "note_masked",
        (
            "记录中的文字，凡写有登记人员姓名、电话的，只留首字，其余为星号；电话一律不写。"
            "单位名称照写，人员与其同名的也不例外。"
        ),
        (
            "Where text of the records holds the name or telephone of a registered person, only "
            "the first character stands, stars follow; no telephone is ever shown. Names of "
            "places stand as they are, even where a person bears the same name."
        ),
    )
    NOTE_WHOLE = (
        "note_whole",
        (
            "全部结论（共判定 {judged} 项）见同一审查的 JSON 报告；本页由同一结果生成，"
            "同一审查所得的页面逐字节相同。"
        ),
        (
            "Every open finding (of {judged} verdicts) stands in the JSON report of the same "
            "audit; the same audit always gives the same page, byte for byte."
        ),
    )

    def fill(self, lang: str, **values: object) -> str:
        """The caption in ``zh`` or ``en`` with its blanks filled in."""
        return self.name_in(lang).format(**values)


class Sign(Word):
    """What a diagram says of a state or an arrow; ``{…}`` is filled in by ``format``; our words."""

    NOW = "now", "▶ {name}", "▶ {name}"
    PASSED = "passed", "✓ {name}", "✓ {name}"
    OURS = "ours", "{name}（本库）", "{name} (ours)"
    BREACHES = "breaches", "不符合 {count} 处", "breaches ({count})"
    FRAME = "frame", "可{steps}", "may {steps}"
    BACK = "back", "{steps}：回到{state}", "{steps}, back to {state}"
    LEFT = "left", "原来的状态", "the state before"
    ACTUAL = "actual", "实际：{steps}", "in fact ({steps})"
    JOINT = "joint", "、", ", "

"""The closed words of statistics: levels, periods, measures, and why a subject stands in neither number."""

from __future__ import annotations

from consultrules.policy.judging import Verdict
from consultrules.policy.vocabulary import SessionStatus
from consultrules.policy.word import Word


class Level(Word):
    """What figures are grouped by, from the smallest to the whole."""

    ROOM = "room", "协商议事室", "consultation room"
    TOWN = "town", "镇、街道、园区", "town, subdistrict, park"
    COUNTY = "county", "县（市）区", "county"
    CITY = "city", "市", "city"


class Period(Word):
    """Into what a year is divided."""

    YEAR = "year", "年度", "year"
    HALF = "half", "半年", "half-year"
    QUARTER = "quarter", "季度", "quarter"
    MONTH = "month", "月", "month"


class Measure(Word):
    """What a statistic is: a part of a whole, or a number of its own."""

    SHARE = "share", "比例", "share"
    NUMBER = "number", "数量", "number"


class Residue(Word):
    """Why a subject that was looked at stands in no denominator."""

    PENDING = Verdict.PENDING.value, Verdict.PENDING.zh, Verdict.PENDING.en
    UNKNOWN = Verdict.UNKNOWN.value, Verdict.UNKNOWN.zh, Verdict.UNKNOWN.en
    NOT_APPLICABLE = (
        Verdict.NOT_APPLICABLE.value,
        Verdict.NOT_APPLICABLE.zh,
        Verdict.NOT_APPLICABLE.en,
    )
    PLANNED = SessionStatus.PLANNED.value, SessionStatus.PLANNED.zh, SessionStatus.PLANNED.en
    CANCELLED = (
        SessionStatus.CANCELLED.value,
        SessionStatus.CANCELLED.zh,
        SessionStatus.CANCELLED.en,
    )
    CONTINUED = "continued", "续会不另计", "continues an earlier sitting, not counted again"
    HEAD_COUNT = "head_count", "只有人头数", "known by head counts only"
    NOBODY_COUNTED = "nobody_counted", "人数未填报的协商", "sessions of untold size"
    NOT_OPEN = "not_open", "不在存续期", "not open on the day"
    NO_CHANNEL = "no_channel", "未用渠道", "no channel used"


OWN_PART = ("本级", "own part")
"""What a county or city has beside its towns or counties: sector rooms and what its bodies did."""

"""What statistics are called and mean, which words are taken, and their plain forms."""

import datetime as dt
import json

import pytest

import consultrules as cr
from consultrules.auditing.statistics.catalogue import BY_CODE, STATISTICS
from consultrules.cli import main
from consultrules.display.statistics import statistics_text
from consultrules.exchange.schema import form
from consultrules.policy.counting import Level, Period
from demo import DEMO
from small_city import C1, CITY, FIRST, MEMBER, SECOND, A, audited, case, registry, room

RUN = ["statistics", "--registry", str(DEMO), "--year", "2025", "--as-of", "2026-01-31"]
RESULT = audited(registry([room(A), room(C1)], [case(1, A, {"on": "2025-05-01"})]))


@pytest.mark.parametrize("statistic", STATISTICS, ids=lambda s: s.code)
def test_every_statistic_is_defined_in_both_languages(statistic: cr.Statistic) -> None:
    """Name, what stands above and below the line, clauses of the edition, readings that are listed."""
    policy = cr.edition()
    assert statistic.zh != statistic.en
    for lang, parts in (
        ("zh", ("分子", "分母", "基数")),
        ("en", ("numerator", "denominator", "base")),
    ):
        assert all(part in statistic.definition(lang) for part in parts)
    assert all(clause in policy.clauses for clause in statistic.clauses)
    assert statistic.clauses or statistic.ours
    assert set(statistic.readings) <= set(policy.readings)
    for rule in statistic.rules:
        assert policy.scope(rule.partition("#")[0])


def test_codes_are_there_once() -> None:
    """And what the text itself asks to be counted has a statistic."""
    assert len(BY_CODE) == len(STATISTICS)
    counted = {clause for statistic in STATISTICS for clause in statistic.clauses}
    asked = {"2.3.s1b", "4.0.s1", "4.1.s6", "4.2.s8a", "4.4.s1b", "5.4.s3b", "6.1.s3b", "6.2.s4"}
    asked |= {f"4.0.s2a.i{n}" for n in range(1, 8)} | {f"6.1.s4a.i{n}" for n in range(1, 7)}
    asked |= {f"4.3.s6a.i{n}" for n in (1, 2, 3)} | {f"3.7.s8.i{n}" for n in (1, 2, 3)}
    asked |= {"3.7.s7.i1", "3.7.s7.i2", "2.3.s1a.i1", "2.3.s1a.i2"}
    assert asked <= counted


@pytest.mark.parametrize(
    ("arguments", "at", "hint"),
    [
        ({"by": "country"}, "by", "county"),
        ({"period": "months"}, "period", "month"),
        ({"codes": ("sesions_held",)}, "codes[0]", "sessions_held"),
        ({"codes": ("rooms", "topics_source.pubic")}, "codes[1]", "topics_source.public"),
    ],
)
def test_unknown_words_are_refused_with_what_is_accepted(
    arguments: dict[str, str], at: str, hint: str
) -> None:
    """The place, the likeliest word, and all of them."""
    with pytest.raises(cr.IntakeError) as caught:
        RESULT.statistics(**arguments)  # type: ignore[arg-type]
    (fault,) = caught.value.faults
    assert (fault.at, fault.code, fault.hint) == (at, "unknown_word", hint)
    assert fault.accepted


def test_chinese_words_are_taken_too() -> None:
    """As everywhere."""
    assert len(RESULT.statistics("县（市）区", "季度")) == len(
        RESULT.statistics("county", "quarter")
    )


def test_codes_narrow_to_a_statistic_or_a_family() -> None:
    """The figures are the same as without."""
    narrow = RESULT.statistics(codes=("sessions_held", "rooms_kind"))
    assert [s.code for s in narrow.definitions][:2] == ["rooms_kind.town", "rooms_kind.subdistrict"]
    assert len(narrow.definitions) == 9
    assert narrow.figure("sessions_held") == RESULT.statistics().figure("sessions_held")


def test_every_county_has_its_line_even_where_nothing_was_held() -> None:
    """Nought is told, not left out; of rooms only those with something to tell."""
    rows = RESULT.statistics("county", codes=("sessions_held",)).rows()
    assert [(row["group"], row["numerator"]) for row in rows] == [
        ("320100000000", 1),
        (FIRST, 1),
        (SECOND, 0),
    ]
    rows = RESULT.statistics("room", codes=("sessions_held",)).rows()
    assert [row["group"] for row in rows if row["level"] == "room"] == [f"r-{A}"]


@pytest.mark.parametrize("lists", [False, True])
def test_the_plain_form_has_its_schema(lists: bool) -> None:
    """Versioned, every figure with its numbers, every statistic with its definition."""
    plain = RESULT.statistics("town", "half", lists=lists).to_dict()
    form("statistics").validate_python(plain)
    assert plain["schema"] == "consultrules.statistics/1"
    assert json.loads(RESULT.statistics("town", "half", lists=lists).to_json()) == plain


def test_the_text_is_a_line_for_each_statistic() -> None:
    """In either language; with every group where it is asked for."""
    result = RESULT.statistics("county")
    lines = statistics_text(result).splitlines()
    assert len(lines) == 2 + len(STATISTICS)
    for line, statistic in zip(lines[1:-1], STATISTICS, strict=True):
        assert line.startswith(statistic.zh)
        assert statistic.code in line.removeprefix(statistic.zh).split()
    for word in ("--code", "--by", "--period", *(w for words in (Level, Period) for w in words)):
        assert word in lines[-1]
    assert "sessions held" in statistics_text(result, "en")
    narrow = RESULT.statistics("county", "half", codes=("sessions_held",), lists=True)
    whole = statistics_text(narrow, whole=True).splitlines()
    assert len(whole) == 3 + 3 * 3
    assert whole[4].split() == ["2025H1", "甲市", "1"]


def test_a_level_at_which_nothing_is_measured_has_no_line() -> None:
    """Members are a county's, so towns have none; sessions are, and the idle town is told its nought."""
    people = [{"id": "p1", "memberships": [MEMBER]}]
    known = registry([room(A), room(C1)], [case(1, A, {"on": "2025-05-01"})], people=people)
    result = audited(known)
    for code, groups in (
        ("members_trained", ["甲市", "甲县", "乙县", "甲县本级", "乙县本级"]),
        ("sessions_held", ["甲市", "甲县", "乙县", "丑街道", "子镇", "寅镇"]),
    ):
        lines = statistics_text(result.statistics("town", codes=(code,)), whole=True).splitlines()
        assert [line.split()[1] for line in lines[3:]] == groups


def test_own_parts_of_one_unit_are_told_apart() -> None:
    """A city's sector room stands in the city's own part among counties and among towns."""
    sector = {"id": "s2", "kind": "sector", "unit": CITY, "tier": "city", "sector": "教育"}
    result = audited(registry([room(A), sector])).statistics("town", codes=("rooms",))
    lines = statistics_text(result, whole=True).splitlines()
    own = [line.split()[1:3] for line in lines if "甲市本级" in line]
    assert own == [["甲市本级", f"[{level.zh}]"] for level in (Level.COUNTY, Level.TOWN)]
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("协商次数", "sessions_held"),
        ("协商形式·会议协商", "sessions_form.meeting"),
        ("协商形式", "sessions_form"),
        ("议事室数", "rooms"),
        ("议事室", "rooms_kind"),
    ],
)
def test_statistics_go_by_their_chinese_names_too(name: str, code: str) -> None:
    """One of them or a family; a name that is mistyped is put right by its code."""
    assert (
        RESULT.statistics(codes=(name,)).definitions == RESULT.statistics(codes=(code,)).definitions
    )
    with pytest.raises(cr.IntakeError) as caught:
        RESULT.statistics(codes=("协商次书",))
    assert caught.value.faults[0].hint == "sessions_held"


def test_every_name_stands_for_one_statistic_or_family() -> None:
    """No two share a Chinese name, and a family's words begin alike."""
    assert len({statistic.zh for statistic in STATISTICS}) == len(STATISTICS)
    families = {(statistic.zh.partition("·")[0], statistic.family) for statistic in STATISTICS}
    assert len(families) == len({name for name, _ in families})
    assert len(families) == len({family for _, family in families})


@pytest.mark.parametrize(
    ("asked", "at", "accepted", "hint"),
    [
        (("nonsense",), "code", "sessions_held", None),
        (("sessions_hel",), "code", "sessions_held", "sessions_held"),
        (("rooms", "320101"), "group", FIRST, FIRST),
        (("rooms", FIRST, "2025H1"), "period", "2025", "2025"),
        (("sessions_held", None, "2024H1"), "period", "2025H1", "2025H1"),
    ],
)
def test_a_figure_that_is_not_there_names_what_is(
    asked: tuple[str, ...], at: str, accepted: str, hint: str | None
) -> None:
    """In the place of the first word that leads nowhere."""
    with pytest.raises(cr.IntakeError) as caught:
        RESULT.statistics("county", "half").figure(*asked)
    (fault,) = caught.value.faults
    assert (fault.at, fault.code) == (at, "unknown_word")
    assert accepted in fault.accepted
    assert hint is None or fault.hint == hint


def test_a_county_without_an_own_part_says_so() -> None:
    """Asked for by ``own``."""
    with pytest.raises(cr.IntakeError) as caught:
        RESULT.statistics("town").figure("rooms", A, own=True)
    assert (caught.value.faults[0].at, caught.value.faults[0].accepted) == ("own", ("False",))


def test_the_command_prints_text_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The figures of the library; exit code 0: statistics are no verdict."""
    result = cr.audit(cr.Registry.load(DEMO), year=2025, as_of=dt.date(2026, 1, 31))
    figure = result.statistics().figure("frequency_met")
    assert figure.numerator
    assert main([*RUN, "--code", "frequency_met", "--by", "city", "--lists"]) == 0
    text = capsys.readouterr().out
    assert f"{figure.numerator}/{figure.denominator} {figure.percent}" in text
    assert main([*RUN, "--code", "frequency_met", "--json", "--period", "month"]) == 0
    plain = json.loads(capsys.readouterr().out)
    form("statistics").validate_python(plain)
    told = {(f["level"], f["own"], f["period"]): f["numerator"] for f in plain["figures"]}
    assert told["city", False, "2025"] == figure.numerator
    assert {period for _, _, period in told} == {"2025"}


def test_the_command_refuses_a_level_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, with what could stand there."""
    assert main([*RUN, "--by", "province"]) == 2
    assert "county" in capsys.readouterr().err

"""What holds of every figure whatever was recorded: sums upwards, sums over time, nothing lost."""

import datetime as dt
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import consultrules as cr
from consultrules.auditing.statistics.figure import percent
from small_city import A1, A2, B1, C1, CITY, FIRST, A, B, C, audited, registry, room

UNITS = (A, A1, A2, B, B1, C, C1)
SECTORS = [
    {"id": f"r-{FIRST}", "kind": "sector", "unit": FIRST, "tier": "county", "sector": "工会"},
    {"id": f"r-{CITY}", "kind": "sector", "unit": CITY, "tier": "city", "sector": "教育"},
]
PLACES = (*UNITS, FIRST, CITY)
PEOPLE = [f"p{n}" for n in range(6)]
CAPACITIES = ("public_representative", "member", "stakeholder", "official", "staff")
DAYS = st.dates(dt.date(2024, 11, 1), dt.date(2026, 2, 28))
CHILD = {"city": "county", "county": "town", "town": "room"}

ROLLS = st.lists(
    st.builds(
        lambda person, capacity, status: {"person": person, "capacity": capacity, "status": status},
        st.sampled_from(PEOPLE),
        st.sampled_from(CAPACITIES),
        st.sampled_from(("present", "present", "absent")),
    ),
    max_size=6,
    unique_by=lambda line: line["person"],
)


@st.composite
def sessions(draw: st.DrawFn, key: str, place: str, number: int) -> dict[str, Any]:
    """A sitting by roll, by head counts or of untold attendance; sometimes with a second host."""
    session: dict[str, Any] = {
        "id": f"{key}-{number}",
        "room": f"r-{place}",
        "topic": key,
        "on": draw(DAYS).isoformat(),
        "status": draw(st.sampled_from(("held", "held", "planned", "cancelled"))),
        "hosts": draw(st.lists(st.sampled_from([f"r-{p}" for p in PLACES]), max_size=2)),
    }
    how = draw(st.sampled_from(("roll", "count", "nothing")))
    if how == "roll":
        session["roll"] = draw(ROLLS)
    elif how == "count":
        session["participants"] = draw(st.integers(0, 30))
    return session


@st.composite
def cities(draw: st.DrawFn) -> cr.Registry:
    """A registry of this city by chance: rooms everywhere, topics, sittings, links, trainings."""
    links = [
        {"person": p, "kind": "area", "level": "county", "since": "2020-01-01"} for p in PEOPLE[:3]
    ]
    rooms = [
        room(unit, links=draw(st.lists(st.sampled_from(links), unique_by=lambda k: k["person"])))
        for unit in UNITS
    ]
    cases = []
    for n in range(draw(st.integers(0, 6))):
        place = draw(st.sampled_from(PLACES))
        topic: dict[str, Any] = {"id": f"t{n}", "room": f"r-{place}", "text": "村道"}
        topic["source"] = draw(st.sampled_from(("public", "member", None)))
        topic["collected_on"] = draw(st.none() | DAYS.map(dt.date.isoformat))
        held = [draw(sessions(f"t{n}", place, k)) for k in range(draw(st.integers(0, 3)))]
        steps = draw(st.lists(DAYS.map(lambda d: {"on": d.isoformat()}), max_size=2))
        cases.append({"topic": topic, "sessions": held, "follow_ups": steps})
    more: dict[str, Any] = {}
    if draw(st.booleans()):
        persons = st.lists(st.sampled_from(PEOPLE), unique=True)
        more["trainings"] = [
            {"id": f"k{n}", "on": draw(DAYS).isoformat(), "persons": draw(persons)}
            for n in range(2)
        ]
    return registry([*rooms, *SECTORS], cases, **more)


@settings(max_examples=25)
@given(cities(), st.sampled_from(("town", "county")), st.sampled_from(("half", "quarter", "month")))
def test_children_add_up_to_the_parent_or_the_difference_is_shown(
    known: cr.Registry, by: str, period: str
) -> None:
    """Groups and parts of the year, the own parts among them, for every number of every figure."""
    figures = audited(known).statistics(by, period)
    sums: Counter[Any] = Counter()
    over: Counter[Any] = Counter()
    for f in figures:
        above = _above(f)
        for name in ("numerator", "denominator", "base"):
            number = getattr(f, name) or 0
            sums[f.statistic.code, above, f.period, name] += number
            if f.period != "2025":
                over[f.statistic.code, f.node, name] += number
    for f in figures:
        for name in ("numerator", "denominator", "base"):
            number = getattr(f, name) or 0
            if f.level != by:
                below = sums[f.statistic.code, (f.level, f.group, f.own), f.period, name]
                assert below - number == getattr(f.difference, name), f
            if f.period == "2025" and f.statistic.dated:
                parts = over[f.statistic.code, f.node, name]
                assert parts - number == getattr(f.period_difference, name), f


def _above(f: cr.Figure) -> tuple[str, str, bool] | None:
    """The group above another, read off the codes of this city alone."""
    if f.level == "city":
        return None
    if f.level == "county":
        return "city", CITY, False  # what lies nobody knows where too: there is no other
    if f.group == CITY:
        return "county", CITY, True
    return "county", f.group[:6] + "000000" if f.group else "", not f.group


@settings(max_examples=25)
@given(cities())
def test_whatever_has_one_place_and_one_day_adds_up(known: cr.Registry) -> None:
    """No difference where no room shares its session and every topic has its day."""
    alone = []
    for case in known.cases:
        day = case.topic.collected_on or dt.date(2025, 5, 1)
        topic = case.topic.model_copy(update={"collected_on": day})
        sittings = tuple(s.model_copy(update={"hosts": ()}) for s in case.sessions)
        alone.append(case.model_copy(update={"topic": topic, "sessions": sittings}))
    plain = registry(list(known.rooms), [], trainings=[]).model_copy(update={"cases": tuple(alone)})
    for f in audited(plain).statistics("room", "month"):
        if not f.statistic.distinct:
            assert f.difference == (0, 0, 0), f
            assert f.period_difference == (0, 0, 0), f


@settings(max_examples=25)
@given(cities(), st.sampled_from(("room", "town", "county", "city")))
def test_nothing_that_was_looked_at_is_lost(known: cr.Registry, by: str) -> None:
    """Bases are the records themselves, counted here anew; base is denominator and residue."""
    figures = audited(known).statistics(by)
    for f in figures:
        assert f.base == f.denominator + sum(f.residue.values()), f
        assert set(f.residue) <= {cause.value for cause in f.statistic.residue}, f
        if f.statistic.measure == "share" and f.numerator is not None:
            assert 0 <= f.numerator <= f.denominator, f
    inside = [s for c in known.cases for s in c.sessions if s.on.year == 2025]
    held = [s for s in inside if s.status == "held"]
    assert figures.figure("sessions_held").base == len(inside)
    assert figures.figure("sessions_held").numerator == len(held)
    assert figures.figure("attendances").base == figures.figure("persons").base == len(held)
    came = [
        line.person
        for s in held
        for line in s.roll or ()
        if line.status == "present" and line.capacity != "staff"
    ]
    assert figures.figure("persons").numerator == len(set(came))
    counted = sum(s.participants or 0 for s in held)
    assert figures.figure("attendances").numerator == len(came) + counted
    steps = [step for c in known.cases for step in c.follow_ups if step.on.year == 2025]
    assert figures.figure("follow_ups.proposal").base == len(steps)


@settings(max_examples=15)
@given(cities())
def test_a_group_has_one_figure_however_it_was_asked_for(known: cr.Registry) -> None:
    """The county's figures are the same by room, by town and by county."""
    result = audited(known)
    told = [
        {
            (f.statistic.code, f.level, f.group, f.own, f.period): (f.numerator, f.base, f.residue)
            for f in result.statistics(by, "quarter")
            if f.level in ("county", "city")
        }
        for by in ("room", "town", "county")
    ]
    assert told[0] == told[1] == told[2]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_percentage_is_exact_and_half_up(numerator: int, denominator: int) -> None:
    """As decimal arithmetic rounds it; nothing is divided by nothing."""
    text = percent(numerator, denominator)
    if not denominator:
        assert text is None
        return
    exact = Decimal(1000 * numerator) / Decimal(denominator)
    tenths = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert text == f"{tenths // 10}.{tenths % 10}%"


def test_an_empty_part_has_nothing_below_the_line() -> None:
    """No cases at all: every share of sessions and topics is 0 of 0, without a percentage."""
    figures = audited(registry([room(A)])).statistics("county", "month")
    for code in ("researched", "topics_source.public", "public_share", "evaluated"):
        for period in ("2025", "2025-01", "2025-12"):
            figure = figures.figure(code, period=period)
            assert (figure.numerator, figure.denominator, figure.base) == (0, 0, 0)
            assert figure.percent is None


def test_yearly_duties_have_the_year_only() -> None:
    """A quarter has no minimum; sessions have each quarter."""
    figures = audited(registry([room(A)])).statistics("county", "quarter")
    periods = {
        code: [f.period for f in figures if f.statistic.code == code and f.level == "city"]
        for code in ("frequency_met", "sessions_held")
    }
    assert periods["frequency_met"] == ["2025"]
    assert periods["sessions_held"] == ["2025", "2025Q1", "2025Q2", "2025Q3", "2025Q4"]
    with pytest.raises(cr.IntakeError) as caught:
        figures.figure("frequency_met", period="2025Q1")
    assert caught.value.faults[0].accepted == ("2025",)

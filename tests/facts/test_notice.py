"""The notice before a session: who was told in time, by name and by count (3.5.s2)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.fact import Row
from facts.builders import by_heads, day, line, notice, read, roll, session, session_facts

EVERYBODY = tuple(person.person for person in roll())
TOLD = ("participants_notified", "participants_informed")


def _row(*notices: cr.Notice, held: cr.Session | None = None, **options: str) -> Row:
    return session_facts(held or session(roll=roll()), notices=notices, policy=read(**options))


def _heads(*notices: cr.Notice, **more: Any) -> tuple[int | None, ...]:
    held = by_heads(**{"notified": None, "informed": None, **more})
    row = session_facts(held, notices=notices)
    return tuple(row.facts[code] for code in TOLD)


def _told(row: Row) -> tuple[int | None, ...]:
    return tuple(row.facts[code] for code in TOLD)


def test_a_notice_by_name_to_all() -> None:
    """All twelve on the roll were told the topic and the information."""
    row = _row(notice(persons=EVERYBODY))
    assert _told(row) == (12, 12)
    assert row.evidence["participants_notified"] == ()


def test_who_was_not_told_is_named() -> None:
    """The evidence lists those of the roll whom no notice names."""
    row = _row(notice(persons=(*EVERYBODY[:-2], "guest")))
    assert _told(row) == (10, 10)
    assert row.evidence["participants_notified"] == EVERYBODY[-2:]


def test_topic_and_information_are_two_things() -> None:
    """A notice of the topic alone informs nobody; a second one with the papers does."""
    row = _row(notice(persons=EVERYBODY, information=False))
    assert _told(row) == (12, 0)
    papers = notice("06-07", persons=EVERYBODY[:3], content=False)
    row = _row(notice(persons=EVERYBODY, information=False), papers)
    assert _told(row) == (12, 3)


def test_two_notices_by_name_reach_all_whom_either_names() -> None:
    """People are known by name, so both lists count together."""
    row = _row(notice(persons=EVERYBODY[:5]), notice("06-06", persons=EVERYBODY[4:]))
    assert _told(row) == (12, 12)


@pytest.mark.parametrize(
    ("on", "option", "expected"),
    [
        ("06-09", "same_day_counts", 12),
        ("06-10", "same_day_counts", 12),
        ("06-11", "same_day_counts", 0),
        ("06-09", "day_before", 12),
        ("06-10", "day_before", 0),
    ],
)
def test_a_notice_in_time(on: str, option: str, expected: int) -> None:
    """The same day counts or not by L18; a later one never does."""
    assert _told(_row(notice(on, persons=EVERYBODY), L18=option)) == (expected, expected)
    by_count = session_facts(
        by_heads(notified=None, informed=None),
        notices=(notice(on, count=12),),
        policy=read(L18=option),
    )
    assert _told(by_count) == (expected, expected)


@pytest.mark.parametrize(("meant", "expected"), [("s1", 12), (None, 12), ("s0", 0)])
def test_a_notice_for_another_session_tells_nothing_of_this(
    meant: str | None, expected: int
) -> None:
    """A notice that names no session is for all of the topic."""
    assert _told(_row(notice(persons=EVERYBODY, session=meant))) == (expected, expected)


@pytest.mark.parametrize(
    ("on", "option", "expected"),
    [("06-10", "same_day_counts", 1), ("06-10", "day_before", 0), ("06-11", "same_day_counts", 0)],
)
def test_days_on_the_roll(on: str, option: str, expected: int) -> None:
    """The roll itself may say when each person was told."""
    lines = (line("v1", notified_on=day(on)), line("v2"))
    row = session_facts(session(roll=lines), policy=read(L18=option))
    assert _told(row) == (expected, None)
    assert row.evidence["participants_notified"] == (("v2",) if expected else ("v1", "v2"))


def test_roll_and_notices_add_up_by_person() -> None:
    """Told by either is told; who did not come does not matter."""
    lines = (
        line("v1", notified_on=day("06-01")),
        line("v2"),
        line("v3"),
        line("v4", status="absent"),
        line("x", "staff"),
    )
    row = _row(notice(persons=("v1", "v2")), held=session(roll=lines))
    assert row.facts["participants_notified"] == 2
    assert row.evidence["participants_notified"] == ("v3",)


def test_nothing_told_about_notices_is_unknown() -> None:
    """Without notices, days on the roll or head counts nobody knows."""
    assert _told(session_facts(session(roll=roll()))) == (None, None)
    assert _told(session_facts(by_heads(notified=None, informed=None))) == (None, None)


def test_no_notice_is_known() -> None:
    """An empty list says that nobody was told."""
    row = _row()
    assert _told(row) == (0, 0)
    assert row.evidence["participants_informed"] == EVERYBODY
    assert _heads() == (0, 0)
    assert row.facts["notice_lead_days"] is None
    assert row.facts["notice_channels"] == 0


def test_head_counts_told_with_the_session_stand() -> None:
    """A session that says how many were told needs no notice, and is not corrected by one."""
    assert _heads(notice(count=3), notified=12) == (12, 3)
    assert _heads(notified=7, informed=0) == (7, 0)


def _told_to(*numbers: int | str) -> tuple[cr.Notice, ...]:
    """A notice for each number of people told, or for the persons whose letters these are."""
    return tuple(
        notice(f"06-0{n}", **({"count": told} if isinstance(told, int) else {"persons": [*told]}))
        for n, told in enumerate(numbers, 1)
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((12,), 12),
        ((40,), 12),
        ((11,), 11),
        ((0,), 0),
        ((12, 6), 12),
        ((7, 4), 7),
        ((7, 5), None),
        ((6, 6), None),
        ((7, 0), 7),
        (("ab", "bc"), 3),
        (("ab", 9), 9),
        (("abc", 9), None),
        (("abcdefghijkl", 3), 12),
        (("ab", 4, 5), 5),
        (("ab", 5, 5), None),
    ],
)
def test_two_notices_may_have_told_the_same_people_or_not(
    told: tuple[int | str, ...], expected: int | None
) -> None:
    """Of twelve: known where all were told, or too few even if nobody was told twice; else open (3.5.s2)."""
    assert _heads(*_told_to(*told)) == (expected, expected)


def test_a_count_to_a_session_by_roll() -> None:
    """A notice to twelve reached the twelve of the roll; with four more by name, nine may be all."""
    assert _told(_row(notice(count=12))) == (12, 12)
    for named, expected in ((2, 9), (3, None), (4, None)):
        row = _row(notice(count=9), notice("06-06", persons=EVERYBODY[:named]))
        assert _told(row) == (expected, expected)
        assert row.evidence["participants_notified"] == ()
    row = _row(notice(count=0), notice("06-06", persons=EVERYBODY[:4]))
    assert _told(row) == (4, 4)
    assert row.evidence["participants_notified"] == EVERYBODY[4:]


def test_days_on_the_roll_beside_a_notice_that_counts() -> None:
    """Two have a day on the roll, three were told by a notice: of six perhaps five, of five perhaps all."""
    dated = (line("a", notified_on=day("06-01")), line("b", notified_on=day("06-01")))
    for others, expected in (("cdef", 3), ("cde", None), ("c", 3)):
        held = session(roll=(*dated, *(line(other) for other in others)))
        row = _row(notice(count=3), held=held)
        assert row.facts["participants_notified"] == expected
        assert row.evidence["participants_notified"] == ()


def test_whether_everybody_was_told_is_unknown_rather_than_failed() -> None:
    """Six told by letter and six by telephone may be twelve: nobody can say that somebody was left out."""
    for told, verdict in (((6, 6), "unknown"), ((6, 5), "fail"), ((12, 6), "pass")):
        held = by_heads(notified=None, informed=None)
        report = cr.check(held, notice=_told_to(*told), only="3.5.s2.i5")
        assert report["3.5.s2.i5"].verdict == verdict
        assert report["3.5.s2.i5"].cause == (
            ("missing:participants_notified",) if verdict == "unknown" else ()
        )


def test_how_many_were_told_without_how_many_came() -> None:
    """The count stands by itself where the number of participants is unknown."""
    assert _heads(notice(count=9), participants=None) == (9, 9)
    assert _heads(*_told_to(9, 3), participants=None) == (None, None)


@pytest.mark.parametrize(
    "vague", [notice(), notice(count=12, content=None), notice(persons=EVERYBODY, content=None)]
)
def test_a_vague_notice_leaves_it_open(vague: cr.Notice) -> None:
    """What does not say how many or what it told may have told everybody."""
    assert _told(_row(vague))[0] is None
    assert _heads(vague)[0] is None
    certain = notice("06-06", persons=EVERYBODY)
    assert _told(_row(vague, certain)) == (12, 12)
    assert _heads(vague, notice("06-06", count=12)) == (12, 12)


def test_a_vague_notice_of_what_it_did_not_tell_changes_nothing() -> None:
    """A notice that expressly left out the information informed nobody, however many it reached."""
    assert _told(_row(notice(information=False)))[1] == 0
    assert _heads(notice(information=False))[1] == 0


def test_lead_and_channels() -> None:
    """A reminder is no delay, nor a channel that tells nothing a channel; each is counted once (L6)."""
    row = _row(
        notice("06-01", persons=EVERYBODY, channel="cppcc_app"),
        notice("06-07", persons=EVERYBODY, channel="opinion_letter"),
        notice("06-08", persons=EVERYBODY, channel="cppcc_app"),
        notice("06-12", persons=EVERYBODY, channel="cppcc_website"),
    )
    assert (row.facts["notice_lead_days"], row.facts["notice_channels"]) == (9, 2)
    silent = {"content": False, "information": False}
    row = _row(
        notice("06-01", persons=EVERYBODY[:5], channel="cppcc_app"),
        notice("06-07", persons=EVERYBODY[5:], channel="cppcc_app"),
        notice("06-08", persons=EVERYBODY, channel="opinion_letter", **silent),
    )
    assert (row.facts["notice_lead_days"], row.facts["notice_channels"]) == (3, 1)


def test_where_nobody_says_how_many_came_the_last_notice_gives_the_lead() -> None:
    notices = (notice("06-01", count=12), notice("06-07", count=12))
    told = session_facts(session(participants=None), notices=notices)
    assert told.facts["notice_lead_days"] == 3
    told = session_facts(session(participants=12), notices=notices)
    assert told.facts["notice_lead_days"] == 9
    assert session_facts(session(participants=12), notices=()).facts["notice_lead_days"] == 0


def test_an_untold_channel_leaves_their_number_open() -> None:
    """Two notices, one of them by an unknown channel, may be one channel or two."""
    row = _row(notice(count=12), notice("06-06", count=12, channel=None))
    assert row.facts["notice_channels"] is None
    assert session_facts(session(roll=roll())).facts["notice_channels"] is None


@pytest.mark.parametrize("more", [{"count": 2}, {}])
def test_a_notice_that_names_nobody_leaves_nobody_untold_by_name(more: dict[str, Any]) -> None:
    """Two of three were told, or nobody says how many; who was not, nobody knows."""
    facts = session_facts(
        session(roll=(line("a"), line("b"), line("c"))), notices=(notice(persons=None, **more),)
    )
    assert facts.facts["participants_notified"] == more.get("count")
    assert facts.evidence["participants_notified"] == ()

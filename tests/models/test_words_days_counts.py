"""Closed words, days, counts and keys at the door of every record."""

import datetime as dt
import decimal
import fractions
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import consultrules as cr
from consultrules.policy import vocabulary
from consultrules.policy.word import Word
from samples import codes, faults, named, room, session, topic

WORDS = [w for w in vars(vocabulary).values() if isinstance(w, type) and issubclass(w, Word)]
WORDS = [w for w in WORDS if len(w)]


@pytest.mark.parametrize("words", WORDS, ids=lambda w: w.__name__)
def test_a_closed_word_is_read_from_member_code_and_chinese_word(words: type[Word]) -> None:
    """Every member of every list is read from itself, its code and its Chinese word."""
    for word in words:
        assert words.parse(word) is words.parse(word.value) is word
        assert words.parse(word.zh).zh == word.zh


@pytest.mark.parametrize("words", WORDS, ids=lambda w: w.__name__)
@pytest.mark.parametrize("wrong", ["", " ", "x" * 50, 1, True, None, [], {}, b"town"], ids=named)
def test_a_closed_word_is_read_from_nothing_else(words: type[Word], wrong: object) -> None:
    """Anything else is refused, with all the codes that could stand there."""
    with pytest.raises(cr.IntakeError) as caught:
        words.parse(wrong)
    fault = caught.value.faults[0]
    assert fault.code == ("unknown_word" if isinstance(wrong, str) else "wrong_type")
    assert fault.accepted == tuple(word.value for word in words)


@pytest.mark.parametrize(
    ("given_word", "hint"),
    [("vilage", "village"), ("Village", "village"), ("行政庄", "village"), ("village ", "village")],
)
def test_an_unknown_kind_asks_did_you_mean(given_word: str, hint: str) -> None:
    """A misspelt kind of room names the likeliest one and the accepted ones."""
    (fault,) = faults(cr.Room, room(kind=given_word))
    assert (fault.at, fault.code, fault.hint) == ("kind", "unknown_word", hint)
    assert len(fault.accepted) == 8
    assert hint in fault.text("en")
    assert hint in fault.text("zh")


def test_a_hopeless_word_has_no_hint_but_the_list() -> None:
    """What looks like nothing gets the accepted words only."""
    (fault,) = faults(cr.Room, room(kind="qqqq"))
    assert fault.hint is None
    assert "institution" in fault.text("en")


def test_chinese_words_and_codes_make_the_same_record() -> None:
    """A room typed in Chinese is the room typed in codes."""
    assert cr.Room.read(room(kind="行政村")) == cr.Room.read(room(kind=cr.RoomKind.VILLAGE))


GOOD_DAYS = ["2025-06-10", "1949-10-01", "2199-12-31", "2024-02-29"]
BAD_DAYS = [
    *("2025-02-31", "2025-02-29", "2025-13-01", "2025-00-10", "2025-W01-1", "20250610"),
    *("2025-6-10", "2025-06-10T00:00", "2025-06-10Z", "2025/06/10", "10-06-2025", "", "today"),
    *("２０２５-０６-１０", "2025-06-1\ud800", "2025-06-10 ", " 2025-06-1"),
    *(20250610, 0, -1, 1.5, float("nan"), 10**5000, True, False, b"2025-06-10", [], {}),
    *(
        dt.datetime(2025, 6, 10),  # noqa: DTZ001  # a moment without a zone is typed often
        dt.datetime(2025, 6, 10, tzinfo=dt.UTC),
        dt.time(1),
        dt.timedelta(1),
    ),
]


@pytest.mark.parametrize("day", GOOD_DAYS)
def test_a_day_is_a_date_or_its_iso_form(day: str) -> None:
    """A day is read from its text and from a date, bounds included."""
    assert cr.Session.read(session(on=day)).on == dt.date.fromisoformat(day)
    assert cr.Session.read(session(on=dt.date.fromisoformat(day))).on.isoformat() == day


@pytest.mark.parametrize("day", BAD_DAYS, ids=named)
def test_what_is_no_real_day_is_refused(day: object) -> None:
    """The 31st of February, week dates, numbers and moments are no days."""
    assert codes(cr.Session, session(on=day)) == [("on", "bad_day")]


@pytest.mark.parametrize("day", ["1949-09-30", "2200-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_out_of_bounds_is_refused(day: str) -> None:
    """Days before 1949-10-01 and after 2199 cannot be."""
    assert codes(cr.Session, session(on=day)) == [("on", "out_of_bounds")]
    assert codes(cr.Session, session(on=dt.date.fromisoformat(day))) == [("on", "out_of_bounds")]


@given(st.text(max_size=12) | st.from_regex(r"[0-9W\-]{8,12}", fullmatch=True))
@example("2025-01-01")
def test_no_other_text_is_a_day(text: str) -> None:
    """Whatever the text, only YYYY-MM-DD comes through."""
    found = codes(cr.Session, session(on=text))
    assert found or re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII)


class _Int64:
    """What numpy's integers look like: a number that is no int."""

    def __int__(self) -> int:
        return 10

    __index__ = __int__

    def __repr__(self) -> str:
        return "int64(10)"


BAD_COUNTS = [
    *(True, False, "9", "10", "", 9.0, 9.5, float("nan"), float("inf"), b"9", [9], {"n": 9}),
    *(decimal.Decimal(9), fractions.Fraction(9), 9 + 0j, _Int64(), dt.date(2025, 1, 1)),
]


@pytest.mark.parametrize("number", BAD_COUNTS, ids=named)
def test_what_is_no_whole_number_is_no_count(number: object) -> None:
    """Flags, texts, halves and look-alikes are not counted."""
    assert codes(cr.Session, session(participants=number)) == [("participants", "wrong_type")]


@pytest.mark.parametrize("number", [-1, -(10**9), 100_001, 2**63])
def test_a_count_out_of_bounds_is_refused(number: int) -> None:
    """Fewer than nobody and more than 100,000 people cannot be."""
    assert codes(cr.Session, session(participants=number)) == [("participants", "out_of_bounds")]


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    """A number too long to be written out is still a typed fault, and a short one."""
    (fault,) = faults(cr.Session, session(participants=10**5000))
    assert fault.at == "participants"
    assert len(fault.text("en")) < 200


@pytest.mark.parametrize("number", [0, 1, 100_000])
def test_a_count_reaches_from_nobody_to_the_bound(number: int) -> None:
    """Both bounds are inside."""
    assert cr.Session.read(session(participants=number)).participants == number


@pytest.mark.parametrize("flag", [0, 1, "yes", "no", "true", "", 1.0, [], {}])
def test_a_flag_is_true_or_false_only(flag: object) -> None:
    """Neither numbers nor words are flags."""
    assert codes(cr.Topic, topic(entrusted=flag)) == [("entrusted", "wrong_type")]


@pytest.mark.parametrize(
    "name", ["", " ", "\t", "　", "a\nb", "\x1b[31m", "\x9b31m", "x" * 201], ids=named
)
def test_a_name_is_one_line_that_says_something(name: str) -> None:
    """Blank names, control characters and endless names are refused."""
    assert [at for at, _ in codes(cr.Room, room(name=name))] == ["name"]


@pytest.mark.parametrize("key", ["", "  ", "x" * 65, "a\x00", 7, None, b"r1", "\ud800"], ids=named)
def test_an_id_is_a_short_text(key: object) -> None:
    """An id is neither blank nor long nor a number."""
    assert [at for at, _ in codes(cr.Room, room(id=key))] == ["id"]


def test_half_a_surrogate_pair_is_no_text() -> None:
    """What cannot be written as UTF-8 cannot be kept."""
    assert codes(cr.Topic, topic(text="路\ud800")) == [("text", "wrong_type")]


@pytest.mark.parametrize(("key", "hint"), [("particpants", "participants"), ("qqqq", None)])
def test_an_unknown_key_is_refused_with_the_likeliest_one(key: str, hint: str | None) -> None:
    """A misspelt field is never passed over."""
    (fault,) = faults(cr.Session, session(**{key: 9}))
    assert (fault.at, fault.code, fault.hint) == (key, "unknown_key", hint)
    assert "participants" in fault.accepted


def test_an_unknown_key_deep_inside_names_its_place() -> None:
    """The hint comes from the record in which the key stands."""
    roll = [
        {"person": "p", "capacity": "member"},
        {"person": "q", "capacity": "member", "staus": 1},
    ]
    (fault,) = faults(cr.Session, session(roll=roll))
    assert (fault.at, fault.code, fault.hint) == ("roll[1].staus", "unknown_key", "status")


def test_all_faults_come_at_once_with_their_paths() -> None:
    """Five faults at five depths are five lines."""
    links = [{"person": "p", "kind": "aera", "level": "county"}, {"person": "q", "level": 1}]
    found = codes(cr.Room, room(kind="x", since="2025-02-31", links=links, nmae="x"))
    assert found == [
        ("since", "bad_day"),
        ("kind", "unknown_word"),
        ("links[0].kind", "unknown_word"),
        ("links[1].kind", "missing_key"),
        ("links[1].level", "wrong_type"),
        ("nmae", "unknown_key"),
    ]


@pytest.mark.parametrize("data", [None, 1, "x", [], [["id", "r1"]], b"{}", float("nan")])
def test_what_is_no_record_is_refused(data: object) -> None:
    """A record is an object."""
    assert codes(cr.Room, data) == [("", "wrong_type")]

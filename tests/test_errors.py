"""Errors: short, printable, in two languages, and whole after a journey."""

import copy
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consultrules as cr
from consultrules import errors
from consultrules.models import faults
from consultrules.sentences import sentence

ROOM = {"id": "r1", "kind": "village", "unit": "320685111200"}
FAULT = cr.Fault("rooms[3].kind", "unknown_word", "vilage", ("town", "village"), "village")
ERRORS = [
    cr.IntakeError([FAULT, cr.Fault("", "not_json")], "reg.jsonl"),
    cr.RoutingError("place_missing", field="responsible_unit", subject="r1", clause="3.2.s2c"),
    cr.EditionError("laxer", witness={"participants": 9}, name="minimum_participants", number=9),
    cr.ReadingError("unknown_reading", reading="F99"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
def test_an_error_travels_between_processes_whole(error: cr.ConsultRulesError) -> None:
    """Pickled or copied, it says the same and is caught the same."""
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(other) is type(error)
        assert other.to_dict() == error.to_dict()
        assert [str(other), other.text("zh"), other.text("en")] == [
            *(str(error), error.text("zh"), error.text("en"))
        ]


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
def test_an_error_speaks_both_languages_and_plain_data(error: cr.ConsultRulesError) -> None:
    """Sentences differ, the code does not, and the plain form is the door's."""
    assert error.text("zh") != error.text("en")
    assert {"code", "at", "value", "accepted"} <= set(error.to_dict())
    assert error.to_dict()["code"] == error.code


def test_one_handler_catches_all_and_the_usual_ones_too() -> None:
    """One base; and ValueError or LookupError where Python would raise them."""
    assert all(isinstance(error, cr.ConsultRulesError) for error in ERRORS)
    assert isinstance(ERRORS[0], ValueError)
    assert isinstance(ERRORS[1], LookupError)


def test_a_fault_says_place_value_and_likeliest_word() -> None:
    """With a hint the list is spared; without, it is given."""
    assert FAULT.text("en").startswith("rooms[3].kind: ")
    assert "did you mean village?" in FAULT.text("en")
    assert "vilage" in FAULT.text("zh")
    assert "town, village" in cr.Fault("a", "unknown_word", "x", ("town", "village")).text("en")
    assert FAULT.to_dict()["hint"] == "village"
    assert [FAULT.under("x").at, cr.Fault("[3].id", "x").under("rooms").at] == [
        *("x.rooms[3].kind", "rooms[3].id")
    ]
    assert [cr.Fault("", "x").under("a").at, FAULT.under("").at] == ["a", FAULT.at]


def test_a_closed_list_is_told_with_its_chinese_words() -> None:
    """In the Chinese half, wherever the fault has been since; the codes alone are the data."""
    for call, words in (
        (lambda: cr.RoomKind.parse("x"), "可用：town 镇, subdistrict 街道, "),
        (lambda: cr.RoomKind.parse("vilage"), "是否指 village 行政村？"),
        (lambda: cr.Room(id="r", kind="x", unit="320685111200"), "可用：town 镇, "),
        (lambda: cr.check({"id": "r", "kind": "vilage", "unit": "320685111200"}), "village 行政村"),
        (lambda: cr.Registry.from_lines(['{"record": "room", "id": "r", "kind": "x"}']), "town 镇"),
        (lambda: cr.report_route(ROOM, needs="x"), "county 县"),
    ):
        with pytest.raises(cr.IntakeError) as caught:
            call()
        assert words in caught.value.text("zh")
        assert not any("\u4e00" <= c <= "\u9fff" for c in caught.value.text("en"))
        (fault, *_) = (f for f in caught.value.faults if f.code == "unknown_word")
        assert fault.to_dict()["accepted"] == list(fault.accepted)
        assert all(code.isascii() for code in fault.accepted)


def test_what_nobody_can_guess_is_not_asked() -> None:
    """Neither an empty “did you mean” nor any other figure that says nothing."""
    with pytest.raises(cr.EditionError) as caught:
        cr.edition().clause("zzzzz")
    assert "did" not in str(caught.value)
    assert str(caught.value).count("=") == 2
    with pytest.raises(cr.EditionError) as near:
        cr.edition("nantong-2021")
    assert near.value.text("zh").endswith("；是否指 nantong-2020？")
    assert near.value.text("en").endswith("; did you mean nantong-2020?")


def test_a_day_in_another_form_is_told_the_form_in_both_languages() -> None:
    """Chinese readers come first."""
    with pytest.raises(cr.IntakeError) as caught:
        cr.check(ROOM, as_of="2025/3/10")
    assert all("YYYY-MM-DD" in caught.value.text(lang) for lang in ("zh", "en"))


def test_an_error_without_faults_can_still_be_shown() -> None:
    """Even a mistake of our own is a sentence."""
    assert cr.IntakeError([]).to_dict()["code"] == "unreadable"


class Hostile:
    """An object that refuses to be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("no")


def nested(levels: int) -> list[Any]:
    """A list so many levels deep."""
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        *("长" * 10**7, "\x1b[31m" * 50, "\ud800", "a\nb", b"x" * 10**6, 10**5000, -(10**5000)),
        *([10**5000], nested(100_000), Hostile(), [Hostile()], {"a": "b" * 10**6}, {1, 2}, object),
    ],
    ids=range(14),
)
def test_any_value_is_shown_in_a_short_printable_line(value: object) -> None:
    """40 MB, control characters, endless digits and depth stay out of the log."""
    text = errors.shown(value)
    assert 0 < len(text) <= 81
    assert text.isprintable()
    text.encode()


@given(st.text())
def test_short_printable_text_is_shown_as_it_is(text: str) -> None:
    """Nothing is changed that need not be."""
    short = text[:80]
    assert (errors.shown(short) == short) is short.isprintable()


def test_every_code_of_the_records_has_its_sentences() -> None:
    """In both languages, and neither is the code itself."""
    codes = {*faults._CODES.values(), *faults._OWN_CODES, "too_deep", "twice_in_object", "empty"}
    for code in codes:
        assert sentence(code, "zh") != code
        assert sentence(code, "en") != code

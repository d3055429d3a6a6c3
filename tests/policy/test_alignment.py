"""A copy of a text: what changed, moved, is missing or new, each once and nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consultrules as cr
from consultrules.policy.alignment import LARGEST, differences, read_copy
from consultrules.policy.fingerprint import Fingerprints

NUMBER = 40
SENTENCES = [
    f"第{n}件事，“甲{n}”至少{n}人，乙{n}以{n}人为宜；" if n % 3 else f"单说第{n}件事。"
    for n in range(1, NUMBER + 1)
]
QUOTES = {
    f"1.s{n}{part}": quote
    for n in range(1, NUMBER + 1)
    if n % 3
    for part, quote in (("a", f"“甲{n}”至少{n}人"), ("b", f"乙{n}以{n}人为宜"))
}
TOLD = Fingerprints.of("\n".join(SENTENCES), QUOTES)

Found = list[tuple[str, int | None, int | None]]


def found(*copy: str, told: Fingerprints = TOLD) -> Found:
    """Kind, place in the text and place in the copy of each difference."""
    return [(one.kind.value, one.number, one.at) for one in differences(told, "\n".join(copy))]


def exchanged(*pairs: tuple[int, int]) -> list[str]:
    """The text with some sentences, counted from 1, in each other's place."""
    copy = list(SENTENCES)
    for one, other in pairs:
        copy[one - 1], copy[other - 1] = copy[other - 1], copy[one - 1]
    return copy


def test_the_text_itself_does_not_differ() -> None:
    """Nor does it in another dress."""
    assert found(*SENTENCES) == []
    dressed = "\ufeff" + "\r\n\u3000".join("".join(SENTENCES)).replace("“", "「").replace("；", ";")
    assert found(dressed) == []


def test_a_changed_number_is_one_changed_sentence_and_names_its_entry() -> None:
    """The other entry of the sentence is still there."""
    copy = list(SENTENCES)
    copy[9] = copy[9].replace("至少10人", "至少12人")
    (one,) = differences(TOLD, "".join(copy))
    assert (one.kind.value, one.number, one.at) == ("changed", 10, 10)
    assert (one.gone, one.kept) == (("1.s10a",), ("1.s10b",))
    assert "至少12人" in one.words


def test_a_sentence_removed_is_missing_with_all_its_entries() -> None:
    """Wherever it stood."""
    for place in range(NUMBER):
        (one,) = differences(TOLD, "".join(SENTENCES[:place] + SENTENCES[place + 1 :]))
        assert (one.kind.value, one.number, one.at) == ("missing", place + 1, None)
        assert one.gone == tuple(a for a in QUOTES if a[:-1] == f"1.s{place + 1}")


def test_a_sentence_added_is_new() -> None:
    """Wherever it stands; a second copy of one that is there as well."""
    for place in range(NUMBER + 1):
        for more in ("多出的一句。", SENTENCES[20]):
            (one,) = found(*SENTENCES[:place], more, *SENTENCES[place:])
            assert one[:2] == ("new", None)
            assert one[2] in (place + 1, *((21, 22) if more == SENTENCES[20] else ()))


def test_two_exchanged_sentences_have_moved_and_no_other() -> None:
    """Neighbours, with one between, and far apart."""
    for one in range(1, NUMBER):
        for other in {one + 1, min(one + 2, NUMBER), NUMBER} - {one}:
            expected = [("moved", other, one), ("moved", one, other)]
            assert found(*exchanged((one, other))) == expected


def test_several_exchanges_are_told_apart() -> None:
    """Side by side, across each other, one inside the other."""
    for pairs in (((3, 4), (5, 6)), ((3, 20), (10, 30)), ((3, 30), (10, 11)), ((1, 40), (2, 39))):
        moved = {place for pair in pairs for place in pair}
        answer = found(*exchanged(*pairs))
        assert {kind for kind, _, _ in answer} == {"moved"}
        assert sorted(number or 0 for _, number, _ in answer) == sorted(moved)


def test_one_sentence_carried_far_is_the_one_that_moved() -> None:
    """Those that closed up behind it have not."""
    copy = [*SENTENCES[:4], *SENTENCES[5:30], SENTENCES[4], *SENTENCES[30:]]
    assert found(*copy) == [("moved", 5, 30)]
    copy = [*SENTENCES[:4], SENTENCES[29], *SENTENCES[4:29], *SENTENCES[30:]]
    assert found(*copy) == [("moved", 30, 5)]


def test_an_exchange_of_neighbours_on_the_way_of_another_is_both_of_them() -> None:
    """One carried over two others that changed places: all three moved."""
    copy = [*SENTENCES[:4], *SENTENCES[5:9], SENTENCES[10], SENTENCES[9], SENTENCES[4]]
    assert sorted(number or 0 for _, number, _ in found(*copy, *SENTENCES[11:])) == [5, 10, 11]


def test_a_changed_sentence_between_two_that_changed_places_has_only_changed() -> None:
    """What moved is no neighbour to count from."""
    copy = [*SENTENCES[:4], SENTENCES[6], "换了一句。", SENTENCES[4], *SENTENCES[7:]]
    assert found(*copy) == [("moved", 7, 5), ("changed", 6, 6), ("moved", 5, 7)]


def test_of_several_that_came_the_one_that_shares_entries_is_the_changed_one() -> None:
    """Also where it is not the first; without a shared entry the order decides."""
    changed = SENTENCES[9].replace("至少10人", "至少12人")
    for before, after, place in (((), ("新。",), 10), (("新。",), (), 11)):
        answer = found(*SENTENCES[:9], *before, changed, *after, *SENTENCES[10:])
        assert ("changed", 10, place) in answer
        assert Counter(kind for kind, _, _ in answer) == {"changed": 1, "new": 1}
    assert found(*SENTENCES[:9], changed, *SENTENCES[11:]) == [
        ("changed", 10, 10),
        ("missing", 11, None),
    ]
    changed = SENTENCES[10].replace("至少11人", "至少12人")
    assert found(*SENTENCES[:9], changed, *SENTENCES[11:]) == [
        ("missing", 10, None),
        ("changed", 11, 10),
    ]
    assert found(*SENTENCES[:9], "新。", "又。", *SENTENCES[10:])[0] == ("changed", 10, 10)


def test_sentences_that_stand_twice_confuse_nothing() -> None:
    """One of them gone, one more, and both in place."""
    told = Fingerprints.of("甲。乙。丙。乙。丁。", {})
    assert found("甲。乙。丙。乙。丁。", told=told) == []
    assert found("甲。乙。丙。丁。", told=told) == [("missing", 4, None)]
    assert found("甲。丙。乙。丁。", told=told) == [("missing", 2, None)]
    assert found("甲。乙。丙。乙。丁。乙。", told=told) == [("new", None, 6)]
    assert found("丁。乙。丙。乙。甲。", told=told) == [("moved", 5, 1), ("moved", 1, 5)]


def test_a_text_that_has_nothing_in_common_is_told_once_a_sentence() -> None:
    """As many changed as there can be, the rest missing or new; quickly, too."""
    assert Counter(kind for kind, _, _ in found("别的。" * 10)) == {"changed": 10, "missing": 30}
    answer = Counter(kind for kind, _, _ in found("别的话说得很长也没有用。" * 6000))
    assert answer == {"changed": 40, "new": 5960}


PLACES = st.lists(st.integers(1, NUMBER // 2), min_size=1, max_size=9, unique=True)
ACTS = st.lists(st.sampled_from(["change", "remove", "add", "exchange"]), min_size=9, max_size=9)


@given(PLACES, ACTS)
def test_any_edits_are_found_each_once(places: list[int], acts: list[str]) -> None:
    """Changes, removals, additions and exchanges at once, at least a sentence apart."""
    copy = [[sentence] for sentence in SENTENCES]
    expected: Counter[tuple[str, int | None]] = Counter()
    waiting = [2 * place - 1 for place in places]  # every second sentence stays
    while waiting:
        place, act = waiting.pop(), acts.pop()
        if act == "change":
            copy[place] = ["改" + SENTENCES[place]]
            expected["changed", place + 1] += 1
        elif act == "remove":
            copy[place] = []
            expected["missing", place + 1] += 1
        elif act == "add" or not waiting:
            copy[place] = [SENTENCES[place], f"添了{place}。"]
            expected["new", None] += 1
        else:
            other = waiting.pop()
            copy[place], copy[other] = [SENTENCES[other]], [SENTENCES[place]]
            expected["moved", place + 1] += 1
            expected["moved", other + 1] += 1
    answer = found(*(sentence for told in copy for sentence in told))
    assert Counter((kind, number) for kind, number, _ in answer) == expected


@given(st.permutations(range(NUMBER)))
def test_what_did_not_move_is_in_order(order: list[int]) -> None:
    """Whatever the order: taken away, the moved sentences leave the rest as it was."""
    answer = found(*(SENTENCES[place] for place in order))
    assert {kind for kind, _, _ in answer} <= {"moved"}
    moved = {number - 1 for _, number, _ in answer if number}
    rest = [place for place in order if place not in moved]
    assert rest == sorted(rest)
    assert len(answer) == len(moved)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        ("办法。".encode("utf-16"), "unreadable"),
        (b"\xb0\xec\xff", "unreadable"),
        (b"\xff" * (LARGEST + 1), "too_long"),
        ("长".encode() * LARGEST, "too_long"),
        (None, "unreadable"),
    ],
    ids=range(7),
)
def test_a_copy_that_cannot_be_read_is_refused(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    """Empty, in neither encoding, far too large, or not there."""
    path = tmp_path / "copy.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(cr.IntakeError) as caught:
        read_copy(path)
    assert caught.value.code == code
    assert "copy.txt" in caught.value.text()


def test_a_copy_in_utf_8_is_read(tmp_path: Path) -> None:
    """With or without a byte order mark."""
    path = tmp_path / "copy.txt"
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_text("".join(SENTENCES), encoding)
        assert differences(TOLD, read_copy(path)) == ()


def test_a_copy_in_gb18030_is_read(tmp_path: Path) -> None:
    """As Windows saves Chinese text; what differs is told in its own words."""
    path = tmp_path / "copy.txt"
    content = "".join(SENTENCES).encode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    path.write_bytes(content)
    assert differences(TOLD, read_copy(path)) == ()
    path.write_bytes(("".join(SENTENCES) + "又添一句。").encode("gb18030"))
    (one,) = differences(TOLD, read_copy(path))
    assert (one.kind.value, one.words) == ("new", "又添一句。")

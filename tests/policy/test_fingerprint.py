"""Fingerprints: how a text is set does not count, every sentence and entry is found again."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consultrules as cr
from consultrules.policy.fingerprint import Fingerprints, fingerprint, normal, sentences

TEXT = (
    "关于议事的办法\n\n一、总则\n议题先审定，“再”协商；不审定不协商。每年至少2次！够吗？够。\n落款"
)
QUOTES = {
    "1.s1": "议题先审定，“再”协商",
    "1.s1.i1": "审定",
    "1.s1.i2": "协商",
    "1.s2": "不审定不协商",
    "1.s3": "每年至少2次",
}
TOLD = Fingerprints.of(TEXT, QUOTES)


def test_sentences_end_at_four_marks_and_headings_belong_to_what_follows() -> None:
    """Nothing is left out: the preamble and a last line without a mark are there too."""
    assert sentences(TEXT) == (
        '关于议事的办法一、总则议题先审定,"再"协商;',
        "不审定不协商。",
        "每年至少2次!",
        "够吗?",
        "够。",
        "落款",
    )
    assert "".join(sentences(TEXT)) == normal(TEXT)
    assert sentences(" \n\u3000\ufeff") == ()


@pytest.mark.parametrize(
    "other",
    [
        "\ufeff" + TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", ""),
        TEXT.replace("，", ",").replace("；", ";").replace("！", "!").replace("？", "?"),
        TEXT.replace("2", "\uff12"),
        "\u200b".join(TEXT),
        "\u3000\u00a0".join(TEXT),
        *(
            TEXT.replace("“", a).replace("”", b)
            for a, b in ("「」", "『』", '""', "''", "‘’", "＂＂", "´`")
        ),
    ],
    ids=range(14),
)
def test_how_a_text_is_set_does_not_count(other: str) -> None:
    """Byte order mark, line breaks, width, invisible characters, quotation marks."""
    assert other != TEXT
    assert sentences(other) == sentences(TEXT)


@given(st.text())
def test_any_text_is_normal_once_and_for_all(text: str) -> None:
    """Normalising twice changes nothing, and no sentence gets lost."""
    assert normal(normal(text)) == normal(text)
    assert "".join(sentences(text)) == normal(text)
    assert all(len(fingerprint(sentence)) == 16 for sentence in sentences(text))


def test_entries_are_found_where_they_stand() -> None:
    """A listed item inside the entry that lists it, the same word of the next sentence not."""
    told = sentences(TEXT)
    for address, quote in QUOTES.items():
        piece = TOLD.pieces[address]
        stands = told[piece.sentence][piece.start : piece.start + piece.length]
        assert stands == normal(quote)
        assert piece.hash == fingerprint(stands)
        assert piece.stands_in(told[piece.sentence])
    assert [TOLD.pieces[address].sentence for address in QUOTES] == [0, 0, 0, 1, 2]
    assert not TOLD.pieces["1.s1"].stands_in(told[1])
    assert [address for address, _ in TOLD.entries_in(0)] == ["1.s1", "1.s1.i1", "1.s1.i2"]


@pytest.mark.parametrize(
    "quotes",
    [
        {"1.s1": "没有这句"},
        {"1.s1": ""},
        {"1.s1": "不审定", "1.s2": "议题先审定"},
        {"1.s2": "不审定不协商", "1.s2.i1": "每年"},
        {"1.s1": "审定", "1.s1.i1": "审定", "1.s1.i2": "审定"},
    ],
)
def test_an_entry_that_is_not_where_it_should_be_is_refused(quotes: dict[str, str]) -> None:
    """Not in the text, empty, before an earlier entry, outside its list, or told twice."""
    with pytest.raises(cr.EditionError) as caught:
        Fingerprints.of(TEXT, quotes)
    assert caught.value.code == "broken_edition"
    assert caught.value.figures["clause"] == list(quotes)[-1]


def test_the_data_come_back_as_they_were_written() -> None:
    """And hold hashes only, no word of the text."""
    written = TOLD.toml()
    assert Fingerprints.from_toml(tomllib.loads(written)) == TOLD
    data = written.partition("sentences =")[2]
    assert data.isascii()


def test_the_edition_has_a_piece_for_every_entry() -> None:
    """In the order of the text, each inside its sentence; items inside the entry that lists them."""
    policy = cr.edition()
    told = policy.fingerprints
    assert list(told.pieces) == list(policy.clauses)
    numbers = [piece.sentence for piece in told.pieces.values()]
    assert numbers == sorted(numbers)
    assert numbers[-1] < len(told.sentences) == len(set(told.sentences))
    for address, piece in told.pieces.items():
        parent = told.pieces.get(address.rpartition(".i")[0])
        if parent is not None:
            assert parent.sentence == piece.sentence
            assert parent.start <= piece.start
            assert piece.start + piece.length <= parent.start + parent.length
    sentence_of: dict[str, set[int]] = {}
    for address, piece in told.pieces.items():
        head, _, rest = address.partition(".s")
        number = "".join(c for c in rest.partition(".")[0] if c.isdigit())
        sentence_of.setdefault(f"{head}.s{number}", set()).add(piece.sentence)
    assert all(len(numbers) == 1 for numbers in sentence_of.values())
    assert len(set().union(*sentence_of.values())) == len(sentence_of)

"""Fingerprints of the official text: hashes of its sentences and entries, never a word of it.

A user who holds the text can have it compared with what this edition rests on, and the project need
not copy it. How a text is set does not count: width, quotation marks, line breaks, spaces.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consultrules.errors import EditionError
from consultrules.policy.clause import is_under

_QUOTES = str.maketrans(dict.fromkeys("“”‘’„‟‚‛«»‹›「」『』﹁﹂﹃﹄｢｣〝〞〟＂＇`´'", '"'))
_SENTENCE = re.compile(r"[^。;!?]*[。;!?]|[^。;!?]+")  # as the marks are after NFKC
_DIGITS = 16  # 64 bits keep a few hundred sentences apart


def normal(text: str) -> str:
    r"""The text as it is compared: NFKC, no white space or format characters, one quotation mark.

    Examples:
        >>> normal("\ufeff“ＡＰＰ”，\n　第１条")
        '"APP",第1条'
    """
    kept = (c for c in text.translate(_QUOTES) if not _weightless(c))
    # Widths unfold into spaces too; a second look removes them.
    unfolded = unicodedata.normalize("NFKC", "".join(kept)).translate(_QUOTES)
    return "".join(c for c in unfolded if not _weightless(c))


def sentences(text: str) -> tuple[str, ...]:
    r"""The sentences of a text in order, normalised, each with the mark that ends it (。；！？).

    A heading has no such mark and belongs to the sentence after it, however the lines are broken.

    Examples:
        >>> sentences("一、总则\n议题先审定；再协商。完")
        ('一、总则议题先审定;', '再协商。', '完')
    """
    return tuple(_SENTENCE.findall(normal(text)))


def fingerprint(sentence: str) -> str:
    """A short hash of a normalised sentence or a piece of one."""
    return hashlib.sha256(sentence.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _weightless(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cf"


@dataclass(frozen=True, slots=True)
class Piece:
    """Where an entry stands: the number of its sentence, start and length in it, its hash."""

    sentence: int
    start: int
    length: int
    hash: str

    def stands_in(self, sentence: str) -> bool:
        """Whether the piece stands anywhere in a normalised sentence."""
        last = len(sentence) - self.length
        return any(
            fingerprint(sentence[at : at + self.length]) == self.hash for at in range(last + 1)
        )


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The hashes of a whole text, sentence by sentence, and of the piece of each entry."""

    sentences: tuple[str, ...]
    pieces: Mapping[str, Piece]

    @classmethod
    def of(cls, text: str, quotes: Mapping[str, str]) -> Fingerprints:
        """Make them from a text and the words of each entry, entries in the order of the text.

        A listed item (``.i2``) is looked for inside the entry that lists it.

        Raises:
            EditionError: for an entry whose words are not found where they should be.
        """
        told = sentences(text)
        pieces: dict[str, Piece] = {}
        number, after = 0, 0
        for address, quote in quotes.items():
            words = normal(quote)
            parent = pieces.get(address.rpartition(".i")[0])
            if parent is not None:
                within = told[parent.sentence][: parent.start + parent.length]
                done = [p.start + p.length for a, p in pieces.items() if _items(a, address)]
                start = within.find(words, max([parent.start, *done]))
                place = parent.sentence
            else:
                place, start = _find(told, words, number, after)
                number, after = place, start + len(words)
            if start < 0 or not words:
                raise EditionError("broken_edition", clause=address)
            pieces[address] = Piece(place, start, len(words), fingerprint(words))
        return cls(tuple(map(fingerprint, told)), pieces)

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Fingerprints:
        """Read what ``toml`` wrote."""
        pieces = {address: Piece(*columns) for address, columns in data["entries"].items()}
        return cls(tuple(data["sentences"]), pieces)

    def toml(self) -> str:
        """The data of an edition: ``fingerprints.toml``."""
        lines = [
            "# Hashes of the official text, made by Fingerprints.of: every sentence in order; of each",
            "# entry the number of its sentence, where it starts there, how long it is, and its hash.",
            "sentences = [",
            *(f'    "{told}",' for told in self.sentences),
            "]",
            "",
            "[entries]",
        ]
        for address, piece in self.pieces.items():
            columns = f'{piece.sentence}, {piece.start}, {piece.length}, "{piece.hash}"'
            lines.append(f'"{address}" = [{columns}]')
        return "\n".join(lines) + "\n"

    def entries_in(self, number: int) -> Iterator[tuple[str, Piece]]:
        """The entries of one sentence, in order."""
        for address, piece in self.pieces.items():
            if piece.sentence == number:
                yield address, piece


def _items(address: str, other: str) -> bool:
    """Whether both are items of one list."""
    return is_under(address, other.rpartition(".i")[0]) and ".i" in address


def _find(told: tuple[str, ...], words: str, number: int, after: int) -> tuple[int, int]:
    for place in range(number, len(told)):
        start = told[place].find(words, after if place == number else 0)
        if start >= 0:
            return place, start
    return number, -1

"""Words that may stand on the page: our own, or a record's once its persons are masked."""

from __future__ import annotations

from collections.abc import Iterable

from consultrules.policy.captions import Caption


class Words(str):
    """Text that may stand on the page.

    Our own words, or text of records that has gone through ``Mask``; the page takes no other text,
    so that no name can get onto it by being forgotten.
    """

    __slots__ = ()


GAP, DOT, COMMA, STOP = Words(" "), Words(" · "), Words("，"), Words("；")


def joined(mark: str, parts: Iterable[Words]) -> Words:
    """Several words as one, with a mark of ours between them."""
    return Words(mark.join(parts))


def say(caption: Caption, lang: str, **values: Words | int) -> Words:
    """A caption with its blanks filled in: by numbers, or by words that may stand on the page."""
    return Words(caption.fill(lang, **values))

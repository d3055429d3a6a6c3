"""HTML that cannot hold anything unescaped, and no text that is not ``Words``."""

from __future__ import annotations

import base64
import hashlib
import html
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Union

from consultrules.auditing.words import Words

_VOID = frozenset({"meta"})


class Markup(str):
    """A piece of HTML made in this module; joined with other text it is nothing that a page takes."""

    __slots__ = ()


Child = Union[  # noqa: UP007  # a name in it comes later
    Markup, Words, int, None, tuple["Child", ...], Iterator["Child"]
]
"""What may stand inside an element; plain text may not, for it may name somebody."""


def el(tag: str, *children: Child, **attributes: str | None) -> Markup:
    """An element; children that are not ``Markup`` and all values of attributes are escaped.

    Attributes hold words of ours only: classes and places on the page. A trailing underscore of
    their name is dropped, the others become hyphens (``class_``, ``http_equiv``); an attribute that
    is ``None`` is left out.

    Examples:
        >>> print(el("p", Words("a < b"), el("b", 3), class_='"x"'))
        <p class="&quot;x&quot;">a &lt; b<b>3</b></p>

    Raises:
        TypeError: for text that is not ``Words``.
    """
    head = tag + "".join(
        f' {name.removesuffix("_").replace("_", "-")}="{html.escape(visible(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    if tag in _VOID:
        return Markup(f"<{head}>")
    return Markup(f"<{head}>{''.join(_pieces(children))}</{tag}>")


def _pieces(children: Iterable[Child]) -> Iterator[str]:
    for child in children:
        if isinstance(child, Markup):
            yield child
        elif isinstance(child, Words):
            yield html.escape(visible(child), quote=False)
        elif isinstance(child, str):
            raise TypeError("plain text: it has to be Words")
        elif isinstance(child, int):
            yield str(child)
        elif child is not None:
            yield from _pieces(child)


def visible(text: str) -> str:
    r"""The text with what steers or hides shown as its escape: controls, direction marks, broken halves.

    Examples:
        >>> print(visible("村\u202e\x07　道"))
        村\u202e\x07　道
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or unicodedata.category(c) == "Zs" else ascii(c)[1:-1] for c in text
    )


def document(*body: Child, title: Words, style: str, lang: str) -> str:
    """A whole page with one inline style, which alone is allowed to take effect."""
    assert "</" not in style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", title),
        Markup(f"<style>{style}</style>"),
    )
    return f"<!DOCTYPE html>\n{el('html', head, el('body', *body), lang=lang)}"

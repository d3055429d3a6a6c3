"""State diagrams as Mermaid reads them, out of plain texts: whatever a label holds is shown as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

START = END = "[*]"
WIDE = 42
"""How many columns a line of a label takes; a Chinese character takes two."""
TITLE = 80
"""How many columns a title takes at most."""
_FULL = str.maketrans("<>&", "＜＞＆")

_KEPT = "\u2060"
"""An unseen joint, where Mermaid would find marks of its own in a text, or the beginning of a list."""
_UNSPACED = "\ufeff"
"""An unseen space: signs that stand before a space begin no emphasis, formula, icon or escape."""
_OWN = re.compile("ﬂ(?=°)|¶(?=ß)")
_BLOCK = re.compile(r"[-+*#>=~`|]|\d+[.)]")
_WORD = re.compile(
    r"d(?=irection)", re.IGNORECASE
)  # the one statement found in the midst of a label
# White space, a word, or one character with what cannot be parted from it.
_PIECE = re.compile(
    r"\s+|[^\s\u1100-\U0010ffff]{1,30}"
    r"|.(?:\u200d.|[\u0300-\u036f\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff、，。；：！？）》”’」』】])*"
)


class Box(NamedTuple):
    """A state: what it is called, and lines below the name."""

    id: str
    title: str
    lines: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


class Arrow(NamedTuple):
    """A way from a state or frame to another."""

    source: str
    target: str
    label: str = ""


class Frame(NamedTuple):
    """A frame around states, given by their ids; of two frames one holds the other or nothing of it."""

    id: str
    title: str
    inside: frozenset[str]


def diagram(
    title: str,
    boxes: Sequence[Box],
    arrows: Iterable[Arrow],
    frames: Sequence[Frame] = (),
    styles: Iterable[tuple[str, str]] = (),
) -> str:
    """The text of a diagram; ids are plain ASCII words, everything else may be any text."""
    lines = ["---", f"title: {_quoted(title)}", "---", "stateDiagram-v2", "  direction TB"]
    lines += _framed(boxes, frames, "  ")
    for source, target, label in arrows:
        lines.append(f"  {source} --> {target}" + (f": {escaped(label)}" if label else ""))
    for name, style in styles:
        ids = [box.id for box in boxes if name in box.classes]
        if ids:
            lines += [f"  classDef {name} {style}", f"  class {','.join(ids)} {name}"]
    return "\n".join(lines)


def _framed(boxes: Sequence[Box], frames: Sequence[Frame], pad: str) -> Iterator[str]:
    """The states, each in the smallest frame around it."""
    left = list(boxes)
    outer = [f for f in frames if not any(f.inside < g.inside for g in frames)]
    while left:
        frame = next((f for f in outer if left[0].id in f.inside), None)
        if frame is None:
            yield from _box(left.pop(0), pad)
            continue
        inside = [box for box in left if box.id in frame.inside]
        left = [box for box in left if box.id not in frame.inside]
        title = escaped(frame.title).replace("<br/>", " ")  # there is room for one line
        yield f'{pad}state "{title}" as {frame.id} {{'
        yield from _framed(inside, [f for f in frames if f.inside < frame.inside], pad + "  ")
        yield f"{pad}}}"


def _box(box: Box, pad: str) -> Iterator[str]:
    yield f'{pad}state "{escaped(box.title)}" as {box.id}'
    for line in box.lines:
        yield f"{pad}{box.id}: {escaped(line)}"


def packed(words: Iterable[str], joint: str) -> list[str]:
    """Words one after the other on as few lines as they take, none of them parted where it fits on one."""
    lines: list[str] = []
    for word in words:
        if lines and width(longer := f"{lines[-1]}{word}{joint}") <= WIDE:
            lines[-1] = longer
        else:
            lines.append(word + joint)
    return [
        *(line.rstrip() for line in lines[:-1]),
        *(line.removesuffix(joint) for line in lines[-1:]),
    ]


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(1 + (east_asian_width(c) in "WF") for c in text)


def escaped(text: str) -> str:
    r"""A text as a label: line breaks and long lines broken, all that Mermaid might read as its own coded.

    Examples:
        >>> print(escaped('提请 "A" <b>\n第 #1'))
        提请 #34;A#34; #60;b#62;<br/>第 #35;1
    """
    return "<br/>".join(map(_coded, _wrapped(text))) or _code("\N{NO-BREAK SPACE}")


def _wrapped(text: str) -> Iterator[str]:
    for line in text.splitlines():
        now = ""
        for piece in _PIECE.findall(line):
            if now and width(now + piece.rstrip()) > WIDE:
                yield now.rstrip()
                now = ""
            now += piece if now else piece.lstrip()
        if now.strip():
            yield now.rstrip()


def _coded(line: str) -> str:
    begins = _KEPT if _BLOCK.match(line) else ""
    words = {match.start() for match in _WORD.finditer(line)}
    coded = (_code(c) if n in words else _character(c) for n, c in enumerate(line))
    return begins + _own("".join(coded))


def _code(c: str) -> str:
    return f"#{ord(c)};"


def _character(c: str) -> str:
    if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000:
        return "\N{REPLACEMENT CHARACTER}"
    if c in "*_~$:\\":
        return _code(c) + _UNSPACED
    return c if c.isalnum() or c in " ,()" or ord(c) > 0x7F else _code(c)


def _own(text: str) -> str:
    return _OWN.sub(lambda match: match[0] + _KEPT, text)


def _quoted(title: str) -> str:
    """A title in the head, which is YAML and is cleaned of tags: on one line, cut where it is long."""
    line = " ".join(title.split())
    if width(line) > TITLE:
        line = line[:TITLE]
        while width(line) >= TITLE:
            line = line[:-1]
        line += "…"
    quoted = json.dumps(_own(line.translate(_FULL)), ensure_ascii=False)
    coded = r"[%{}\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
    return re.sub(coded, lambda match: f"\\u{ord(match[0]):04x}", quoted)

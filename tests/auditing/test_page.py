"""The report page: whole, safe, private, the same every time, and true to the audit."""

import base64
import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import consultrules as cr
from consultrules.auditing.heads import head_of, open_findings
from consultrules.auditing.page.markup import el, visible
from consultrules.auditing.words import Words
from consultrules.cli import main
from consultrules.policy.captions import Caption, Head
from consultrules.rules.report import OK
from consultrules.sample.making import make
from demo import DEMO
from small_city import (
    A1,
    B1,
    C1,
    CITY,
    FIRST,
    LINK,
    MEMBER,
    NEW_YEAR,
    SECOND,
    UNITS,
    A,
    B,
    C,
    audited,
    held,
    registry,
    room,
)


class Node:
    """An element with what is inside it."""

    def __init__(self, tag: str, attributes: dict[str, str | None], above: "Node | None") -> None:
        self.tag, self.attributes, self.above = tag, attributes, above
        self.inside: list[Node | str] = []

    @property
    def classes(self) -> set[str]:
        """Its classes."""
        return set((self.attributes.get("class") or "").split())

    def text(self) -> str:
        """All text inside."""
        return "".join(one if isinstance(one, str) else one.text() for one in self.inside)

    def all(self, tag: str = "", *, has: str = "") -> list["Node"]:
        """Every element inside with this tag and class."""
        return [n for n in self if (not tag or n.tag == tag) and (not has or has in n.classes)]

    def __iter__(self) -> Iterator["Node"]:
        for one in self.inside:
            if isinstance(one, Node):
                yield one
                yield from one


class Page(HTMLParser):
    """A page read strictly: every element is closed by its own end tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self._here = Node("", {}, None)
        self.declared: list[str] = []
        self.feed(html)
        self.close()
        assert self._here is self.root

    def handle_decl(self, decl: str) -> None:
        """The document type."""
        self.declared.append(decl)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element deeper."""
        assert len({name for name, _ in attrs}) == len(attrs)
        node = Node(tag, dict(attrs), self._here)
        self._here.inside.append(node)
        if tag != "meta":
            self._here = node

    def handle_endtag(self, tag: str) -> None:
        """One element up."""
        assert self._here.tag == tag
        assert self._here.above is not None
        self._here = self._here.above

    def handle_data(self, data: str) -> None:
        """Text."""
        self._here.inside.append(data)


def page(result: cr.Audit, **how: Any) -> Node:
    """The page of an audit, read."""
    return Page(result.to_html(**how)).root


@pytest.fixture(scope="module")
def demo() -> cr.Audit:
    """The audit of the demonstration county."""
    return cr.audit(cr.Registry.load(DEMO), year=2025, as_of=dt.date(2026, 1, 31))


BUSY = registry(
    [
        room(A, links=[LINK], name="子镇议事"),
        room(A1, links=[], haves=[]),
        room(B),
        room(C1, haves=[], conveners=[{"person": "p3", "post": "other"}]),
        {"id": "city", "kind": "sector", "unit": CITY, "tier": "city", "links": []},
    ],
    [
        *held(A, "2025-03-01", "2025-09-01", participants=12),
        *held(C1, "2025-04-01", start=7, participants=9),
    ],
    people=[
        {"id": "p1", "name": "张三丰", "phone": "13900000000", "memberships": [MEMBER]},
        {"id": "p2", "name": "李四光", "memberships": [MEMBER]},
        {"id": "p3", "name": "王五味"},
    ],
)


def head_counts(result: cr.Audit) -> dict[tuple[str, Head], int]:
    """How many findings each county and head must have, straight from the plain rows."""
    found: Counter[tuple[str, Head]] = Counter()
    for row in result.rows():
        head = {"must": Head.VIOLATION, "should": Head.ADVICE, "may": Head.NOTE}[str(row["force"])]
        if row["verdict"] == "fail":
            found[str(row["county"] or ""), head] += 1
        elif row["verdict"] in ("unknown", "pending") and row["force"] == "must":
            found[str(row["county"] or ""), Head.parse(row["verdict"])] += 1
    return dict(found)


def test_a_page_is_well_formed_and_in_its_language(demo: cr.Audit) -> None:
    """Every element closed, one title and heading, no id twice."""
    for lang, tag in (("zh", "zh-CN"), ("en", "en")):
        read = Page(demo.to_html(lang=lang))
        assert read.declared == ["DOCTYPE html"]
        (html,) = [n for n in read.root.inside if isinstance(n, Node)]
        assert (html.tag, html.attributes["lang"]) == ("html", tag)
        assert [len(html.all(tag)) for tag in ("title", "h1", "main")] == [1, 1, 1]
        ids = [n.attributes["id"] for n in html if "id" in n.attributes]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_link_has_its_target_on_the_page(demo: cr.Audit, lang: str) -> None:
    """Counties, heads, clauses, readings; nothing points elsewhere."""
    read = page(demo, lang=lang)
    ids = {n.attributes["id"] for n in read if "id" in n.attributes}
    links = [n.attributes["href"] or "" for n in read.all("a")]
    assert len(links) > 100
    assert {link[1:] for link in links} <= ids
    assert all(link.startswith("#") for link in links)


def test_nothing_is_fetched_and_nothing_can_run(demo: cr.Audit) -> None:
    """No address, no source, no script, no style attribute; only the one style by its hash."""
    html = demo.to_html()
    read = Page(html).root
    assert not re.search(r"https?:|//[a-z]|url\(|@import|javascript:", html, re.IGNORECASE)
    tags = {n.tag for n in read}
    assert not tags & {"script", "img", "link", "iframe", "object", "base", "form", "svg"}
    names = {name for n in read for name in n.attributes}
    assert not {name for name in names if name in ("src", "style") or name.startswith("on")}
    (style,) = read.all("style")
    digest = base64.b64encode(hashlib.sha256(style.text().encode()).digest()).decode()
    (policy,) = [
        n.attributes["content"] or ""
        for n in read.all("meta")
        if n.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_county_shows_as_many_findings_as_the_audit_has(lang: str) -> None:
    """In the table at the top, in its own part, and in the list of subjects."""
    result = audited(BUSY)
    wanted = head_counts(result)
    assert sum(n for (_, head), n in wanted.items() if head is Head.VIOLATION) > 10
    read = page(result, lang=lang)
    names = {FIRST: "甲县", SECOND: "乙县", "": f"甲市（{Caption.CITY_ITSELF.name_in(lang)}）"}
    parts = {n.all("h2")[0].inside[0]: n for n in read.all("section", has="part")}
    assert set(parts) == set(names.values())
    lines = {n.all("th")[0].text(): n for n in read.all("table", has="counties")[0].all("tr")[1:]}
    columns = (Head.VIOLATION, Head.ADVICE, Head.UNKNOWN, Head.PENDING)
    for code, name in names.items():
        for column, head in enumerate(columns):
            number = wanted.get((code, head), 0)
            assert lines[name].all("td")[column].text() == str(number)
            shown = [n for n in parts[name].all(has="head") if head.value in n.classes]
            assert sum(len(n.all("tr")) for n in shown) == number, (name, head)
    total = lines[Caption.TOTAL.name_in(lang)].all("td")
    whole = [sum(n for (_, h), n in wanted.items() if h is head) for head in columns]
    assert [int(cell.text()) for cell in total[:4]] == whole
    assert [cell.text() for cell in lines["甲县"].all("td")[4:]] == ["3", "3/5"]
    assert total[5].text() == "4/7"


def test_every_breach_of_the_demonstration_county_stands_under_its_debtor(demo: cr.Audit) -> None:
    """Debtor, rule and number agree with the audit; debtors come with most breaches first."""
    shown: Counter[tuple[str, str]] = Counter()
    for head in page(demo).all("div", has="violation"):
        order = []
        for debtor in head.all("section", has="debtor"):
            title = debtor.all("h4")[0].text().split()
            order.append(int(title[2]))
            for rule in debtor.all("article"):
                key = rule.all("a", has="key")[0].text()
                shown[title[1], key] += len(rule.all("tr"))
        assert order == sorted(order, reverse=True)
    assert shown == Counter((f.owed_by.zh, f.key) for f in demo.report.violations)


def test_a_finding_comes_with_its_room_town_reason_and_remedy(demo: cr.Audit) -> None:
    """Each breach of a session, in the words of the library."""
    rules: dict[str, str] = {}  # the county's part and the city's, each with its own breaches
    for head in page(demo).all("div", has="violation"):
        for rule in head.all("article", has="rule"):
            key = rule.all("a")[0].text()
            rules[key] = rules.get(key, "") + rule.text()
    for finding in demo.report.violations:
        text = rules[finding.key]
        assert demo.policy.clause(finding.clause).zh in text
        assert finding.remedy() in text
        assert finding.reason() in text
        if finding.grain == "session":
            case = demo.registry.case_of_session[finding.subject]
            host = demo.registry.room_by_id[case.topic.room]
            assert host.label() in text
            town = host.place or host.unit
            assert town.name in text


def test_every_clause_used_is_told_with_force_debtor_and_formula(demo: cr.Audit) -> None:
    """At the end of the page, and no others."""
    read = page(demo)
    clauses = {n.attributes["id"]: n.text() for n in read.all("article", has="clause")}
    assert "3 × 群众代表数 ≥ 参加协商人员数" in clauses["clause-3.3.s3c"]
    used = {finding.clause for finding in open_findings(demo.report)}
    for address in used:
        text = clauses[f"clause-{address}"]
        clause = demo.policy.clause(address)
        assert clause.zh in text
        assert clause.owed_by.zh in text
    yearly = {finding.clause for finding in demo.duty_findings()}
    assert set(clauses) == {f"clause-{a}" for a in used | yearly | {"2.3.s1a", "4.2.s5b"}}


def test_the_head_tells_year_day_edition_and_verdict(demo: cr.Audit) -> None:
    """What an official sees first."""
    (header,) = page(demo).all("header")
    for told in ("2025", "2026-01-31", demo.policy.name, demo.policy.digest[:12]):
        assert told in header.text()
    assert f"不符合 {len(demo.report.violations)} 项" in header.all("p", has="verdict")[0].text()


def test_coverage_readings_and_what_is_left_out_are_told() -> None:
    """Numerator, denominator, missing units; each reading with its option; the farm and its reason."""
    read = page(audited(BUSY, F2="full"))
    (levels,) = read.all("table", has="levels")
    rows = [[cell.text() for cell in row.all("td")] for row in levels.all("tr")[1:]]
    assert ["甲县", "镇、街道、园区", "2", "2", "无"] in rows
    assert ["甲县", "行政村、社区", "1", "3", "子二村、丑一社区"] in rows
    assert ["乙县", "镇、街道、园区", "0", "1", "寅镇"] in rows
    text = read.text()
    readings = audited(BUSY).report.readings
    told = {n.attributes.get("id") for n in read}
    assert {f"reading-{key}" for key in readings} <= told
    policy = cr.edition()
    assert policy.words("F2", "full") in text
    assert Caption.DEFAULT.fill("zh", text=policy.words("F2", "exempt")) in text
    assert "农场（320101401000）" in text


def test_stricter_local_numbers_are_told() -> None:
    """They move verdicts, so the page names them."""
    local = cr.edition().tighten(
        FIRST[:6], minimum_participants=15, minimum_sessions={"village": 5}
    )
    result = cr.audit(BUSY, year=2025, as_of=NEW_YEAR, policy=local, units=UNITS)
    text = page(result).text()
    assert "3.3.s3a minimum_participants 10 → 15" in text
    assert "3.9.s3 minimum_sessions 行政村 3 → 5" in text
    assert "minimum_participants" not in page(audited(BUSY)).text()


PRIVATE = ("张三丰", "13900000000", "李四光", "王五味")
ROLL = [{"person": key, "capacity": "member"} for key in ("p1", "p2")]
NOTICE = {"id": "n1", "topic": "t1", "on": "2025-02-01", "persons": [], "content": True}


def personal_case() -> cr.Registry:
    """Persons as evidence, as subjects, and named in the text of a topic."""
    (one,) = held(A, "2025-03-01", roll=ROLL)
    one["notices"] = [NOTICE | {"information": True}]
    one["topic"]["text"] = "张三丰家门口的路，电话 13900000000"
    rooms = [room(A, links=[LINK], conveners=[{"person": "p3", "post": "other"}])]
    return registry(rooms, [one], people=[*BUSY.to_dict()["people"]])


def test_no_person_is_shown_unless_asked_for() -> None:
    """Neither names nor telephones nor ids: members are numbered, others counted."""
    result = audited(personal_case())
    shown = {f.row.person for f in open_findings(result.report)} | {
        person for f in open_findings(result.report) for person in f.persons
    }
    assert shown >= {"p1", "p2", "p3"}  # the audit itself knows them
    for lang in ("zh", "en"):
        html = result.to_html(lang=lang)
        assert not [word for word in PRIVATE if word in html]
        assert not re.search(r"\bp[123]\b", page(result, lang=lang).text())
        assert Caption.PERSONS.fill(lang, n=2) in html
        assert Caption.MEMBER.fill(lang, n=1) in html
    assert "张**家门口的路" in result.to_html()


def test_names_are_shown_when_asked_for_and_telephones_never() -> None:
    """A convener without the post is named; a person in the text of a topic is not."""
    html = audited(personal_case()).to_html(personal=True)
    assert "王五味（p3）" in html
    assert "李四光（p2）" in html
    assert "13900000000" not in html
    assert "张三丰家门口" not in html


def test_a_telephone_that_stands_in_a_name_or_is_an_id_is_masked_though_names_are_shown() -> None:
    """Who keys people by telephone does not publish it by asking for names."""
    key = "139-0000-0000"
    people = [{"id": key, "name": "王五味 １３９０００00000", "phone": "+86 13900000000"}]
    known = registry([room(A, conveners=[{"person": key, "post": "other"}])], people=people)
    html = audited(known).to_html(personal=True)
    assert "王五味 1**********（1************）".replace("1***", "１***", 1) in html


def everywhere(name: str) -> cr.Registry:
    """A county of faults where every text and every id holds a name."""
    sample = make(2025, counties=["320671"])
    named = re.compile(r'"(?:name|title|detail|sector|text|evidence)":"[^"]+|"[a-z]+71-[^"]+')
    lines = [named.sub(lambda found: found[0] + name, line) for line in sample.city.lines()]
    by = {"organ": "PARTY_COMMITTEE", "unit": "320671000000", "title": f"{name}办公室"}
    cases = [json.loads(line) for line in lines if '"record":"case"' in line]
    for case in cases:
        case["topic"]["departments"] = [f"{name}局"]
        for act in (*case["topic"].get("approvals", ()), *case.get("evaluations", ())):
            act["by"] = by
    rest = [line for line in lines if '"record":"case"' not in line]
    person = {"record": "person", "id": "somebody", "name": name}
    further = (json.dumps(one) for one in (*cases, person))
    return cr.Registry.from_lines([*rest, *further], units=sample.units)


def test_a_name_stands_nowhere_on_the_page_whatever_field_holds_it() -> None:
    """Rooms, bodies, departments, sectors, topics, notes, ids, evidence: in both languages."""
    name = "欧阳某某"
    result = cr.audit(everywhere(name), year=2025, as_of=dt.date(2026, 6, 30))
    for grain in ("room", "session", "case", "evaluation", "room_year", "member", "body_year"):
        assert {f.subject for f in open_findings(result.report) if f.grain == grain}, grain
    evidence = {e for f in open_findings(result.report) for e in f.non_personal}
    assert f"{name}办公室" in evidence
    assert any(name in item and not item.startswith(name) for item in evidence)
    for lang in ("zh", "en"):
        html = result.to_html(lang=lang)
        assert name not in html
        assert html.count("欧***") > 500


def test_a_place_keeps_its_name_though_a_person_bears_it() -> None:
    """In its own label and its room's; in a text about another place the name is a person's."""
    people = [
        {"id": "p1", "name": "子镇"},
        {"id": "p2", "name": "甲县"},
        {"id": "p3", "name": "寅一"},
        {"id": "p4", "name": "张三丰"},
    ]
    firm = {"code": "f", "name": "张三丰机械厂", "kind": "enterprise", "parent": C}
    own = [*held(A, "2025-03-01", participants=5), *held(C1, "2025-04-01", start=2, participants=5)]
    own[0]["topic"]["text"] = "子镇的路，寅一家门口"
    own[1]["topic"]["text"] = "寅一村的路，子镇家门口"
    rooms = [room(A, name="子镇议事室"), room(C1), {"id": "f", "kind": "enterprise", "unit": firm}]
    text = page(audited(registry(rooms, own, people=people))).text()
    assert "甲*" not in text
    for shown in ("子镇议事室", "甲县", "子镇的路，寅*家门口", "寅一村的路，子*家门口"):
        assert shown in text
    assert "张**机械厂" in text
    assert "张三丰" not in text


def test_ids_that_are_names_are_masked_though_no_list_of_people_was_given() -> None:
    """A registry whose persons are kept elsewhere still names them by id."""
    (one,) = held(A, "2025-03-01", participants=5)
    one["topic"]["text"] = "张三丰反映的路"
    rooms = [room(A, conveners=[{"person": "张三丰", "post": "other"}])]
    known = registry(rooms, [one])
    assert known.people is None
    html = audited(known).to_html()
    assert "张三丰" not in html
    assert "张**反映的路" in html


def test_a_member_is_found_again_by_number_in_the_plain_form() -> None:
    """Numbers follow the first appearance of each person among the findings of the JSON."""
    result = audited(BUSY)
    plain: Any = result.to_dict()["findings"]
    order: dict[str, None] = {}
    for finding in plain:
        if finding["grain"] in ("member", "member_year"):
            order[re.split("[/@]", finding["subject"])[0]] = None
    asked = result.to_html(personal=True)
    assert len(order) == 2
    for number, person in enumerate(order, 1):
        name = result.registry.person_by_id[person].name
        assert f"委员 {number} 号 {name}（{person}）" in asked


HOSTILE = "<script>alert(\"1\")</script> & 'x' <!-- \u202eabc \x07 \u2028 ]]>"


def test_markup_in_the_data_is_text() -> None:
    """Names of rooms and units, topics, sectors, ids: nothing of them becomes an element."""
    word = HOSTILE.replace("\x07", "").replace("\u2028", "")
    unit = {"code": "<b>&\"'", "name": word, "kind": "village", "parent": A}
    rooms = [
        room(A, name=word, links=[LINK]),
        {"id": "<i>r", "kind": "village", "unit": unit, "haves": []},
    ]
    (one,) = held(A, "2025-03-01", participants=5)
    one["topic"]["text"] = HOSTILE
    people = [{"id": "<u>p", "name": "<s>", "memberships": [MEMBER | {"sector": word}]}]
    known = registry(rooms, [one], people=[*people, {"id": "p1"}])
    clean, result = page(audited(BUSY)), audited(known)
    read = page(result, personal=True)
    assert {n.tag for n in read} <= {n.tag for n in clean} | {"p"}
    assert word.replace("\u202e", "\\u202e") in read.text()
    assert "alert" in read.text()
    html = result.to_html(personal=True)
    assert all(c == "\n" or c.isprintable() or c == "\u3000" for c in html)


def test_only_what_the_builder_made_is_markup() -> None:
    """Words that look like it come out as text."""
    words = Words("<i>")
    assert el("p", words) == "<p>&lt;i&gt;</p>"
    made = el("p", (el("b", 1), None, Words("<")), class_='"')
    assert made == '<p class="&quot;"><b>1</b>&lt;</p>'
    assert visible("a\ud800\ufeff\x00") == "a\\ud800\\ufeff\\x00"


@pytest.mark.parametrize("text", ["张三丰", el("b", 1) + "张三丰", ("张三丰",), iter(["张三丰"])])
def test_the_page_takes_no_text_that_is_neither_ours_nor_masked(text: Any) -> None:
    """Plain text is refused, also joined to markup or deep inside; the refusal does not repeat it."""
    with pytest.raises(TypeError) as caught:
        el("p", el("b", 1), text)
    assert "张" not in str(caught.value)


def test_the_same_audit_gives_the_same_bytes(tmp_path: Path) -> None:
    """In processes that put sets in another order; and a clock would show."""
    pages = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        command = [sys.executable, "-m", "consultrules.cli", "audit", "--registry", str(DEMO)]
        command += ["--year", "2025", "--as-of", "2026-01-31", "--html", str(target)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, check=False, capture_output=True, env=environment)
        pages.append(target.read_bytes())
    assert pages[0] == pages[1]


def test_an_audit_in_good_order_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the verdict and in the county's part; the lists of breaches are not there at all."""
    result = audited(BUSY)
    rows = [row for row in result.report.rows if set(row.codes) <= OK]
    clean = cr.Report(result.policy, rows, as_of=NEW_YEAR)
    monkeypatch.setitem(result.__dict__, "report", clean)
    assert result.ok
    assert rows
    read = page(result)
    assert read.all("p", has="verdict")[0].text() == Caption.CLEAN.zh
    assert read.all("p", has="good")
    parts = read.all("section", has="part")
    assert all(Caption.CLEAN_PART.zh in part.text() for part in parts)
    assert not read.all(has="head")


def test_what_is_unknown_is_never_called_in_order() -> None:
    """A town's room of which nothing is told: no breach but the year's, and nothing is good."""
    known = registry([room(unit) for unit in (A, B, B1)])
    result = audited(known, as_of=dt.date(2025, 6, 30))
    (verdict,) = page(result).all("p", has="verdict")
    assert "good" not in verdict.classes
    unknown = sum(head_of(f) is Head.UNKNOWN for f in open_findings(result.report))
    assert f"{unknown} 项不明" in verdict.text()


def test_what_binds_nobody_and_is_unknown_is_counted(demo: cr.Audit) -> None:
    """By rule, with the whole number: it would bury what binds."""
    wanted = Counter(f.key for f in open_findings(demo.report) if head_of(f) is None)
    (counted,) = page(demo).all("table", has="counted")
    rows = [[cell.text() for cell in row.all("td")] for row in counted.all("tr")]
    assert {row[0]: int(row[2]) for row in rows} == wanted


def test_long_lists_end_with_the_number_left_and_the_place_of_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When there are more subjects than a page can hold, none is lost silently."""
    monkeypatch.setattr("consultrules.auditing.page.sheet.BINDING_ROWS", 20)
    result = audited(BUSY)
    read = page(result)
    shown, beyond = 0, 0
    for part in read.all("section", has="part"):
        for head in part.all("div", has="violation"):
            shown += len(head.all("tr"))
            for note in head.all("p", has="beyond"):
                beyond += int(re.findall(r"\d+", note.text())[0])
                assert "JSON" in note.text()
    assert shown <= 20
    assert beyond > 0
    assert shown + beyond == len(result.report.violations)


def test_a_city_of_faults_stays_small() -> None:
    """Two thousand rooms with everything wrong: under three megabytes."""
    units = cr.Gazetteer.nantong()
    above = (cr.UnitKind.CITY, cr.UnitKind.COUNTY)
    empty: dict[str, Any] = dict.fromkeys(
        ("haves", "links", "conveners", "co_conveners", "representatives"), ()
    )
    rooms = tuple(
        cr.Room(id=unit.code, kind=unit.kind.value, unit=unit, name="议事", **empty)
        for unit in units
        if unit.kind not in above
    )
    result = cr.audit(cr.Registry(rooms=rooms), year=2025, as_of=NEW_YEAR)
    assert len(result.report.violations) > 20_000
    assert len(result.to_html().encode()) < 3_000_000


def test_notes_stand_at_the_top_and_in_the_title() -> None:
    """Before anything else, in either language; without notes there is no such box."""
    told = registry([room(A)], notes=[{"text": "样例：虚构"}, {"text": "a <sample>"}])
    for lang in ("zh", "en"):
        read = page(audited(told), lang=lang)
        first = read.all("header")[0].inside[0]
        assert isinstance(first, Node)
        assert first.classes == {"notes"}
        assert [p.text() for p in first.all("p")] == ["样例：虚构", "a <sample>"]
        assert read.all("title")[0].text().startswith("样例：虚构 · a <sample> · ")
    assert not page(audited(BUSY)).all(has="notes")


def test_another_language_is_refused() -> None:
    """With the two that there are."""
    with pytest.raises(cr.IntakeError) as caught:
        audited(BUSY).to_html(lang="fr")
    assert caught.value.faults[0].accepted == ("zh", "en")


def test_the_command_writes_the_page_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the language asked for; a page that was there stays when writing fails."""
    stored, target = tmp_path / "reg.jsonl", tmp_path / "deep" / "page.html"
    cr.Registry.read({"rooms": [{"id": "r", "kind": "village", "unit": "320685111200"}]}).save(
        stored
    )
    told = ["audit", "--registry", str(stored), "--year", "2025", "--as-of", "2026-01-01"]
    assert main([*told, "--html", str(target), "--lang", "en"]) == 1
    written = target.read_text("utf-8")
    assert Page(written.removesuffix("\n")).root.all("html")[0].attributes["lang"] == "en"
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
        assert main([*told, "--html", str(target)]) == 2
    assert "full" in capsys.readouterr().err
    assert target.read_text("utf-8") == written
    assert [path.name for path in target.parent.iterdir()] == ["page.html"]

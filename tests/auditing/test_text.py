"""The audit as text: each finding's own remedy, the order of the text, numbers that agree, no persons."""

import itertools
import re
from pathlib import Path
from typing import Any

import pytest

import consultrules as cr
from consultrules.auditing.audit import Audit
from consultrules.display.text import Style, audit_text
from consultrules.policy.captions import Caption, FieldName, Head
from figures import LINK, roll
from small_city import A1, FIRST, MEMBER, A, B, audited, case, registry, room

ROUTING = Path(cr.__file__).parent / "routing"
TOWN = {"organ": "党委", "unit": A}


def told(result: Audit, **style: Any) -> list[str]:
    """The lines of an audit, all findings written out."""
    return audit_text(result, Style(**{"most": 0} | style)).splitlines()


def under(lines: list[str], head: Head) -> list[str]:
    """What stands below a head, and all that follows."""
    start = next(n for n, one in enumerate(lines) if re.fullmatch(f"{head.zh} [0-9]+", one))
    return lines[start:]


def rule(lines: list[str], key: str) -> list[str]:
    """What stands below the line of a rule, where it stands first."""
    start = next(n for n, line in enumerate(lines) if line.startswith(f"[{key}] "))
    below = itertools.takewhile(lambda one: one.startswith("    "), lines[start + 1 :])
    return [line.strip() for line in below]


def line(lines: list[str], key: str) -> str:
    """The only finding of a rule."""
    (found,) = (one for one in rule(lines, key) if not one.startswith("→"))
    return found


UNTOLD = registry(
    [room(A)],
    [
        case(1, A, {"on": "2025-03-01", "participants": 12}),
        case(2, A, {"on": "2025-04-01"}),
        case(3, A, {"on": "2025-05-01", "participants": 12, "public_representatives": 3}),
        case(4, A, {"on": "2025-06-01", "participants": 20, "public_representatives": 3}),
    ],
)


def test_findings_that_lack_different_things_have_a_remedy_each() -> None:
    """The one wants the representatives told, the other everybody's number too."""
    lines = told(audited(UNTOLD))
    unknown = under(lines, Head.UNKNOWN)
    (first, one, second, other) = rule(unknown, "3.3.s3c")
    assert first.startswith("t1-1 ")
    assert one == "→ 补充并核实：群众代表数"
    assert second.startswith("t2-1 ")
    assert other == "→ 补充并核实：群众代表数、参加协商人员数"


def test_a_remedy_that_all_share_stands_once_below_them() -> None:
    """Also where not all of them are written out."""
    remedy = next(f for f in audited(UNTOLD).report.violations if f.key == "3.3.s3c").remedy()
    assert [one[:2] for one in rule(told(audited(UNTOLD)), "3.3.s3c")] == ["t3", "t4", "→ "]
    assert rule(told(audited(UNTOLD), most=1), "3.3.s3c")[1:] == ["… 1", f"→ {remedy}"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rules_come_in_the_order_of_the_text(lang: str) -> None:
    """Under each head, whatever was met first."""
    result = audited(UNTOLD)
    order = list(result.policy.clauses)
    heads: list[list[int]] = []
    for one in told(result, lang=lang):
        if not one:
            heads.append([])
        elif one.startswith("["):
            heads[-1].append(order.index(re.split(r"[\]#]", one[1:])[0]))
    assert len([keys for keys in heads if len(keys) > 3]) >= 2
    assert heads == [sorted(keys) for keys in heads]


SITTINGS = [
    {"on": "2025-03-01", "participants": 10},
    {"on": "2025-03-02", "continues": "t1-1"},
    {"on": "2025-04-01", "status": "cancelled"},
]
YEARS = registry(
    [room(A), room(B, until="2025-06-01")],
    [
        case(1, A, *SITTINGS),
        case(2, A, {"on": "2025-12-30", "status": "planned"}),
        case(3, A, {"on": "2024-03-01"}),
        case(4, A, collected_on="2024-03-01"),
    ],
)


def test_the_numbers_at_the_top_are_those_of_the_statistics() -> None:
    """One room stands, two topics are of the year, two sittings were held, one of them continued."""
    result = audited(YEARS)
    figures = result.statistics()
    rooms, topics = figures.figure("rooms").numerator, figures.figure("topics").numerator
    sittings = figures.figure("attendances").base
    assert (rooms, topics, sittings) == (1, 2, 2)
    number = len(result.report)
    assert told(result)[2] == f"议事室 1，本年议题 2，本年协商 2（含续会），判定 {number} 项"
    assert told(result, lang="en")[2].startswith("1 rooms, 2 topics of the year, 2 sittings held")


NOTICE = {"id": "n1", "topic": "t1", "on": "2025-02-01", "persons": ["p1"]}
PEOPLE = [
    {"id": "p1", "name": "张三丰", "memberships": [MEMBER]},
    {"id": "p2", "name": "李四光", "memberships": [MEMBER]},
    {"id": "p3", "name": "王五味"},
]


def peopled() -> Audit:
    """Persons not told, not eligible, not explained to, and members who never came."""
    held = {"on": "2025-03-01", "roll": roll("p1", "p2", "p3")}
    told_of = NOTICE | {"content": True, "information": True}
    one = case(1, A, held) | {"notices": [told_of], "dissent": [{"person": "p3"}]}
    convener = {"person": "p3", "post": "other"}
    links = [LINK | {"person": key} for key in ("p1", "p2")]
    rooms = [room(A, links=links, conveners=[convener])]
    return audited(registry(rooms, [one], people=PEOPLE))


@pytest.mark.parametrize(("lang", "two"), [("zh", "{涉及 2 人}"), ("en", "{persons concerned: 2}")])
def test_persons_are_a_number(lang: str, two: str) -> None:
    """Neither whom a rule found lacking, nor the dissenter, nor the member whom a finding is about."""
    result = peopled()
    open_ones = [*result.report.failed, *result.report.missing, *result.report.pending]
    assert {person for f in open_ones for person in f.persons} == {"p2", "p3"}
    assert {f.row.person for f in open_ones} >= {"p1", "p2"}
    lines = told(result, lang=lang)
    assert not re.search(r"\bp[123]\b|张三丰|李四光|王五味", "\n".join(lines))
    assert line(lines, "3.5.s2.i5").endswith(two)
    assert Caption.NUMBERED.name_in(lang) == lines[-1]
    assert Caption.NUMBERED.zh not in told(audited(UNTOLD))


def test_ids_are_written_out_when_asked_for_and_names_are_not() -> None:
    """A terminal's text is often kept; names stand on the page only."""
    lines = told(peopled(), personal=True)
    assert line(lines, "3.5.s2.i5").endswith("{涉及 2 人：p2、p3}")
    assert line(lines, "3.7.s6").endswith("{涉及 1 人：p3}")
    assert not re.search("张三丰|李四光|王五味", "\n".join(lines))
    assert any(re.match(r"    委员 \d 号 p1 ", one) for one in lines)
    assert Caption.NUMBERED.zh not in lines


def test_a_member_has_the_number_of_the_page() -> None:
    """Whoever reads both finds the same member."""
    result = peopled()
    by_id = {
        m[2]: m[1]
        for m in re.finditer(r"委员 (\d) 号 (p\d)", "\n".join(told(result, personal=True)))
    }
    assert set(by_id) == {"p1", "p2"}
    for person, number in by_id.items():
        assert f"委员 {number} 号 {result.registry.person_by_id[person].name}" in result.to_html(
            personal=True
        )


APPROVED = {"approvals": [{"by": {"organ": "党委", "unit": B}, "on": "2025-02-01"}]}


def test_bodies_that_the_reason_names_are_not_named_again() -> None:
    """Who should have approved and who did stands in the reason."""
    result = audited(registry([room(A1)], [case(1, A1, {"on": "2025-03-01"}, **APPROVED)]))
    found = line(told(result), "3.2.s4")
    assert found.count("子镇党委") == 1
    assert "{" not in found


LISTS = {"suggestion_list": {"on": "2025-03-05", "items": [{"id": "a"}]}, "deliveries": []}


@pytest.mark.parametrize(("lang", "label"), [("zh", "未送到 "), ("en", "not reached: ")])
def test_the_body_that_a_list_has_not_reached_stands_in_the_reason(lang: str, label: str) -> None:
    """And not in braces again."""
    one = case(1, A1, {"on": "2025-03-01"}) | LISTS
    found = line(told(audited(registry([room(A1)], [one])), lang=lang), "3.6.s3")
    assert found.endswith(f"{label}子镇党委")


def test_a_body_whose_name_holds_a_persons_is_masked_in_a_reason() -> None:
    """A department is named by hand: as the page, so the text."""
    people = [{"id": "p1", "name": "张三丰", "phone": "13900000000", "memberships": []}]
    office = {"organ": "GOVERNMENT", "unit": FIRST, "title": "张三丰工作室"}
    one = case(1, A1, {"on": "2025-03-01"}) | LISTS
    one["topic"]["entrusted_by"] = [office]
    one["entrusted_reports"] = [{"to": TOWN, "on": "2025-03-09"}]
    result = audited(registry([room(A1)], [one], people=people))
    assert "张三丰" in next(f for f in result.report if f.key == "3.7.s5").reason()
    found = line(told(result), "3.7.s5")
    assert "结果未报到" in found
    assert "张**工作室" in found
    assert "{" not in found
    assert "张三丰" not in result.to_html()


@pytest.mark.parametrize(("lang", "label"), [("zh", "有关："), ("en", "concerning: ")])
def test_what_stands_in_braces_is_labelled(lang: str, label: str) -> None:
    """The task without an outcome."""
    one = case(1, A1, {"on": "2025-03-01"}) | LISTS
    tasks = [{"id": "修路灯"}]
    one["responsibility_list"] = {"on": "2025-03-20", "by": TOWN, "tasks": tasks}
    one["feedback_list"] = {"on": "2025-04-20", "by": TOWN}
    found = line(told(audited(registry([room(A1)], [one])), lang=lang), "3.7.s2a#tasks")
    assert found.endswith(f"{{{label}修路灯}}")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_field_that_is_lacking_is_named_in_words(lang: str) -> None:
    """On the page as in the text: nobody told who entrusted the matter."""
    one = case(1, A1, {"on": "2025-03-01"}, entrusted=True)
    one["entrusted_reports"] = [{"to": TOWN, "on": "2025-03-09"}]
    result = audited(registry([room(A1)], [one]))
    word = FieldName.ENTRUSTED_BY.name_in(lang)
    for text in ("\n".join(told(result, lang=lang)), result.to_html(lang=lang)):
        assert Caption.EVIDENCE.fill(lang, names=word) in text
        assert "entrusted_by" not in text


def test_an_attestation_that_has_run_out_says_until_when() -> None:
    """In either language."""
    spoken = {"clause": "3.1.s9", "subject": f"r-{A}", "holds": True, "on": "2024-01-01"}
    known = registry([room(A)], attestations=[spoken | {"until": "2025-01-01"}])
    assert line(told(audited(known)), "3.1.s9").endswith("{有关：证明有效期至 2025-01-01}")
    assert "{concerning: attested until 2025-01-01}" in line(
        told(audited(known), lang="en"), "3.1.s9"
    )


def test_every_field_that_an_address_can_lack_has_its_words() -> None:
    """Those that the routes name, no more and no fewer."""
    source = "".join(path.read_text("utf-8") for path in ROUTING.glob("*.py"))
    raised = set(re.findall(r'RoutingError\([^)]*?field="([^"]+)"', source))
    assert raised
    own = {"reason_for_none"}  # what a fact lacks, not an address
    assert raised | own == {word.value for word in FieldName}

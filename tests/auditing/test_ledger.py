"""The ledger: every entry of the text accounted for, by something in the code or by a reason."""

from __future__ import annotations

import importlib
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import get_args

import pytest

import consultrules as cr
from consultrules import models
from consultrules.auditing.audit import Audit
from consultrules.auditing.carriers import REPORTS, carriers
from consultrules.auditing.ledger import BY
from consultrules.auditing.statistics.catalogue import BY_CODE, STATISTICS
from consultrules.exchange.schema import form
from consultrules.facts.catalogue import FACTS
from consultrules.models.base import Record
from consultrules.policy.clause import is_under
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Carrier, Checkability, ClauseKind, Debtor, Force
from consultrules.policy.support import InformationItem, LiaisonDepartment, SittingOccasion
from consultrules.policy.vocabulary import TopicSource
from consultrules.policy.word import Word
from consultrules.routing.table import TABLES
from consultrules.rules.catalogue import rules_of

POLICY = cr.edition()
LEDGER = cr.ledger()
ENTRIES = 319

FITTING = {
    Carrier.RULE: {Carrier.RULE},
    Carrier.GUARD: {Carrier.GUARD},
    Carrier.ROUTE: {Carrier.ROUTE, Carrier.RULE},
    Carrier.STEP: {Carrier.STEP, Carrier.RULE, Carrier.FIELD},
    Carrier.FIELD: {Carrier.FIELD, Carrier.RULE, Carrier.REPORT},
    Carrier.REPORT: {Carrier.REPORT},
    Carrier.ATTESTATION: {Carrier.ATTESTATION},
    Carrier.VOCABULARY: {Carrier.VOCABULARY, Carrier.RULE, Carrier.ROUTE, Carrier.REPORT},
}
"""What may stand for a carrier of the edition; a rule about it is always more than a field."""
ONLY_A_FIELD = {"2.2.1.s1.i1"}
"""Words for which nothing but a field stands in, by reference: who leads a room."""


def test_the_ledger_holds_every_entry_in_the_order_of_the_text() -> None:
    """Headings stand in order, sentences under them too, and both counts agree."""
    assert len(LEDGER) == len(POLICY.clauses) == ENTRIES
    assert [entry.id for entry in LEDGER] == list(POLICY.clauses)
    headings = list(dict.fromkeys(entry.heading for entry in LEDGER))
    assert headings == sorted(headings, key=lambda heading: heading.replace("b", ".5"))
    for heading in headings:
        numbers = [_sentence(entry.id) for entry in LEDGER if entry.heading == heading]
        assert numbers == sorted(numbers)


def _sentence(address: str) -> int:
    told = address.partition(".s")[2].partition(".")[0]
    return int("".join(c for c in told if c.isdigit()))


def test_every_entry_is_accounted_for() -> None:
    """What can be checked is carried by the code, what cannot says why, and there is no third kind."""
    missing = []
    for entry in LEDGER:
        if entry.carrier is Carrier.NONE:
            assert entry.checkability is Checkability.NONE
            assert entry.carried_by == ()
        elif not FITTING[entry.carrier] & {found.carrier for found in entry.carried_by}:
            missing.append(entry.id)
            assert entry.names(Carrier.FIELD)
            assert entry.by_reference
        for reason in entry.why:
            assert bool(reason) == (entry.checkability is Checkability.NONE), entry.id
    assert set(missing) == ONLY_A_FIELD


def test_what_carries_an_entry_exists() -> None:
    """Each name is a rule, a step, a table, a word, a field or a statistic of that name."""
    rules = {rule.key: rule for rule in rules_of(POLICY)}
    process = cr.process()
    guards = {edge.step.value for edge in process.edges if edge.guards}
    steps = {e.step.value for e in process.edges if e.origin == "text"} | {process.id}
    found = {(c.carrier, c.name) for entry in LEDGER for c in entry.carried_by}
    assert {name for carrier, name in found if carrier is Carrier.RULE} == set(rules)
    assert {name for carrier, name in found if carrier is Carrier.GUARD} == guards
    assert {name for carrier, name in found if carrier is Carrier.STEP} == steps
    assert {name for carrier, name in found if carrier is Carrier.ROUTE} == set(TABLES)
    for name in (name for carrier, name in found if carrier is Carrier.FIELD):
        record, _, field = name.partition(".")
        model = getattr(cr, record)
        assert field in getattr(model, "model_fields", {}) or field in Edition.__annotations__, name
    reports = {name for carrier, name in found if carrier is Carrier.REPORT}
    assert reports <= {*dict(REPORTS), *BY_CODE}
    assert {"information.conveners", "effective_coverage.town_level"} <= reports
    for name, addresses in REPORTS:
        assert hasattr(Audit, name) or name in Audit.__dataclass_fields__
        assert all(name in LEDGER[a].names(Carrier.REPORT) for a in addresses)


def test_each_carrier_is_found_where_it_stands() -> None:
    """One entry of each kind, by hand."""
    assert LEDGER["3.4.s3.i1"].carried_by == (
        (Carrier.RULE, "3.4.s3.i1", ""),
        (Carrier.GUARD, "hold", ""),
        (Carrier.VOCABULARY, "Clarification.policy", ""),
    )
    assert "approval" in LEDGER["3.2.s4"].names(Carrier.ROUTE)
    assert LEDGER["3.2.s1b"].names(Carrier.FIELD) == ("Topic.channel",)
    assert LEDGER["3.2.s1c.i2"].names(Carrier.VOCABULARY) == (f"TopicSource.{TopicSource.PUBLIC}",)
    assert "coverage" in LEDGER["2.3.s1a"].names(Carrier.REPORT)
    assert LEDGER["0b.s1"].names(Carrier.FIELD) == ("Edition.in_force_from",)
    assert LEDGER["3.7.s2c"].names(Carrier.RULE)[:2] == ("3.7.s2c#made", "3.7.s2c#manner")
    assert LEDGER["2.3.s7"].carried_by == ()


def test_every_statistic_stands_at_the_entries_that_it_names() -> None:
    """Whatever the edition's column is; none is hidden."""
    for statistic in STATISTICS:
        for address in statistic.clauses:
            assert statistic.code in LEDGER[address].names(Carrier.REPORT), address
    for address, code in (
        ("3.8.s1", "evaluated"),
        ("6.1.s3b", "leaders_invited"),
        ("4.1.s6", "conveners_trained"),
        ("4.2.s8a", "members_trained"),
        ("3.2.s1a.i2", "topics_focus.livelihood"),
    ):
        assert code in LEDGER[address].names(Carrier.REPORT)


def test_an_item_has_the_statistic_of_its_own_word_only() -> None:
    """Each of the seven things kept, each occasion and each department has its one, the list all."""
    for address, words in (
        ("4.0.s2a", InformationItem),
        ("4.3.s6a", SittingOccasion),
        ("6.1.s4a", LiaisonDepartment),
    ):
        for number, word in enumerate(words, 1):
            item = LEDGER[f"{address}.i{number}"]
            told = {code.partition(".")[2] for code in item.names(Carrier.REPORT)}
            assert told == {word.value}
            assert item.names(Carrier.VOCABULARY) == (f"{words.__name__}.{word.value}",)
            assert not item.by_reference
        told = {code.partition(".")[2] for code in LEDGER[address].names(Carrier.REPORT)}
        assert told >= {word.value for word in words}


def test_a_word_carries_an_entry_only_where_its_list_is_used() -> None:
    """By the type of a field, the codes of a fact, or a statistic for each of its words."""
    named = {name.partition(".")[0] for e in LEDGER for name in e.names(Carrier.VOCABULARY)}
    typed = {
        kind.__name__
        for module in _modules(models)
        for record in vars(module).values()
        if isinstance(record, type) and issubclass(record, Record)
        for field in record.model_fields.values()
        for kind in _leaves(field.annotation)
    }
    codes = {
        fact.words.__name__ for facts in FACTS.values() for fact in facts.values() if fact.words
    }
    assert {"TopicSource", "RoomUse", "SixHave"} <= named & typed
    assert named - typed - codes == {"InformationItem", "CoverageGroup"}
    assert {"information.conveners", "coverage.town_level"} <= set(BY_CODE)


def test_a_list_that_nothing_uses_carries_nothing() -> None:
    """Declaring a word beside its clause is not enough."""

    class Idle(Word):
        PART = "part", "部分", "part", "3.3.s1.i1"

    assert Idle.PART.clause in POLICY.clauses
    found = carriers(POLICY)[Idle.PART.clause]
    assert [c.name for c in found if c.carrier is Carrier.VOCABULARY] == []


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def _leaves(annotation: object) -> Iterator[type]:
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _leaves(part)


def test_a_list_is_carried_by_its_items() -> None:
    """By what judges and holds them; their words stay theirs."""
    assert LEDGER["3.3.s2a"].names(Carrier.RULE) == tuple(f"3.3.s2a.i{n}" for n in range(1, 5))
    assert LEDGER["3.3.s2a"].names(Carrier.VOCABULARY) == ()
    assert not LEDGER["3.3.s2a"].by_reference
    assert {found.through for found in LEDGER["3.3.s2a"].carried_by} == {""}


def test_a_reference_leads_one_step_and_is_told_apart() -> None:
    """What carries another entry says which; what that one refers to stays there."""
    assert set(LEDGER["3.5.s1.i2"].names(Carrier.RULE)) >= {"3.3.s2a.i1", "3.3.s3a", "3.4.s1a"}
    assert LEDGER["3.5.s1.i2"].names(Carrier.STEP) == (
        "hold",
    )  # the sitting itself, beside all that it refers to
    assert LEDGER["2.2.1.s1.i3"].by_reference
    assert LEDGER["6.3.s3"].carried_by == ((Carrier.ROUTE, "liaison", "6.3.s4"),)
    assert LEDGER["2.2.1.s1.i1"].carried_by == ((Carrier.FIELD, "Room.responsible_unit", "3.1.s8"),)
    assert LEDGER["2.2.1.s1.i3"].names(Carrier.RULE) == ("5.1.s1b.i3",)
    assert not LEDGER["3.1.s8"].by_reference
    for clause in POLICY.clauses.values():
        assert clause.id not in clause.see
        assert all(address in POLICY.clauses for address in clause.see)
        for found in LEDGER[clause.id].carried_by:
            assert not found.through or found.through in clause.see
            if clause.id.startswith(f"{found.through}.i"):  # its own list, not the items beside it
                assert not found.name.startswith(f"{found.through}.i")
            if found.through:
                assert found.carrier not in (Carrier.VOCABULARY, Carrier.REPORT)


def test_what_of_an_entry_nothing_carries_is_told() -> None:
    """In both languages, at entries that something carries; wherever another stands in for leading."""
    for entry in LEDGER:
        assert bool(entry.rest[0]) == bool(entry.rest[1])
        if any(entry.rest):
            assert entry.carried_by
        clause = POLICY.clause(entry.id)
        assert entry.rest == (clause.rest_zh, clause.rest_en)
    told = {entry.id for entry in LEDGER if any(entry.rest)}
    assert "平台" in LEDGER["2.2.1.s1.i1"].rest[0]
    halves = {"3.1.s8", "3.2.s2a", "3.6.s1", "3.8.s2c", "6.1.s3a", "6.1.s4a", "6.2.s2", "6.2.s3"}
    assert halves | {f"2.2.1.s1.i{n}" for n in range(1, 9)} <= told
    assert "3.3.s3c" not in told


def test_every_step_and_guard_of_the_text_is_on_an_edge() -> None:
    """The columns `step` and `guard` of the edition are kept: by the entry, its items or what it refers to."""
    steps = {entry.id for entry in LEDGER.filter(carrier="step")}
    assert len(steps) == 11
    for address in steps:
        assert LEDGER[address].names(Carrier.STEP), address
    guards = list(LEDGER.filter(carrier="guard"))
    assert len(guards) == 12
    for entry in guards:
        assert "hold" in entry.names(Carrier.GUARD), entry.id
    assert LEDGER["3.6.s1"].names(Carrier.STEP) == ("list_suggestions", "report")


def test_attestations_say_what_they_are_about() -> None:
    """Every entry carried by one, or else its listed items; nothing else."""
    kinds = {"room", "session", "case", "person", "county", "city", "both"}
    for clause in POLICY.clauses.values():
        items = [c for c in POLICY.clauses.values() if c.id.startswith(f"{clause.id}.i")]
        asked = clause.carrier is Carrier.ATTESTATION
        if asked and not clause.attested_of:
            assert items
            assert all(item.attested_of for item in items)
        else:
            assert (clause.attested_of in kinds) == asked
        if clause.attested_of:
            assert clause.checkability is Checkability.ATTESTED


def test_a_reason_of_its_own_stands_only_where_the_kind_gives_none() -> None:
    """Narrative and aims explain themselves; a duty that nothing shows has a sentence."""
    for clause in POLICY.clauses.values():
        plain = clause.kind in (ClauseKind.NARRATIVE, ClauseKind.ASPIRATION)
        needed = clause.checkability is Checkability.NONE and not plain
        assert bool(clause.why_zh) == bool(clause.why_en) == needed, clause.id
    assert LEDGER["1.s1"].why == (ClauseKind.NARRATIVE.asks(), ClauseKind.NARRATIVE.asks("en"))
    assert len({kind.asks(lang) for kind in ClauseKind for lang in ("zh", "en")}) == 22


def test_a_filter_keeps_what_has_all_of_it() -> None:
    """By address, word, Chinese word and reading; filters add up."""
    under = LEDGER.filter(under="3.3")
    assert [e.id for e in under] == [e.id for e in LEDGER if is_under(e.id, "3.3")]
    assert {e.force for e in LEDGER.filter(force="应当")} == {Force.MUST}
    assert {e.id for e in LEDGER.filter(reading="L13")} == {"6.2.s3"}
    both = LEDGER.filter(under="3.3", force="must", owed_by=Debtor.MEMBER)
    assert [e.id for e in both] == ["3.3.s5"]
    assert both["3.3.s5"] is LEDGER["3.3.s5"]
    assert len(LEDGER.filter(kind="quantitative", carrier="rule", checkability="data")) == 8
    assert len(LEDGER.filter(force=None)) == ENTRIES


@pytest.mark.parametrize("by", BY)
def test_counts_are_of_the_entries(by: str) -> None:
    """A column of single words adds up to all entries; codes come in the order of their list."""
    counted = LEDGER.count(by)
    assert all(number > 0 for number in counted.values())
    if by in ("reading", "carried_by"):
        column = {"reading": "readings", "carried_by": "carried_by"}[by]
        assert sum(counted.values()) >= sum(bool(getattr(e, column)) for e in LEDGER)
        return
    assert sum(counted.values()) == ENTRIES
    for value, number in counted.items():
        if by not in ("part", "heading"):
            assert len(LEDGER.filter(**{by: value})) == number


def test_the_text_is_counted_as_it_was_read() -> None:
    """How many entries bind, how many are advice, how many nothing can show."""
    assert LEDGER.count("force") == {"must": 154, "should": 50, "may": 41, "none": 74}
    assert LEDGER.count("checkability") == {"data": 171, "attested": 74, "none": 74}
    assert LEDGER.filter(under="3.9").count("kind") == {
        "permission": 1,
        "quantitative": 3,
        "aspiration": 1,
        "narrative": 1,
    }


def test_rows_are_plain_data() -> None:
    """They survive JSON, with both languages and, where nothing shows the entry, the reason."""
    rows = json.loads(json.dumps(LEDGER.rows(), ensure_ascii=False))
    assert len(rows) == ENTRIES
    row = rows[[r["id"] for r in rows].index("3.3.s3c")]
    assert row["carried_by"][0] == {"carrier": "rule", "name": "3.3.s3c"}
    by_another = rows[[r["id"] for r in rows].index("6.3.s3")]["carried_by"]
    assert by_another == [{"carrier": "route", "name": "liaison", "through": "6.3.s4"}]
    assert row["text"] == {
        "zh": POLICY.clause("3.3.s3c").zh,
        "en": LEDGER["3.3.s3c"].text("en"),
    }
    assert [r["id"] for r in rows if "why" in r] == [
        e.id for e in LEDGER.filter(checkability="none")
    ]


@pytest.mark.parametrize(
    ("wanted", "code", "word"),
    [
        ({"under": "9.9"}, "unknown_clause", "9.9"),
        ({"reading": "F99"}, "unknown_reading", "F99"),
        ({"force": "shall"}, "unknown_word", "force"),
        ({"forse": "must"}, "unknown_key", "force"),
        ({"kind": 3}, "wrong_type", "kind"),
    ],
)
def test_a_filter_that_cannot_be_read_is_refused(
    wanted: dict[str, object], code: str, word: str
) -> None:
    """The error names the place and what could stand there."""
    with pytest.raises(cr.ConsultRulesError) as caught:
        LEDGER.filter(**wanted)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert word in caught.value.text("en")


def test_an_address_or_a_key_that_is_not_there_is_refused() -> None:
    """With the nearest one."""
    with pytest.raises(cr.EditionError, match=r"3\.3\.s3"):
        LEDGER["3.3.s3z"]
    with pytest.raises(cr.EditionError):
        LEDGER.filter(under="3.3")["3.4.s1a"]
    with pytest.raises(cr.IntakeError, match="heading"):
        LEDGER.count("headings")


def test_a_ledger_rests_on_an_edition() -> None:
    """Another reading, another edition; what carries an entry is found under each."""
    other = cr.ledger(POLICY.with_readings(F2="full"))
    assert other.policy != LEDGER.policy
    assert [e.id for e in other] == [e.id for e in LEDGER]
    assert repr(LEDGER) == "<Ledger nantong-2020 319 entries>"


def test_what_carries_an_entry_is_asked_for_by_word() -> None:
    """Member, code or Chinese; a word that is none is refused, not answered with nothing."""
    entry = cr.ledger()["3.3.s3c"]
    for word in (Carrier.RULE, "rule", "规则"):
        assert entry.names(word) == ("3.3.s3c",)
    with pytest.raises(cr.IntakeError):
        entry.names("rules")


def test_the_plain_form_is_versioned_and_has_its_schema() -> None:
    """With the edition it rests on; a filtered ledger has fewer entries of the same form."""
    other = cr.ledger(POLICY.with_readings(F2="full"))
    for one in (LEDGER, LEDGER.filter(under="3.9"), other):
        plain = one.to_dict()
        form("ledger").validate_python(plain)
        assert plain["schema"] == "consultrules.ledger/1"
        assert (plain["edition"], plain["digest"]) == (one.policy.name, one.policy.digest)
        assert plain["entries"] == one.rows()
    assert other.to_dict()["digest"] != LEDGER.to_dict()["digest"]
    assert cr.json_schema("ledger")["properties"].keys() == LEDGER.to_dict().keys()


@pytest.mark.parametrize(
    "first", ["policy.lifecycle", "workflow.case", "cli.case", "exchange.plain"]
)
def test_the_ledger_is_the_same_whatever_was_loaded_before(first: str) -> None:
    """On the command line, through the door and in a notebook."""
    code = f"import json, consultrules.{first}, consultrules as cr; "
    code += "print(json.dumps(cr.ledger().to_dict()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert json.loads(done.stdout) == json.loads(json.dumps(LEDGER.to_dict()))

"""The ledger: every entry of the text accounted for, by something in the code or by a reason."""

from __future__ import annotations

import json

import pytest

import consultrules as cr
from consultrules.auditing.audit import Audit
from consultrules.auditing.carriers import REPORTS
from consultrules.auditing.ledger import BY
from consultrules.auditing.statistics.catalogue import BY_CODE
from consultrules.policy.clause import is_under
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Carrier, Checkability, ClauseKind, Debtor, Force
from consultrules.policy.vocabulary import TopicSource
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
        for reason in entry.why:
            assert bool(reason) == (entry.checkability is Checkability.NONE), entry.id
    assert missing == []


def test_what_carries_an_entry_exists() -> None:
    """Each name is a rule, a step, a table, a word, a field or a statistic of that name."""
    rules = {rule.key: rule for rule in rules_of(POLICY)}
    steps = {step for rule in rules.values() for step in rule.guards}
    found = {(c.carrier, c.name) for entry in LEDGER for c in entry.carried_by}
    assert {name for carrier, name in found if carrier is Carrier.RULE} == set(rules)
    assert {name for carrier, name in found if carrier is Carrier.GUARD} == steps
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
        assert all((Carrier.REPORT, name) in LEDGER[a].carried_by for a in addresses)


def test_each_carrier_is_found_where_it_stands() -> None:
    """One entry of each kind, by hand."""
    assert LEDGER["3.3.s3c"].carried_by == ((Carrier.RULE, "3.3.s3c"), (Carrier.GUARD, "hold"))
    assert (Carrier.ROUTE, "approval") in LEDGER["3.2.s4"].carried_by
    assert LEDGER["3.2.s1b"].carried_by == ((Carrier.FIELD, "Topic.channel"),)
    assert LEDGER["3.2.s1c.i2"].names(Carrier.VOCABULARY) == (f"TopicSource.{TopicSource.PUBLIC}",)
    assert LEDGER["2.3.s1a"].names(Carrier.REPORT) == ("coverage",)
    assert LEDGER["0b.s1"].names(Carrier.FIELD) == ("Edition.in_force_from",)
    assert LEDGER["3.7.s2c"].names(Carrier.RULE)[:2] == ("3.7.s2c#made", "3.7.s2c#manner")
    assert LEDGER["2.3.s7"].carried_by == ()


def test_a_list_is_carried_by_its_items_and_an_entry_by_what_it_refers_to() -> None:
    """What judges is taken over, words are not."""
    assert LEDGER["3.3.s2a"].names(Carrier.RULE) == tuple(f"3.3.s2a.i{n}" for n in range(1, 5))
    assert LEDGER["3.3.s2a"].names(Carrier.VOCABULARY) == ()
    assert set(LEDGER["3.5.s1.i2"].names(Carrier.RULE)) >= {"3.3.s2a.i1", "3.3.s3a", "3.4.s1a"}
    assert LEDGER["6.3.s3"].names(Carrier.ROUTE) == ("liaison",)
    for clause in POLICY.clauses.values():
        assert clause.id not in clause.see
        assert all(address in POLICY.clauses for address in clause.see)


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

"""Faults of the bodies of a county or the city: attested duties, plan, reports, assessment (5, 6).

There are few bodies and many duties, so a body has several faults, each of another rule: a fault is
counted by body and rule.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from consultrules.sample.attested import attestation
from consultrules.sample.bodies import Bodies
from consultrules.sample.fault import COPIES, groups
from consultrules.sample.people import CITY, COUNTY
from consultrules.sample.words import YEAR

BOTH = "both"


class BodyFault(NamedTuple):
    """One row: what follows, in words what is wrong, whose it is, and what is changed."""

    finds: str
    what: str
    whose: str
    do: Callable[[Bodies], None]
    copies: int = COPIES

    def fits(self, bodies: Bodies) -> bool:
        """Whether bodies of this level owe the duty."""
        return self.whose in (BOTH, bodies.area.level)

    def found(self, bodies: Bodies) -> list[tuple[str, str, str, str]]:
        """Grain, subject, rule and verdict of everything that follows."""
        subject = f"{bodies.area.unit.code}@{YEAR}"
        return [
            (grain, subject, rule, verdict)
            for grain, verdict, rules in groups(self.finds)
            for rule in rules
        ]


def _denied(clause: str) -> Callable[[Bodies], None]:
    """An attestation of the CPPCC that the clause does not hold."""

    def deny(bodies: Bodies) -> None:
        code = bodies.area.unit.code
        bodies.attestations = [a for a in bodies.attestations if a["clause"] != clause]
        made = attestation(clause, code, by=bodies.body("CPPCC"), holds=False)
        bodies.attestations.append(made)

    return deny


def _unattested(clause: str) -> Callable[[Bodies], None]:
    def leave_out(bodies: Bodies) -> None:
        bodies.attestations = [a for a in bodies.attestations if a["clause"] != clause]

    return leave_out


def _plan_reviewed_by_cppcc(bodies: Bodies) -> None:
    assert bodies.plan is not None
    bodies.plan["reviewed_by"] = bodies.body("CPPCC")


def _last_report(organ: str) -> Callable[[Bodies], None]:
    """The last report to an organ was the year before."""

    def move(bodies: Bodies) -> None:
        for report in bodies.reports:
            if report["to"]["organ"] == organ:
                report["on"] = report["on"].replace(str(YEAR), str(YEAR - 1))

    return move


def _rooms_assessed_by_cppcc(bodies: Bodies) -> None:
    bodies.area.assessor = "CPPCC"


def _activity_out_of_scheme(bodies: Bodies) -> None:
    assert bodies.scheme is not None
    bodies.scheme["activity_included"] = False


def _no_scheme(bodies: Bodies) -> None:
    bodies.scheme = None


def _attested(clause: str, what: str, whose: str = COUNTY) -> BodyFault:
    return BodyFault(f"body_year fail {clause}", what, whose, _denied(clause))


FAULTS = {
    "separate_stove": _attested("2.3.s2a.i1", "a new institution was set up beside the old ones"),
    "burden_added": _attested("2.3.s2a.i2", "the grassroots got more forms to fill in"),
    "duties_unclear": _attested("5.1.s1a", "nobody settled what the CPPCC does"),
    "topics_not_examined": _attested("5.1.s1b.i1", "no mechanism by which the Party examines"),
    "departments_apart": _attested("5.1.s1b.i2", "no mechanism by which departments take part"),
    "people_not_arranged": _attested("5.1.s1b.i3", "no mechanism for arranging people"),
    "not_carried_out": _attested("5.1.s1b.i4", "no mechanism for carrying out together"),
    "no_conditions": _attested("5.1.s2a", "neither rooms nor means were provided"),
    "no_support": _attested("5.1.s2c", "activities on topics were not supported"),
    "outside_governance": _attested("5.2.s1c", "members took no part in social governance"),
    "not_merged": _attested("5.2.s2", "rooms and grid stand side by side"),
    "no_supervision": _attested("5.4.s3a", "the county supervises nobody"),
    "no_assessing": _attested("6.2.s5", "no mechanism for assessing"),
    "counties_left_alone": _attested("5.4.s1a", "the city does not guide its counties", CITY),
    "no_guidance": _attested("5.4.s2a", "the city guides neither rules nor process", CITY),
    "channels_silent": _attested("6.3.s8", "the channels do not work", CITY),
    "no_platform_of_talk": _attested("1.s3", "a note: the two kinds are not joined", BOTH),
    "members_untrained": _attested("4.2.s8a", "advice: no training for members", BOTH),
    "nobody_put_forward": _attested("4.4.s1b", "advice: nobody was put forward for a pool", BOTH),
    "nobody_in_charge": _attested("6.2.s1b", "no leader is in charge, no office responsible", BOTH),
    "offices_apart": _attested("6.3.s9a", "advice: offices do not work together", BOTH),
    "no_models": _attested("6.4.s2a", "nothing is made known", BOTH),
    "moments_lost": _attested("6.4.s2b", "nothing is recorded and spread", BOTH),
    "plan_reviewed_by_cppcc": BodyFault("body_year fail 6.2.s3",
        "the plan was reviewed, but not by the leading Party members' group", COUNTY,
        _plan_reviewed_by_cppcc),
    "no_report_given": BodyFault("body_year fail 6.1.s3a",
        "no report to the Party committee all year", BOTH, _last_report("PARTY_COMMITTEE")),
    "no_report_heard": BodyFault("body_year fail 6.2.s2",
        "the group heard no report all year", BOTH, _last_report("LEADING_PARTY_GROUP")),
    "rooms_assessed_by_cppcc": BodyFault("body_year fail 6.2.s4",
        "rooms were assessed, but not by the group", BOTH, _rooms_assessed_by_cppcc),
    "activity_out_of_scheme": BodyFault("body_year fail 6.2.s6a",
        "what happens in rooms counts for nothing", BOTH, _activity_out_of_scheme),
    "no_scheme_yet": BodyFault("body_year pending 6.2.s6a",
        "what members are assessed by is not yet settled", BOTH, _no_scheme, copies=1),
    "support_unattested": BodyFault("body_year unknown 5.1.s2c",
        "whether activities were supported", COUNTY, _unattested("5.1.s2c"), copies=2),
}  # fmt: skip
"""What is wrong with the year of a body, by name."""

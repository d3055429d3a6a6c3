"""consultrules: Nantong's 2020 opinion on “有事好商量” consultation rooms as software.

Everything here is loaded when it is first used; ``import consultrules`` alone loads no dependency.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from consultrules.names import HOME_OF

if TYPE_CHECKING:
    from consultrules.auditing.arrays.status import status_columns as status_columns
    from consultrules.auditing.audit import Audit as Audit
    from consultrules.auditing.audit import audit as audit
    from consultrules.auditing.ledger import Ledger as Ledger
    from consultrules.auditing.ledger import ledger as ledger
    from consultrules.auditing.statistics.figure import Figure as Figure
    from consultrules.auditing.statistics.result import Statistics as Statistics
    from consultrules.auditing.statistics.statistic import Statistic as Statistic
    from consultrules.auditing.tables.audit import audit_tables as audit_tables
    from consultrules.auditing.tables.audit import table_columns as table_columns
    from consultrules.auditing.tables.extras import MissingExtra as MissingExtra
    from consultrules.auditing.tables.result import TableAudit as TableAudit
    from consultrules.errors import Conflict as Conflict
    from consultrules.errors import ConsultRulesError as ConsultRulesError
    from consultrules.errors import EditionError as EditionError
    from consultrules.errors import Fault as Fault
    from consultrules.errors import IntakeError as IntakeError
    from consultrules.errors import LifecycleError as LifecycleError
    from consultrules.errors import ReadingError as ReadingError
    from consultrules.errors import RoutingError as RoutingError
    from consultrules.exchange.plain import judge as judge
    from consultrules.exchange.schema import json_schema as json_schema
    from consultrules.facts.fact import Fact as Fact
    from consultrules.models.actor import Actor as Actor
    from consultrules.models.assessment import AssessmentScheme as AssessmentScheme
    from consultrules.models.assessment import MemberAssessment as MemberAssessment
    from consultrules.models.assessment import RoomAssessment as RoomAssessment
    from consultrules.models.attestation import Attestation as Attestation
    from consultrules.models.body import Body as Body
    from consultrules.models.case_record import CaseRecord as CaseRecord
    from consultrules.models.case_record import Evaluation as Evaluation
    from consultrules.models.development import Nomination as Nomination
    from consultrules.models.development import SittingIn as SittingIn
    from consultrules.models.development import Training as Training
    from consultrules.models.follow_up import FollowUp as FollowUp
    from consultrules.models.follow_up import Materials as Materials
    from consultrules.models.follow_up import Progress as Progress
    from consultrules.models.gazetteer import Gazetteer as Gazetteer
    from consultrules.models.lists import Answer as Answer
    from consultrules.models.lists import ConvenerFeedback as ConvenerFeedback
    from consultrules.models.lists import Delivery as Delivery
    from consultrules.models.lists import Dissent as Dissent
    from consultrules.models.lists import FeedbackList as FeedbackList
    from consultrules.models.lists import GroupReview as GroupReview
    from consultrules.models.lists import Publication as Publication
    from consultrules.models.lists import ResponsibilityList as ResponsibilityList
    from consultrules.models.lists import Suggestion as Suggestion
    from consultrules.models.lists import SuggestionList as SuggestionList
    from consultrules.models.lists import Task as Task
    from consultrules.models.note import Note as Note
    from consultrules.models.person import Invitation as Invitation
    from consultrules.models.person import Membership as Membership
    from consultrules.models.person import Person as Person
    from consultrules.models.plan import AnnualPlan as AnnualPlan
    from consultrules.models.registry import Registry as Registry
    from consultrules.models.research import Notice as Notice
    from consultrules.models.research import Research as Research
    from consultrules.models.research import SensitiveReport as SensitiveReport
    from consultrules.models.room import CoConvener as CoConvener
    from consultrules.models.room import Convener as Convener
    from consultrules.models.room import Have as Have
    from consultrules.models.room import KindPeriod as KindPeriod
    from consultrules.models.room import Link as Link
    from consultrules.models.room import Representative as Representative
    from consultrules.models.room import Room as Room
    from consultrules.models.session import Attendance as Attendance
    from consultrules.models.session import Session as Session
    from consultrules.models.topic import Approval as Approval
    from consultrules.models.topic import PreliminaryReview as PreliminaryReview
    from consultrules.models.topic import Selection as Selection
    from consultrules.models.topic import Topic as Topic
    from consultrules.models.unit import Unit as Unit
    from consultrules.models.work_committee import WorkCommittee as WorkCommittee
    from consultrules.models.work_report import WorkReport as WorkReport
    from consultrules.policy.clause import Clause as Clause
    from consultrules.policy.edition import Edition as Edition
    from consultrules.policy.edition import edition as edition
    from consultrules.policy.judging import Force as Force
    from consultrules.policy.judging import RouteStatus as RouteStatus
    from consultrules.policy.judging import Verdict as Verdict
    from consultrules.policy.lifecycle import EntryKind as EntryKind
    from consultrules.policy.lifecycle import Milestone as Milestone
    from consultrules.policy.lifecycle import Move as Move
    from consultrules.policy.lifecycle import State as State
    from consultrules.policy.vocabulary import Capacity as Capacity
    from consultrules.policy.vocabulary import FollowUpChannel as FollowUpChannel
    from consultrules.policy.vocabulary import Organ as Organ
    from consultrules.policy.vocabulary import RoomKind as RoomKind
    from consultrules.policy.vocabulary import Tier as Tier
    from consultrules.policy.vocabulary import UnitKind as UnitKind
    from consultrules.routing.approval import approval_route as approval_route
    from consultrules.routing.approval import approving_body as approving_body
    from consultrules.routing.approval import sensitive_route as sensitive_route
    from consultrules.routing.evaluation import evaluating_bodies as evaluating_bodies
    from consultrules.routing.evaluation import feedback_route as feedback_route
    from consultrules.routing.invitation import invitation_route as invitation_route
    from consultrules.routing.liaison import liaison_chain as liaison_chain
    from consultrules.routing.reporting import entrusted_route as entrusted_route
    from consultrules.routing.reporting import follow_up_channels as follow_up_channels
    from consultrules.routing.reporting import receiving_bodies as receiving_bodies
    from consultrules.routing.reporting import report_route as report_route
    from consultrules.routing.route import Receivers as Receivers
    from consultrules.routing.route import Route as Route
    from consultrules.rules.checking import check as check
    from consultrules.rules.finding import Finding as Finding
    from consultrules.rules.needs import needs as needs
    from consultrules.rules.remedy import Remedy as Remedy
    from consultrules.rules.report import Report as Report
    from consultrules.store.lines import LinesStore as LinesStore
    from consultrules.store.memory import MemoryStore as MemoryStore
    from consultrules.workflow.breach import Breach as Breach
    from consultrules.workflow.case import Case as Case
    from consultrules.workflow.deadline import Deadline as Deadline
    from consultrules.workflow.entry import Entry as Entry
    from consultrules.workflow.options import Option as Option
    from consultrules.workflow.port import Store as Store
    from consultrules.workflow.process import Process as Process
    from consultrules.workflow.process import process as process
    from consultrules.workflow.refusal import StepRefused as StepRefused
    from consultrules.workflow.refusal import WrongState as WrongState


__version__ = "0.1.0"
__all__ = [
    "Actor",
    "AnnualPlan",
    "Answer",
    "Approval",
    "AssessmentScheme",
    "Attendance",
    "Attestation",
    "Audit",
    "Body",
    "Breach",
    "Capacity",
    "Case",
    "CaseRecord",
    "Clause",
    "CoConvener",
    "Conflict",
    "ConsultRulesError",
    "Convener",
    "ConvenerFeedback",
    "Deadline",
    "Delivery",
    "Dissent",
    "Edition",
    "EditionError",
    "Entry",
    "EntryKind",
    "Evaluation",
    "Fact",
    "Fault",
    "FeedbackList",
    "Figure",
    "Finding",
    "FollowUp",
    "FollowUpChannel",
    "Force",
    "Gazetteer",
    "GroupReview",
    "Have",
    "IntakeError",
    "Invitation",
    "KindPeriod",
    "Ledger",
    "LifecycleError",
    "LinesStore",
    "Link",
    "Materials",
    "MemberAssessment",
    "Membership",
    "MemoryStore",
    "Milestone",
    "MissingExtra",
    "Move",
    "Nomination",
    "Note",
    "Notice",
    "Option",
    "Organ",
    "Person",
    "PreliminaryReview",
    "Process",
    "Progress",
    "Publication",
    "ReadingError",
    "Receivers",
    "Registry",
    "Remedy",
    "Report",
    "Representative",
    "Research",
    "ResponsibilityList",
    "Room",
    "RoomAssessment",
    "RoomKind",
    "Route",
    "RouteStatus",
    "RoutingError",
    "Selection",
    "SensitiveReport",
    "Session",
    "SittingIn",
    "State",
    "Statistic",
    "Statistics",
    "StepRefused",
    "Store",
    "Suggestion",
    "SuggestionList",
    "TableAudit",
    "Task",
    "Tier",
    "Topic",
    "Training",
    "Unit",
    "UnitKind",
    "Verdict",
    "WorkCommittee",
    "WorkReport",
    "WrongState",
    "approval_route",
    "approving_body",
    "audit",
    "audit_tables",
    "check",
    "edition",
    "entrusted_route",
    "evaluating_bodies",
    "feedback_route",
    "follow_up_channels",
    "invitation_route",
    "json_schema",
    "judge",
    "ledger",
    "liaison_chain",
    "needs",
    "process",
    "receiving_bodies",
    "report_route",
    "sensitive_route",
    "status_columns",
    "table_columns",
]


def __getattr__(name: str) -> object:
    """Load the module of a public name when it is first asked for."""
    home = HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'consultrules' has no attribute {name!r}")
    value: object = getattr(import_module(f"consultrules.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return [*__all__, "__version__"]

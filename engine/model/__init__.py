"""The engine's tables."""

from engine.model.administration import AdminEvent
from engine.model.base import Base, Json, UtcDateTime, new_id
from engine.model.installation import InstallationFact
from engine.model.instance import (
    ElementInstance,
    Incident,
    IncidentKind,
    Instance,
    InstanceState,
    Variable,
    VariableChange,
    VariableScope,
)
from engine.model.jobs import Job, JobKind, Message, MessageKind, MessageState, Subscription
from engine.model.migration import ItemState, Migration, MigrationItem, MigrationState
from engine.model.opening import ContentOpening
from engine.model.proposal import ActState, ProposedAct
from engine.model.record import Command, Event
from engine.model.release import Content, Draft, DraftState, ProcessStart, ProcessVersion, Release, ReleaseFile
from engine.model.retention import LegalHold, RemovedInstance, Retention
from engine.model.setting import ChosenSetting
from engine.model.task import UserTask, UserTaskCandidate, UserTaskState

__all__ = [
    "ActState",
    "AdminEvent",
    "Base",
    "ChosenSetting",
    "Command",
    "Content",
    "ContentOpening",
    "Draft",
    "DraftState",
    "ElementInstance",
    "Event",
    "Incident",
    "IncidentKind",
    "InstallationFact",
    "Instance",
    "InstanceState",
    "ItemState",
    "Job",
    "JobKind",
    "Json",
    "LegalHold",
    "Message",
    "MessageKind",
    "MessageState",
    "Migration",
    "MigrationItem",
    "MigrationState",
    "ProcessStart",
    "ProcessVersion",
    "ProposedAct",
    "Release",
    "ReleaseFile",
    "RemovedInstance",
    "Retention",
    "Subscription",
    "UserTask",
    "UserTaskCandidate",
    "UserTaskState",
    "UtcDateTime",
    "Variable",
    "VariableChange",
    "VariableScope",
    "new_id",
]

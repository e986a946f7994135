"""The engine's tables."""

from engine.model.administration import AdminEvent
from engine.model.base import Base, Json, UtcDateTime, new_id
from engine.model.installation import InstallationFact
from engine.model.instance import ElementInstance, Incident, Instance, Variable, VariableChange, VariableScope
from engine.model.jobs import Job, Message, Subscription
from engine.model.migration import Migration, MigrationItem
from engine.model.opening import ContentOpening
from engine.model.proposal import ProposedAct
from engine.model.record import Command, Event
from engine.model.release import Content, Draft, ProcessStart, ProcessVersion, Release, ReleaseFile
from engine.model.retention import LegalHold, RemovedInstance, Retention
from engine.model.setting import ChosenSetting
from engine.model.task import UserTask, UserTaskCandidate

__all__ = [
    "AdminEvent",
    "Base",
    "ChosenSetting",
    "Command",
    "Content",
    "ContentOpening",
    "Draft",
    "ElementInstance",
    "Event",
    "Incident",
    "InstallationFact",
    "Instance",
    "Job",
    "Json",
    "LegalHold",
    "Message",
    "Migration",
    "MigrationItem",
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
    "UtcDateTime",
    "Variable",
    "VariableChange",
    "VariableScope",
    "new_id",
]

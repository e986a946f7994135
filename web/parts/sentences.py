"""What each kind of event says, in words: total matches, so that a kind without words fails the check of types."""

from dataclasses import dataclass
from typing import assert_never

from flask_babel import gettext as _

from engine.base.text import N_
from engine.history import Happened, Unknown
from engine.history.kinds import elements, instances, proposals, tasks
from engine.ports.acts import all_kinds
from web.layout.times import show_date
from workflows.procedures.bloc_year.pace.missing import GO_ON


@dataclass(frozen=True)
class Sentence:
    """A msgid with the values of its places; what somebody wrote with what they did; how it looks.

    The page fills in `element` and `process`. `is_told` where the short time line tells it: what people did and what
    decided the way. Entering and leaving of elements is for the full record.
    """

    words: str
    values: dict[str, object]
    quote: str = ""
    tone: str = ""
    is_told: bool = False


def _told(words: str, quote: str = "", tone: str = "", **values: object) -> Sentence:
    return Sentence(words, values, quote, tone, is_told=True)


def _recorded(words: str, quote: str = "", **values: object) -> Sentence:
    return Sentence(words, values, quote)


def sentence_of(fact: Happened | Unknown) -> Sentence:
    """Return what an event tells as a sentence without its subject."""
    if isinstance(fact, Unknown):
        return _of_unknown(fact)
    if isinstance(fact, instances.OfInstance):
        return _of_instance(fact)
    if isinstance(fact, tasks.OfTask | tasks.OfHands):
        return _of_task(fact) if isinstance(fact, tasks.OfTask) else _of_hands(fact)
    if isinstance(fact, elements.OfToken):
        return _of_token(fact)
    if isinstance(fact, elements.OfWork | elements.OfEvent):
        return _of_work(fact) if isinstance(fact, elements.OfWork) else _of_event(fact)
    return _of_proposal(fact)


def _of_unknown(fact: Unknown) -> Sentence:
    quote = str(next((fact.told[name] for name in ("reason", "note", "text") if fact.told.get(name)), ""))
    words = N_("left an event of a kind that this version does not know: %(kind)s")
    return _recorded(words, quote, kind=fact.kind)


def _of_instance(fact: instances.OfInstance) -> Sentence:
    match fact:
        case instances.InstanceStarted():
            return _told(N_("started “%(process)s”"))
        case instances.InstanceCompleted():
            return _told(N_("ended “%(process)s”"), tone="good")
        case instances.InstanceCancelled():
            return _told(N_("cancelled “%(process)s”"), fact.reason, "back")
        case instances.InstanceSuspended():
            return _told(N_("suspended “%(process)s”"), fact.reason, "back")
        case instances.InstanceResumed():
            return _told(N_("resumed “%(process)s”"), fact.reason)
        case instances.InstanceMigrated():
            return _told(N_("moved “%(process)s” to another version"), fact.reason)
        case instances.TokensMoved():
            return _told(N_("moved “%(process)s” to another step by hand"), fact.reason)
        case instances.VariablesSet():
            return _told(N_("put variables of “%(process)s” right by hand"), fact.reason)
        case instances.HoldPlaced():
            return _told(N_("ordered that the case be kept"), fact.reason)
        case instances.HoldLifted():
            return _told(N_("lifted the order to keep the case"), fact.reason)
        case instances.DataErased():
            return _told(N_("erased the data of earlier events"), fact.reason)
        case instances.ContentOpened():
            return _told(N_("opened the content for an hour"), fact.reason)
        case _:
            assert_never(fact)


def _of_task(fact: tasks.OfTask) -> Sentence:
    match fact:
        case tasks.TaskOpened():
            return _recorded(N_("opened the task “%(element)s”"), _as_false(fact))
        case tasks.TaskClaimed():
            return _recorded(N_("took the task “%(element)s”"))
        case tasks.TaskReleased():
            return _recorded(N_("gave back the task “%(element)s”"))
        case tasks.TaskCompleted():
            return _told(N_("completed “%(element)s”"))
        case tasks.TaskCancelled():
            return _recorded(N_("withdrew the task “%(element)s”"), _as_false(fact))
        case tasks.ContentFrozen():
            # The beginning of a digest is enough to tell it from another.
            words = N_("handed over the content %(content)s, round %(round)s")
            return _told(words, content=fact.content[:12], round=fact.round)
        case _:
            assert_never(fact)


def _of_hands(fact: tasks.OfHands) -> Sentence:
    match fact:
        case tasks.TaskAssigned():
            return _told(N_("gave the task “%(element)s” to %(to)s"), to=fact.to)
        case tasks.TaskDelegated(until=None):
            return _told(N_("asked %(to)s to prepare “%(element)s”"), fact.note, to=fact.to)
        case tasks.TaskDelegated():
            words = N_("asked %(to)s to prepare “%(element)s” until %(until)s")
            return _told(words, fact.note, to=fact.to, until=show_date(fact.until))
        case tasks.TaskAccepted(until=None):
            return _told(N_("accepted to prepare “%(element)s”"))
        case tasks.TaskAccepted():
            return _told(N_("accepted to prepare “%(element)s” until %(until)s"), until=show_date(fact.until))
        case tasks.TaskDeclined():
            return _told(N_("declined to prepare “%(element)s” for %(to)s"), fact.note, to=fact.to or "")
        case tasks.TaskResolved(accepted=True):
            return _told(N_("accepted “%(element)s” and handed it back to %(to)s"), fact.note, to=fact.to or "")
        case tasks.TaskResolved():
            return _told(N_("handed “%(element)s” back to %(to)s"), fact.note, to=fact.to or "")
        case tasks.TaskTakenBack():
            return _told(N_("took “%(element)s” back"))
        case tasks.TaskPrioritised():
            return _recorded(N_("changed the priority of “%(element)s”"))
        case tasks.TaskPostponed():
            return _recorded(N_("put off “%(element)s”"))
        case tasks.TaskCommented():
            return _told(N_("wrote about “%(element)s”"), fact.text)
        case _:
            assert_never(fact)


def _of_token(fact: elements.OfToken) -> Sentence:
    match fact:
        case elements.ElementEntered():
            return _recorded(N_("reached “%(element)s”"), _as_false(fact))
        case elements.ElementCompleted():
            return _recorded(N_("passed “%(element)s”"), _as_false(fact))
        case elements.ElementMerged():
            return _recorded(N_("joined the other branches at “%(element)s”"), _as_false(fact))
        case elements.ElementCancelled():
            return _recorded(N_("left “%(element)s” undone"), _as_false(fact))
        case elements.TokenMapped():
            return _recorded(N_("stands at “%(element)s” of the new version"))
        case _:
            assert_never(fact)


def _of_work(fact: elements.OfWork) -> Sentence:
    match fact:
        case elements.DecisionEvaluated():
            return _told(N_("decided “%(element)s” by its rules"))
        case elements.ActionCalled():
            return _recorded(N_("carried out “%(element)s”"))
        case elements.TimerFired():
            return _recorded(N_("the deadline “%(element)s” came"))
        case elements.IncidentRaised():
            return _told(N_("met a problem at “%(element)s”"), tone="back")
        case elements.IncidentRetried():
            return _recorded(N_("tried “%(element)s” again"), fact.reason)
        case _:
            assert_never(fact)


def _of_event(fact: elements.OfEvent) -> Sentence:
    match fact:
        case elements.MessageSent():
            return _told(N_("sent a message at “%(element)s”"))
        case elements.MessageReceived():
            return _recorded(N_("received a message at “%(element)s”"), _gone_on(fact))
        case elements.SignalSent():
            return _recorded(N_("sent a signal at “%(element)s”"))
        case elements.SignalReceived():
            return _recorded(N_("received a signal at “%(element)s”"))
        case elements.ErrorThrown():
            return _recorded(N_("met an error at “%(element)s”"), fact.reason)
        case elements.ErrorUncaught():
            return _recorded(N_("found no way on from the error at “%(element)s”"))
        case elements.EscalationThrown():
            return _recorded(N_("escalated at “%(element)s”"))
        case _:
            assert_never(fact)


def _of_proposal(fact: proposals.OfProposal) -> Sentence:
    title = next((_(one.title) for one in all_kinds() if one.name == fact.kind), fact.kind)
    match fact:
        case proposals.ActProposed():
            return _told(N_("proposed to a second person: %(act)s"), fact.reason, act=title)
        case proposals.ActApproved():
            return _told(N_("approved, and it was done: %(act)s"), fact.reason, act=title)
        case proposals.ActRejected():
            return _told(N_("rejected the proposal: %(act)s"), fact.reason, "back", act=title)
        case proposals.ActWithdrawn():
            return _told(N_("took back the proposal: %(act)s"), fact.reason, act=title)
        case proposals.ActExpired():
            return _told(N_("let the proposal lapse: %(act)s"), fact.reason, act=title)
        case proposals.ActFailed():
            return _told(N_("approved, but it could not be done: %(act)s"), fact.reason, "back", act=title)
        case _:
            assert_never(fact)


def _as_false(fact: elements.Walked) -> str:
    """Return what the process took for granted."""
    if not fact.took_as_false:
        return ""
    return _("%(conditions)s came to null and counted as false", conditions="; ".join(fact.took_as_false))


def _gone_on(fact: elements.MessageReceived) -> str:
    """Return what was said to all members of a bloc; what other messages carry is not for all who see a case."""
    return "{by}: {reason}".format_map(fact.payload) if fact.message.startswith(GO_ON) else ""

"""What a diagram says of each element, read once and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.bpmn.read.expressions import Expr


@dataclass(frozen=True)
class Flow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    condition: Expr | None = None
    name: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Move:
    """One input or output mapping: the value of `source` becomes the variable `target`.

    `needs` is the variable of a data association that must have been set, where it is one.
    """

    source: Expr
    target: str
    needs: str = ""


@dataclass(frozen=True)
class Message:
    """A message as an element refers to it."""

    name: str
    correlation: Expr | None = None


@dataclass(frozen=True)
class Timer:
    """A timer: `kind` is date, duration or cycle."""

    kind: str
    value: Expr


@dataclass(frozen=True)
class Trigger:
    """One event definition: what an event catches or throws.

    `kind` is message, timer, error, escalation, signal, conditional, link, compensate, cancel or terminate. `name` is
    the signal's or link's name, or the code of the error or escalation (empty: any). `activity` and `waits` belong to
    compensation.
    """

    kind: str
    name: str = ""
    message: Message | None = None
    timer: Timer | None = None
    condition: Expr | None = None
    activity: str = ""
    waits: bool = True


@dataclass(frozen=True)
class Thrown:
    """An event that a multi-instance activity throws when an instance completes, where `condition` holds."""

    trigger: Trigger
    condition: Expr | None = None


@dataclass(frozen=True)
class Loop:
    """Multi-instance characteristics; or, where `standard` is true, those of a standard loop.

    `tells_counts` where something inside, or a called process, may ask for the counts of instances; `behavior` is None,
    One, All or Complex; `thrown` are the events it throws. A standard loop runs again while `condition` holds (tested
    before the first turn if `test_before`), at most `maximum` times.
    """

    sequential: bool = False
    collection: Expr | None = None
    element: str | None = None
    cardinality: Expr | None = None
    output_collection: str | None = None
    output_element: Expr | None = None
    completion: Expr | None = None
    behavior: str = "All"
    thrown: tuple[Thrown, ...] = ()
    standard: bool = False
    condition: Expr | None = None
    test_before: bool = False
    maximum: Expr | None = None
    tells_counts: bool = False


@dataclass(frozen=True)
class AdHoc:
    """How an ad-hoc sub-process is worked through: one by one or all at once, and when it is done."""

    sequential: bool = False
    completion: Expr | None = None
    cancels_rest: bool = True


@dataclass(frozen=True)
class Assignment:
    """To whom a user task is offered, and when it is due."""

    assignee: Expr | None = None
    groups: Expr | None = None
    users: Expr | None = None
    due: Expr | None = None
    follow_up: Expr | None = None
    priority: Expr | None = None


COMPLETING = "completing"  # the one thing a listener may listen for that calls an action of ours


@dataclass(frozen=True)
class Listener:
    """An action that is called when something happens to a user task: `completing`, or what this engine does not do."""

    event: str
    action: str


@dataclass(frozen=True)
class Element:
    """A flow node with its Zeebe extension data.

    `kind` is the BPMN tag (`userTask`, `boundaryEvent` ...); `event` names the event definition (`message`, `timer`,
    `terminate`, ...), is `multiple` where there are several, or empty; `triggers` holds them all, and `needs_all` tells
    parallel multiple events; `container` is the process or sub-process it stands in. What a call activity calls sees
    all variables around it where it `takes_all`, and sets them where it `gives_all`; else those it maps.
    """

    id: str
    kind: str
    container: str
    name: str = ""
    lane: str = ""
    line: int | None = None
    event: str = ""
    attached_to: str = ""
    interrupting: bool = True
    default_flow: str = ""
    message: Message | None = None
    timer: Timer | None = None
    form_id: str = ""
    assignment: Assignment = field(default_factory=Assignment)
    inputs: tuple[Move, ...] = ()
    outputs: tuple[Move, ...] = ()
    listeners: tuple[Listener, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    action: str = ""
    retries: Expr | None = None
    script: Expr | None = None
    decision_id: str = ""
    result_variable: str = ""
    called_process: str = ""
    takes_all: bool = True
    gives_all: bool = True
    loop: Loop | None = None
    triggers: tuple[Trigger, ...] = ()
    needs_all: bool = False
    is_event_subprocess: bool = False
    is_handler: bool = False
    start_quantity: int = 1
    completion_quantity: int = 1
    ad_hoc: AdHoc | None = None
    activation: Expr | None = None
    is_instantiating: bool = False
    is_parallel: bool = False
    data_inputs: tuple[Move, ...] = ()
    data_outputs: tuple[Move, ...] = ()
    variables: tuple[str, ...] = ()

    @property
    def is_activity(self) -> bool:
        """Tell tasks and sub-processes from events and gateways."""
        return not self.kind.endswith(("Event", "Gateway"))

"""What tokens can still reach, and joins that could only wait for ever."""

from collections.abc import Iterator

from engine.bpmn.build.specs import ParallelGateway
from engine.bpmn.run.live import Indexed
from engine.bpmn.token.foundation import ProcessSpec
from engine.bpmn.token.token import Token


def reachable(spec: ProcessSpec, start: str, stop: str = "") -> set[str]:
    """Return the names of the specs a token at `start` can reach, itself included, without going on from `stop`."""
    seen, todo = {start}, [start]
    while todo:
        name = todo.pop()
        if name == stop:
            continue
        for output in spec.task_specs[name].leads_to:
            if output not in seen:
                seen.add(output)
                todo.append(output)
    return seen


def starving_joins(workflow: Indexed) -> set[tuple[str, str]]:
    """Return the parallel joins of one container, with the flow, that would wait for ever for a token by that flow.

    Only what is certain is named: some token can reach the join, and none can reach that flow's source.
    """
    spec = workflow.spec
    tokens = list(workflow.unfinished.values())
    joins = [s for s in spec.task_specs.values() if isinstance(s, ParallelGateway) and len(s.incoming) > 1]
    return {(join.name, flow) for join in joins for flow in _starving(spec, join, tokens)}


def _starving(spec: ProcessSpec, join: ParallelGateway, tokens: list[Token]) -> Iterator[str]:
    here = {t.internal_data.get("flow") for t in tokens if t.task_spec.name == join.name}
    reached: set[str] = set()
    for name in {t.task_spec.name for t in tokens} - {join.name}:
        reached |= reachable(spec, name, stop=join.name)
    if not here and join.name not in reached:
        return
    yield from (flow for flow in join.incoming if flow not in here and spec.flow_sources[flow] not in reached)

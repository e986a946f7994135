class BpmnTaskSpec:
    name: str
    manual: bool
    lane: str | None
    bpmn_id: str | None
    bpmn_name: str | None

    def __init__(self, wf_spec: object, name: str, lane: str | None, *, manual: bool, outputs: list[str]) -> None: ...
    def connect(self, taskspec: BpmnTaskSpec) -> None: ...

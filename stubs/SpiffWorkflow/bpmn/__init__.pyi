from collections.abc import Mapping

class BpmnWorkflow:
    def __init__(self, spec: object, subprocess_specs: Mapping[str, object], *, deserializing: bool) -> None: ...

from uuid import UUID

class BpmnSubWorkflow:
    def __init__(self, spec: object, parent_task_id: UUID, top_workflow: object, *, deserializing: bool) -> None: ...

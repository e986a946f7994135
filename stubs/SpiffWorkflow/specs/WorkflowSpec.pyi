class WorkflowSpec:
    name: str

    def __init__(self, name: str) -> None: ...

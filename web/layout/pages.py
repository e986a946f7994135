"""Lists that are read page by page: the query that asks for one."""

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Paged:
    """The query of a list, read and checked; what is empty narrows nothing. Each list adds what it is asked for."""

    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.address(page=1))

    def address(self, *, page: int) -> dict[str, str]:
        """Return the query of this list at a page; what is as usual is left out."""
        here = replace(self, page=page)
        asked = {field.name: (getattr(here, field.name), field.default) for field in fields(here)}
        return {name: str(value) for name, (value, usual) in asked.items() if value and value != usual}

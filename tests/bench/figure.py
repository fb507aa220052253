"""One measured figure, and whether it is what was aimed at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in a unit. A target is an upper bound, a lower bound, or none: then it is for information.

    `value` is None where it could not be measured; `note` then says why.
    """

    name: str
    value: float | None
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    note: str = ""

    @property
    def target(self) -> str:
        """The target in words, "" without one."""
        if self.at_most is not None:
            return f"≤ {shown(self.at_most)} {self.unit}"
        return f"≥ {shown(self.at_least)} {self.unit}" if self.at_least is not None else ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none, or nothing was measured."""
        if self.value is None:
            return None
        if self.at_most is not None:
            return self.value <= self.at_most
        return self.value >= self.at_least if self.at_least is not None else None


def shown(value: float | None) -> str:
    """A number in as many digits as mean something."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"

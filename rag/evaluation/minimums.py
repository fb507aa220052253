"""`--min hit=0.9`: floors that a run must not fall below."""

from collections.abc import Mapping, Sequence

from corpus.errors import SettingError
from rag.evaluation.metrics import MEASURES


def read(specified: Sequence[str]) -> dict[str, float]:
    """Floors by measure, from "measure=number".

    Raises:
        SettingError: one names no measure or no number.
    """
    names = {
        name for measure in MEASURES for name in (measure.key, f"{measure.key}_low", f"{measure.key}_high")
    }
    floors = {}
    for one in specified:
        name, _, number = one.partition("=")
        if name not in names:
            known = ", ".join(measure.key for measure in MEASURES)
            raise SettingError(f"--min {one}: no such measure; choose one of {known}")
        try:
            floors[name] = float(number)
        except ValueError:
            raise SettingError(f"--min {one}: give a number, as in {name}=0.9") from None
    return floors


def below(metrics: Mapping[str, float | None], floors: Mapping[str, float]) -> list[str]:
    """One line for each floor that is not reached; a measure without a value reaches none."""
    missed = []
    for name, floor in floors.items():
        value = metrics.get(name)
        if value is None:
            missed.append(f"{name} has no value in this run, at least {floor:g} is asked for")
        elif not value >= floor:
            missed.append(f"{name} is {value:.4g}, at least {floor:g} is asked for")
    return missed

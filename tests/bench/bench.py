"""What is measured: on which documents, how large, how often, and where results go."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Vectors = Literal["packaged", "random", "tiny"]


@dataclass(frozen=True, slots=True)
class Bench:
    """One run of the benchmarks.

    `data` holds FRUS volumes in TEI XML, `out` what is written. `sizes` are passages, smallest first; None
    stands for all there are. `volumes` are indexed anew by each of those that are compared. `questions`
    are asked of each index; `repeats` is how often everything else is done. `vectors` says what makes the
    vectors of the large indexes.
    """

    data: Path
    out: Path
    sizes: tuple[int | None, ...] = (200, 1_000, 10_000, None)
    volumes: int = 5
    questions: int = 200
    repeats: int = 7
    vectors: Vectors = "packaged"

    @property
    def files(self) -> list[Path]:
        """The volumes, by name; excerpts, whose names begin otherwise, are left out.

        Raises:
            FileNotFoundError: there are none.
        """
        found = sorted(self.data.rglob("frus*.xml"))
        if not found:
            raise FileNotFoundError(f"{self.data} holds no frus*.xml; name their folder: DATA=folder")
        return found

    @property
    def compared(self) -> list[Path]:
        """Volumes of every length, the smallest among them."""
        files = sorted(self.files, key=lambda file: (file.stat().st_size, file.name))
        number = min(self.volumes, len(files))
        return [files[place * len(files) // number] for place in range(number)]

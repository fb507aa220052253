"""The benchmarks themselves, at a size that costs nothing: so that they still run when they are wanted."""

import shutil

import pytest

from tests.bench import adding, growth, homes, results, table
from tests.bench.apart import ROOT
from tests.bench.bench import Bench
from tests.bench.figure import Figure
from tests.bench.plot import plot


@pytest.fixture
def bench(tmp_path):
    shutil.copy(ROOT / "tests/corpus/frus-excerpt.xml", tmp_path / "frus-excerpt.xml")
    (tmp_path / "SAMPLE.xml").write_text("<TEI/>")
    return Bench(tmp_path, tmp_path / "out", (3, None), volumes=1, questions=2, repeats=1, vectors="tiny")


@pytest.mark.parametrize(
    ("figure", "target", "met"),
    [
        (Figure("a", 1.2, "s"), "", None),
        (Figure("a", 1.2, "s", at_most=1.2), "≤ 1.2 s", True),
        (Figure("a", 1.3, "s", at_most=1.2), "≤ 1.2 s", False),
        (Figure("a", 2.2, "×", at_least=2.3), "≥ 2.3 ×", False),
        (Figure("a", 1500, "MB", at_most=1200), "≤ 1,200 MB", False),
        (Figure("a", None, "s", at_most=1), "≤ 1 s", None),
    ],
)
def test_a_figure_says_whether_its_target_is_met(figure, target, met):
    assert (figure.target, figure.met) == (target, met)


def test_an_index_is_made_asked_and_kept_until_it_would_be_another(bench):
    index = homes.built(bench, bench.sizes[0])
    assert index.passages >= bench.sizes[0]
    assert index.seconds > 0
    times = growth.answer_times(index.home, index.home, "tiny", ["Who was appointed minister?"])
    assert 0 < times["median_ms"] <= times["p95_ms"]
    assert times["small_p95_ms"] > 0
    assert adding.add(index.home, str(bench.out), "tiny", repeats=1)[0] > 0
    assert homes.built(bench, bench.sizes[0]) == index
    (bench.data / "frus-other.xml").write_bytes((bench.data / "frus-excerpt.xml").read_bytes())
    assert homes.built(bench, bench.sizes[0]).home != index.home
    assert len(list((bench.out / "homes").iterdir())) == 1


def test_results_come_back_and_are_told_in_markdown(tmp_path):
    rows = [
        growth.Row(200, 5.0, 8.0, 8.0, 4.0, 700, 900, 110, "packaged"),
        growth.Row(1_000, 6.0, 9.0, 8.0, 4.0, 720, 910, None, "random"),
    ]
    results.write(tmp_path, "growth", growth.figures(rows, ""))
    found = results.read(tmp_path, ["warm", "growth"])
    assert [one.measure for one in found] == ["growth"]
    told = table.markdown(found, rows)
    assert "| its 95th percentile, over that at 200 | 1.12 × | ≤ 2 × | yes |" in told
    assert "| 1,000 | 6 ms | 9 ms | 4 ms | 720 MB | 910 MB | – | random |" in told
    assert table.table(found).row_count == len(found[0].figures)


def test_the_plot_is_drawn(tmp_path):
    plot([growth.Row(200, 5.0, 8.0, 8.0, 4.0, 700, 900, 110, "packaged")], tmp_path / "growth.svg")
    assert "<svg" in (tmp_path / "growth.svg").read_text("utf-8")


def test_a_folder_without_volumes_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="DATA=folder"):
        Bench(tmp_path, tmp_path).files  # noqa: B018

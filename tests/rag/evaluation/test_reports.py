import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from rich.console import Console

from rag.evaluation import assemble, outputs, report_html, report_table
from rag.evaluation.plots import plots
from rag.evaluation.results import Baseline, Got
from tests.rag.evaluation.made import BORDER, HARVEST, answer, citation, library, question, refusal

HOSTILE = "</details><script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7 * 7 }} $x^2$ [bold]"
QUESTIONS = (
    question("good", BORDER, tags=("number", HOSTILE), language="en", document=HOSTILE, answer=HOSTILE),
    question(f"bad {HOSTILE}", HARVEST, tags=("number",)),
    question("gone", HARVEST),
    question("none", answerable=False),
)
GOT = {
    QUESTIONS[0].id: Got(id="good", answer=answer(BORDER, timings_ms={"retrieve": 3.0}), ms=10.0),
    QUESTIONS[1].id: Got(
        id="bad", answer=answer(citation(HOSTILE), passages=[HOSTILE], text=HOSTILE), ms=20.0
    ),
    QUESTIONS[2].id: Got(id="gone", error=f"ValueError: {HOSTILE}", ms=20.0),
    QUESTIONS[3].id: Got(id="none", answer=refusal(), ms=5.0),
}
BASELINE = Baseline(results=[{"id": "good", "scores": {"correct": 0.0, "hit": 0.0}}])


@pytest.fixture(scope="module")
def evaluation():
    results = assemble.answers(QUESTIONS, GOT, library)
    return assemble.evaluation(results, {"questions": HOSTILE, "complete": True}, BASELINE)


class Elements(HTMLParser):
    """Counts elements, and lists attributes that could run or fetch something."""

    def __init__(self, page):
        super().__init__()
        self.tags = Counter()
        self.active = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        active = [name for name, value in attrs if name in ("src", "href", "action") or name.startswith("on")]
        self.active += [name for name in active if not dict(attrs)[name].startswith("#")]


def test_the_page_runs_nothing_and_fetches_nothing(evaluation):
    page = report_html.page(evaluation)
    elements = Elements(page)
    assert elements.tags["script"] == 1  # our own
    assert elements.tags["img"] == 0
    assert elements.active == []
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7 * 7 }}" in page
    assert "default-src 'none'" in page
    assert "url(" not in page.replace("url(#", "")


def test_failures_come_first(evaluation):
    outcomes = re.findall(r'data-outcome="([^"]+)"', report_html.page(evaluation))
    assert outcomes == ["failed", "wrong", "right", "refused rightly"]


def test_the_page_shows_gold_evidence_quotes_and_change(evaluation):
    page = report_html.page(evaluation)
    assert page.count(BORDER) >= 3  # evidence, quote, answer
    assert f'<blockquote class="hit">{BORDER}' in page
    assert 'data-moved="better"' in page
    assert "Against the baseline" in page


def test_plots_are_drawn_where_there_is_something_to_draw(evaluation):
    titles = [title for title, _ in plots(evaluation.results)]
    assert titles == ["Risk and coverage", "Calibration of confidence", "Time of an answer"]
    assert all(svg.startswith("<svg") and "var(--ink)" in svg for _, svg in plots(evaluation.results))
    assert plots([]) == []


def test_plots_are_the_same_each_time(evaluation):
    assert plots(evaluation.results) == plots(evaluation.results)


def test_the_table_says_the_figures_and_lists_what_failed(evaluation):
    console = Console(width=160, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    report_table.show(evaluation, console)
    console.file.close()
    text = console.export_text()
    assert re.search(r"Evidence hit +hit +0\.333 +0\.000 – 1\.000", text)
    assert "failed: gone: ValueError: </details>" in text
    assert "better: good" in text
    assert "[bold]" in text


def test_a_cell_is_never_computed_by_a_spreadsheet():
    result = assemble.answers([question('=cmd|"x"', BORDER)], {'=cmd|"x"': Got(id="x", error="-1")}, library)
    rows = outputs.table(assemble.evaluation(result, {})).splitlines()
    assert rows[1].startswith('"\'=cmd|""x""",failed,\'-1,')

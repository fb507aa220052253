"""`memocite eval`: questions in, figures out."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pydantic import JsonValue
from rich.console import Console
from rich.text import Text

from corpus.settings import Settings
from rag.evaluation import answers_file, assemble, beir, judge, last, minimums, outputs, report_table
from rag.evaluation import questions as question_sets
from rag.evaluation.circumstances import circumstances, digested
from rag.evaluation.corpora import opened
from rag.evaluation.journal import Journal
from rag.evaluation.options import STANDARD_OUTPUT, Options
from rag.evaluation.progress import shown
from rag.evaluation.questions import Question
from rag.evaluation.results import Evaluation, Got, Result, read_baseline
from rag.evaluation.run import asking, ranking, run
from rag.evaluation.subject import Subject

INTERRUPTED: Final = 130
"""Exit status after Ctrl-C, as shells have it."""

Opens = Callable[[Options, Settings, Console], Subject]


def evaluate(options: Options, settings: Settings, console: Console, opens: Opens = opened) -> int:
    """Put the questions, write and print the report; the exit status: 1 if a minimum was missed.

    Everything that can be wrong with what was asked for is found before the first question. After
    Ctrl-C what is done is reported, and the same command goes on from there.

    Raises:
        MemociteError: an input, an output or the index cannot be used.
    """
    floors = minimums.read(options.minimums)
    outputs.check(options)
    baseline = read_baseline(options.baseline) if options.baseline else None
    questions = _questions(options.questions)
    limited = questions[: options.limit]
    llm = judge.configured(settings) if options.judge else None
    given = answers_file.read(options.answers, limited) if options.answers else {}
    with closing(opens(options, settings, console)) as subject:
        known = circumstances(settings, subject.facts)
        key = _key(questions, known, subject.digest)
        journal = None if options.answers else Journal(_journal(options, settings), key)
        with journal or nullcontext():
            complete = journal is None or _put(options, subject, limited, journal, console)
            results = _results(options, subject, limited, journal.got if journal else given)
            if llm and complete:
                with shown(console, "judged") as report:
                    results = judge.judged(results, llm, report)
            evaluation = assemble.evaluation(results, known | _named(options, complete), baseline)
            _report(evaluation, options, settings, console)
            if journal and complete:
                journal.discard([question.id for question in limited])
    return _status(evaluation, floors, complete, console)


def _questions(path: Path) -> tuple[Question, ...]:
    return beir.questions(path) if beir.recognises(path) else question_sets.read(path)


def _put(
    options: Options, subject: Subject, questions: Sequence[Question], journal: Journal, console: Console
) -> bool:
    """Whether all of the questions were put; False after Ctrl-C."""
    put = ranking(subject.search) if beir.recognises(options.questions) else asking(subject.engine())
    try:
        with shown(console) as report:
            run(questions, put, journal, options.timeout_s, report)
    except KeyboardInterrupt:
        return False
    return True


def _results(
    options: Options, subject: Subject, questions: Sequence[Question], got: Mapping[str, Got]
) -> tuple[Result, ...]:
    if beir.recognises(options.questions):
        return assemble.rankings(questions, got, beir.judgements(options.questions))
    return assemble.answers(questions, got, subject.library)


def _report(evaluation: Evaluation, options: Options, settings: Settings, console: Console) -> None:
    outputs.write(evaluation, options)
    partial = options.limit or options.answers or not evaluation.settings["complete"]
    elsewhere = options.corpus or beir.recognises(options.questions)
    if not partial and not elsewhere:
        last.keep(evaluation, settings.home)
    report_table.show(evaluation, console)


def _status(evaluation: Evaluation, floors: Mapping[str, float], complete: bool, console: Console) -> int:
    missed = minimums.below(evaluation.metrics, floors)
    for line in missed:
        console.print(Text(line, style="bold red"))
    if not complete:
        done = len(evaluation.results)
        console.print(f"Stopped after {done} questions; the same command goes on from there.")
        return INTERRUPTED
    return 1 if missed else 0


def _key(questions: Sequence[Question], known: Mapping[str, JsonValue], digest: str) -> str:
    return digested(
        digest, repr(sorted(known.items())), *(question.model_dump_json() for question in questions)
    )


def _journal(options: Options, settings: Settings) -> Path:
    """Beside the first file that is written, else in the index directory."""
    for path in (options.json, options.html, options.csv):
        if path is not None and path != STANDARD_OUTPUT:
            return path.with_name(f"{path.name}.partial.jsonl")
    name = "-".join(options.questions.absolute().parts[-2:])
    return settings.home / "evaluation" / f"{name}.partial.jsonl"


def _named(options: Options, complete: bool) -> dict[str, JsonValue]:
    """What was asked for, without the machine's paths: the last two parts of each tell sets apart."""

    def name(path: Path) -> str:
        return "/".join(path.absolute().parts[-2:])

    return {
        "questions": name(options.questions),
        "corpus": [name(path) for path in options.corpus],
        "answers": name(options.answers) if options.answers else None,
        "limit": options.limit,
        "complete": complete,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
    }

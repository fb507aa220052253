from rag.evaluation.journal import Journal
from rag.evaluation.results import Got


def keep(path, key, *ids):
    with Journal(path, key) as journal:
        for id_ in ids:
            journal.append(Got(id=id_, error="no", ms=1.0))


def test_what_was_kept_is_there_again(tmp_path):
    path = tmp_path / "deep" / "run.jsonl"
    keep(path, "key", "a", "b")
    keep(path, "key", "c")
    with Journal(path, "key") as journal:
        assert list(journal.got) == ["a", "b", "c"]
        assert journal.got["b"] == Got(id="b", error="no", ms=1.0)


def test_what_another_run_kept_is_thrown_away(tmp_path):
    keep(tmp_path / "run.jsonl", "old", "a")
    with Journal(tmp_path / "run.jsonl", "new") as journal:
        assert journal.got == {}
    with Journal(tmp_path / "run.jsonl", "old") as journal:
        assert journal.got == {}


def test_a_line_cut_off_by_a_killed_process_is_dropped(tmp_path):
    path = tmp_path / "run.jsonl"
    keep(path, "key", "a", "b")
    path.write_bytes(path.read_bytes()[:-10])
    keep(path, "key", "c")
    with Journal(path, "key") as journal:
        assert list(journal.got) == ["a", "c"]


def test_nothing_is_left_of_a_run_that_is_over(tmp_path):
    with Journal(tmp_path / "run.jsonl", "key") as journal:
        journal.append(Got(id="a"))
        journal.discard(["a", "b"])
    assert list(tmp_path.iterdir()) == []


def test_what_a_larger_run_kept_outlives_a_smaller_one(tmp_path):
    with Journal(tmp_path / "run.jsonl", "key") as journal:
        journal.append(Got(id="a"))
        journal.append(Got(id="b"))
        journal.discard(["a"])
    with Journal(tmp_path / "run.jsonl", "key") as journal:
        assert list(journal.got) == ["a", "b"]

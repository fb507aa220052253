"""What an index holds after it was brought up to date, edited, emptied, made anew."""

from pathlib import Path

import pytest

from corpus.errors import ArchiveError, Mismatch
from corpus.read import Reading
from index import chunk, manifest
from index.passage import Filter
from index.plan import Verdict
from index.run import update
from tests.index.conftest import memo, reading
from tests.tiny import TinyEmbedder, text

BORDER = "The border with China is 1,300 km long."
ARMY = "The army has twenty divisions."


def ids(hits):
    return [hit.passage.document for hit in hits]


def test_what_was_added_is_found_by_meaning_and_by_words(shelf):
    assert shelf.update(reading("a", memo("a", BORDER)), reading("b", memo("b", ARMY))) == ["added", "added"]
    archive = shelf.archive()
    assert ids(archive.near("China border long", 1)) == ["a"]
    assert ids(archive.matching("divisions", 5)) == ["b"]
    assert archive.matching("divisions", 1)[0].passage.text == ARMY
    assert (len(archive), archive.frequency("border"), archive.frequency("nowhere")) == (2, 1, 0)
    assert [card.id for card in archive.cards()] == ["a", "b"]
    assert archive.document("a") == memo("a", BORDER)
    with pytest.raises(KeyError):
        archive.document("c")
    archive.close()


def test_running_twice_changes_nothing_and_embeds_nothing(shelf):
    shelf.update(reading("a", memo("a", BORDER)))
    before, seen = shelf.home.current(), shelf.embedder.seen
    assert shelf.update(reading("a", memo("a", BORDER))) == ["unchanged"]
    assert (shelf.home.current(), shelf.embedder.seen) == (before, seen)


def test_an_edited_file_replaces_what_it_gave_and_embeds_only_what_is_new(shelf):
    long = BORDER * 9
    shelf.update(reading("a", memo("a", long, ARMY * 9)))
    seen = shelf.embedder.seen
    assert shelf.update(reading("a", memo("a", long, "Peace. " * 50))) == ["updated"]
    assert not any("army" in words for words in shelf.texts()["a"])
    assert shelf.embedder.seen == seen + 1


def test_an_edited_title_changes_what_a_filter_finds(shelf):
    shelf.update(reading("a", memo("a", BORDER, date="1950")))
    shelf.update(reading("a", memo("a", BORDER, date="1960")))
    archive = shelf.archive()
    assert ids(archive.near("border", 5, Filter(since="1955"))) == ["a"]
    assert ids(archive.matching("border", 5, Filter(since="1955"))) == ["a"]
    archive.close()


def test_a_file_that_gives_another_document_takes_the_former_one_out(shelf):
    shelf.update(reading("f", memo("a", BORDER), memo("b", ARMY)))
    assert sorted(shelf.update(reading("f", memo("c", BORDER), memo("b", ARMY)))) == [
        "added",
        "removed",
        "unchanged",
    ]
    assert sorted(shelf.texts()) == ["b", "c"]


def test_other_content_under_a_taken_id_gets_an_id_of_its_own_that_stays(shelf):
    shelf.update(reading("x/memo", memo("a", BORDER)), reading("y/memo", memo("a", ARMY)))
    first, second = sorted(shelf.texts())
    assert first == "a"
    assert second.startswith("a-")
    assert shelf.update(reading("y/memo", memo("a", ARMY + " And a fleet."))) == ["updated"]
    assert sorted(shelf.texts()) == [first, second]
    assert shelf.texts()[second] == [ARMY + " And a fleet."]
    assert shelf.update(reading("y/memo", memo("a", ARMY + " And a fleet."))) == ["unchanged"]


def test_the_same_document_from_two_files_is_held_once_and_outlives_one_of_them(shelf):
    both = shelf.update(reading("x", memo("a", BORDER)), reading("y", memo("a", BORDER)))
    assert sorted(both) == ["added", "unchanged"]
    shelf.update(reading("x", memo("a", ARMY)))
    assert sorted(words for (words,) in shelf.texts().values()) == [ARMY, BORDER]


def test_the_same_words_in_two_documents_can_both_be_cited(shelf):
    shelf.update(reading("x", memo("a", BORDER)), reading("y", memo("b", BORDER)))
    archive = shelf.archive()
    assert sorted(ids(archive.near(BORDER, 5))) == ["a", "b"]
    assert sorted(ids(archive.matching("border", 5))) == ["a", "b"]
    archive.close()


def test_what_is_removed_is_gone_and_may_come_back(shelf):
    shelf.update(reading("x", memo("a", BORDER)), reading("y", memo("b", ARMY)))
    assert shelf.update(remove=["a"]) == ["removed"]
    archive = shelf.archive()
    assert ids(archive.near(BORDER, 5)) == ["b"]
    assert (archive.matching("border", 5), archive.frequency("border"), len(archive)) == ([], 0, 1)
    archive.close()
    assert shelf.update(reading("x", memo("a", BORDER))) == ["added"]
    assert sorted(shelf.texts()) == ["a", "b"]


def test_removing_what_is_not_there_says_so(shelf):
    shelf.update(reading("x", memo("a", BORDER)))
    with pytest.raises(ArchiveError, match=r"no document 'zz'; `memocite docs` lists them"):
        shelf.update(remove=["zz"])


def test_a_file_that_cannot_be_read_keeps_what_it_gave_before(shelf):
    shelf.update(reading("x", memo("a", BORDER)))
    assert shelf.update(reading("x", problem="x: not text"), reading("y", memo("b", ARMY))) == [
        "failed",
        "added",
    ]
    assert sorted(shelf.texts()) == ["a", "b"]


def test_what_a_reader_missed_is_told_in_every_run_and_is_no_problem(shelf):
    half = Reading(Path("a"), (memo("a", BORDER),), "", "a: no text on page 2 of 2")
    for state in ("added", "unchanged"):
        verdicts = update(shelf.home, shelf.embedder, [half])
        assert verdicts == [Verdict("a", "a", state, notice="a: no text on page 2 of 2")]


def test_a_model_that_fails_on_a_document_leaves_its_former_passages(shelf):
    shelf.update(reading("x", memo("a", BORDER)))
    shelf.embedder.fail_on = "poison"
    states = shelf.update(
        reading("x", memo("a", "poison")),
        reading("y", memo("b", ARMY)),
        reading("z", memo("c", "More poison.")),
    )
    assert sorted(states) == ["added", "failed", "failed"]
    assert shelf.texts() == {"a": [BORDER], "b": [ARMY]}
    shelf.embedder.fail_on = ""
    assert shelf.update(reading("x", memo("a", "poison")), reading("z", memo("c", "More poison."))) == [
        "updated",
        "added",
    ]
    assert shelf.texts() == {"a": ["poison"], "b": [ARMY], "c": ["More poison."]}


def test_a_model_that_fails_on_the_new_name_of_a_file_leaves_the_old_document(shelf):
    shelf.update(reading("x", memo("a", BORDER)))
    shelf.embedder.fail_on = "poison"
    assert shelf.update(reading("x", memo("b", "poison"))) == ["failed"]
    assert shelf.texts() == {"a": [BORDER]}


def test_another_model_of_the_same_dimension_is_refused_with_the_command_that_mends_it(shelf):
    shelf.update(reading("x", memo("a", BORDER)))
    shelf.embedder = TinyEmbedder("other")
    with pytest.raises(Mismatch, match=r"embedding model tiny, not by other.*memocite index --rebuild"):
        shelf.archive()
    with pytest.raises(Mismatch, match="memocite index --rebuild"):
        shelf.update(reading("y", memo("b", ARMY)))
    shelf.rebuild()
    assert shelf.texts() == {"a": [BORDER]}


def test_another_chunker_is_refused(shelf, monkeypatch):
    shelf.update(reading("x", memo("a", BORDER)))
    monkeypatch.setattr(chunk, "VERSION", chunk.VERSION + 1)
    with pytest.raises(Mismatch, match=r"chunker.*memocite index --rebuild"):
        shelf.archive()
    shelf.rebuild()
    assert shelf.texts() == {"a": [BORDER]}


def test_filters_keep_what_they_name(shelf):
    both = [
        text(("text", None, ["Границата е дълга."]), language="bg"),
        text(("text", None, ["The border is long."]), role="translation"),
    ]
    shelf.update(
        reading("x", memo("a", texts=both, archive="Wilson Center", date="1973-10-30")),
        reading("y", memo("b", "The border again.", date="1966")),
        reading("z", memo("c", "The border, undated.", date="")),
    )
    archive = shelf.archive()
    cases = [
        (Filter(documents=frozenset({"b", "c"})), {"b", "c"}),
        (Filter(languages=frozenset({"bg"})), {"a"}),
        (Filter(archives=frozenset({"Wilson Center"})), {"a"}),
        (Filter(since="1970"), {"a"}),
        (Filter(until="1970"), {"b"}),
        (Filter(since="1966-05", until="1966-06"), {"b"}),
        (Filter(since="1973-10-31"), set()),
        (Filter(), {"a", "b", "c"}),
    ]
    for where, kept in cases:
        assert set(ids(archive.near("border", 9, where))) == kept, where
        assert set(ids(archive.matching("border граница", 9, where))) == kept, where
    archive.close()


def test_a_blank_document_is_kept_and_found_by_nothing(shelf):
    assert shelf.update(reading("x", memo("a", "  ")), reading("y", memo("b", ARMY))) == ["added", "added"]
    assert shelf.texts() == {"a": [], "b": [ARMY]}


def test_an_index_without_passages_answers_with_nothing(shelf):
    shelf.update(reading("x", memo("a", " ")))
    archive = shelf.archive()
    assert archive.near("border", 5) == archive.matching("border", 5) == []
    archive.close()


def test_making_it_anew_embeds_nothing_and_holds_the_same(shelf):
    shelf.update(reading("x", memo("a", BORDER)), reading("y", memo("b", ARMY)))
    before, seen = shelf.texts(), shelf.embedder.seen
    shelf.rebuild()
    assert (shelf.texts(), shelf.embedder.seen) == (before, seen)
    assert shelf.update(reading("x", memo("a", BORDER))) == ["unchanged"]


def test_progress_counts_documents_passages_and_vectors(shelf):
    told = []
    shelf.update(reading("x", memo("a", BORDER, ARMY * 12)), report=told.append)
    last = told[-1]
    assert (last.documents, last.passages, last.embedded, last.stored, last.source) == (1, 2, 2, 2, "x")


def test_nothing_is_stored_before_everything_is_embedded(shelf, monkeypatch):
    told = []
    readings = [reading(name, memo(name, f"{name} {ARMY}" * 12)) for name in "abc"]
    monkeypatch.setattr("index.build.GROUP", 1)
    monkeypatch.setattr("index.draft.SLICE", 1)
    shelf.update(*readings, report=told.append)
    storing = [one for one in told if one.stored]
    assert [one.stored for one in storing] == list(range(1, storing[-1].passages + 1))
    assert {one.embedded for one in storing} == {storing[-1].passages}


def test_removed_words_no_longer_stand_in_any_file(shelf):
    shelf.update(reading("x", memo("a", "The zyzzyva files.")), reading("y", memo("b", ARMY)))
    shelf.update(remove=["a"])
    for path in shelf.root.rglob("*"):
        if path.is_file():
            assert b"zyzzyva" not in path.read_bytes(), path


def test_a_filter_that_keeps_few_misses_none_of_them(shelf):
    shelf.update(*[reading(str(n), memo(f"m{n:03}", f"Divisions number {n}.", ARMY)) for n in range(60)])
    archive = shelf.archive()
    kept = {f"m{n:03}" for n in range(0, 60, 7)}
    for query in ("number 7", ARMY, BORDER):
        hits = archive.near(query, 100, Filter(documents=frozenset(kept)))
        assert set(ids(hits)) == kept
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    archive.close()


def test_an_index_that_another_version_laid_out_is_made_anew(shelf, monkeypatch):
    shelf.update(reading("a", memo("a", BORDER)))
    monkeypatch.setattr("index.manifest.LAYOUT", manifest.LAYOUT + 1)
    with pytest.raises(Mismatch, match="memocite index --rebuild"):
        shelf.archive()
    shelf.rebuild()
    assert shelf.texts() == {"a": [BORDER]}

import gc
import threading
from io import BytesIO

import pytest
from pypdf import PdfWriter

from corpus.errors import ArchiveError
from index.passage import Filter
from rag.engine import Engine
from tests.corpus.made import page, pdf, picture
from tests.rag.shelved import EMBEDDER, CountingEncoder, MemoryArchive, ranker
from tests.tiny import document
from tests.ui.fake import FakeArchive, FakeEngine
from ui import own
from ui.bringing import FILES, Collection
from ui.opening import Opening
from ui.visit import Visit, ask


@pytest.fixture
def files(tmp_path):
    def write(**named):
        (tmp_path / "up").mkdir(exist_ok=True)
        made = []
        for name, words in named.items():
            path = tmp_path / "up" / f"{name}.txt"
            path.write_bytes(words if isinstance(words, bytes) else words.encode())
            made.append(path)
        return made

    return write


def brought(visit, paths, keep=None, opening=None):
    opening = opening or Opening(lambda report: FakeEngine())
    return [str(shown) for shown in own.bring(visit, paths, opening, keep)]


def test_each_file_gets_a_verdict_and_a_bad_one_stops_no_other(files):
    visit = Visit()
    last = brought(visit, files(good="The dam was built in 1931.\n\nIt broke.", bad=b"\x00\xff\xfe\x00\x01"))[
        -1
    ]
    assert "<strong>good.txt</strong> is here" in last
    assert 'class="failed"><strong>bad.txt</strong>' in last
    assert "visit-" not in last.replace("visit's", "")
    assert len(visit.own.cards()) == 1


def test_a_verdict_says_which_pages_held_no_text(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))  # No tesseract here.
    writer = PdfWriter(BytesIO(pdf([page("The dam was built in 1931.")])))
    writer.append(BytesIO(picture("Scanned words", "PDF")))
    writer.write(tmp_path / "half.pdf")
    last = brought(Visit(), [tmp_path / "half.pdf"])[-1]
    assert "<strong>half.pdf</strong> is here" in last
    assert "<small>half.pdf: no text on page 2 of 2; for scans install OCR" in last


def test_what_one_visitor_brings_no_other_sees(files):
    one, two = Visit(), Visit()
    brought(one, files(mine="The dam was built in 1931."))
    brought(two, files(other="The mill was sold in 1950."))
    engine = FakeEngine()
    (mine,), (other,) = one.own.cards(), two.own.cards()
    assert mine.id not in {card.id for card in two.cards(engine)}
    with pytest.raises(KeyError):
        two.document(engine, mine.id)
    assert one.document(engine, mine.id).id == mine.id
    assert other.id in {card.id for card in two.cards(engine)}


def test_a_memo_whose_id_the_archive_has_too_is_searched_and_cited_beside_it(files):
    shared = MemoryArchive(document("report", "The dam on the river was built in 1931."))
    shared.embedder = EMBEDDER
    opening = Opening(lambda report: Engine(shared, ranker(CountingEncoder()), 0.0, 4000))
    visit = Visit()
    brought(visit, files(report="The mill by the river was sold in 1950."), opening=opening)
    for question, year in [("When was the dam built?", "1931"), ("When was the mill sold?", "1950")]:
        *_, shown = ask(question, visit, Filter(), opening, 4000)
        assert f"{year}.</blockquote>" in shown
        assert "withheld" not in shown


def test_a_memo_keeps_its_own_id_when_it_is_brought_again_edited(files):
    engine, visit = FakeEngine(document("report", "The dam was built in 1931.")), Visit()
    opening = Opening(lambda report: engine)
    brought(visit, files(report="The mill was sold in 1950."), opening=opening)
    (first,) = visit.own.cards()
    assert first.id != "report"
    assert "is here, anew" in brought(visit, files(report="It was sold in 1951."), opening=opening)[-1]
    assert [card.id for card in visit.own.cards()] == [first.id]


def test_when_a_visit_ends_its_documents_are_gone_unless_they_may_stay(files, tmp_path):
    visit = Visit()
    brought(visit, files(mine="The dam was built in 1931."))
    folder = visit.brought._folder
    assert folder.exists()
    visit.end()
    assert not folder.exists()
    assert visit.own is None
    brought(visit, files(mine="The dam was built in 1931."), keep=tmp_path / "kept")
    visit.end()
    assert len(list((tmp_path / "kept").glob("*/files/mine.txt"))) == 1


@pytest.mark.parametrize("kept", ["", "kept"])
def test_what_a_visitor_removes_is_deleted_even_where_it_may_stay(files, tmp_path, kept):
    visit = Visit()
    brought(visit, files(mine="The dam was built in 1931."), keep=tmp_path / kept if kept else None)
    folder = visit.brought._folder
    visit.discard()
    assert not folder.exists()
    assert visit.own is None
    assert "is here" in brought(visit, files(mine="The dam was built in 1931."))[-1]


def test_what_is_removed_while_it_is_added_is_deleted_afterwards(files, tmp_path):
    collection = Collection(FakeArchive(), tmp_path / "kept")
    removing = threading.Thread(target=collection.discard)

    def told(progress):
        if not removing.ident:
            removing.start()

    (verdict,) = collection.add(files(mine="The dam was built in 1931."), told)
    removing.join(10)
    assert verdict.state == "added"
    assert list((tmp_path / "kept").iterdir()) == []
    assert collection.archive is None


def test_documents_of_a_visit_that_is_forgotten_are_gone_too(files):
    visit = Visit()
    brought(visit, files(mine="The dam was built in 1931."))
    folder = visit.brought._folder
    del visit
    gc.collect()
    assert not folder.exists()


def test_more_can_be_brought_later_and_the_same_again_is_told_so(files):
    visit = Visit()
    brought(visit, files(one="The dam was built in 1931."))
    brought(visit, files(two="The mill was sold in 1950."))
    assert len(visit.own.cards()) == 2
    assert "was here already" in brought(visit, files(two="The mill was sold in 1950."))[-1]


def test_too_many_files_are_refused(files):
    visit = Visit()
    many = files(**{f"n{n}": f"Memo {n}." for n in range(FILES + 1)})
    assert f"You may bring {FILES} files in all." in brought(visit, many)[-1]


def test_a_file_keeps_to_its_folder(tmp_path):
    outside = tmp_path / "up" / "x.txt"
    outside.parent.mkdir()
    outside.write_text("The dam was built in 1931.")
    collection = Collection(FakeArchive())
    collection.add([outside.parent / ".." / "up" / "x.txt"], lambda progress: None)
    assert [path.name for path in (collection._folder / "files").iterdir()] == ["x.txt"]
    collection.close()


def test_what_is_brought_is_embedded_by_the_archives_own_embedder(files):
    engine, visit = FakeEngine(), Visit()
    brought(visit, files(mine="The dam was built in 1931."), opening=Opening(lambda report: engine))
    assert visit.own.embedder is engine.archive.embedder
    assert engine.archive.embedder.seen == 1


def test_where_the_archive_cannot_be_opened_the_reason_is_shown(files):
    def fail(report):
        raise ArchiveError("the index is damaged; rebuild it")

    visit = Visit()
    last = brought(visit, files(mine="The dam was built in 1931."), opening=Opening(fail))[-1]
    assert "the index is damaged; rebuild it" in last
    assert visit.brought is None

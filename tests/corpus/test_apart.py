import pytest

from corpus import apart
from corpus.errors import ReadError


def test_a_document_comes_back_whole():
    document, notice = apart.read("# Coal\n\nЖелязо.".encode(), "folder/memo.md")
    assert document.title == "Coal"
    assert document.texts[0].body == "Coal\n\nЖелязо."
    assert notice == ""


def test_a_problem_comes_back_as_it_was_said():
    with pytest.raises(ReadError, match=r"^folder/memo\.md: the file is empty"):
        apart.read(b"", "folder/memo.md")


def test_a_file_that_takes_too_long_is_given_up():
    with pytest.raises(ReadError, match=r"^memo\.md: not read within 0 s"):
        apart.read(b"words", "memo.md", seconds=0.001)


def test_a_crash_of_the_reader_is_a_problem_of_the_file(monkeypatch):
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(ReadError, match=r"^memo\.md: damaged \(the reader crashed\)"):
        apart.read(b"words", "memo.md")


def test_secrets_of_the_environment_stay_outside(monkeypatch, tmp_path):
    said = tmp_path / "said"
    fake = tmp_path / "python"
    fake.write_text(f"#!/bin/sh\nenv > {said}\nexit 3\n")
    fake.chmod(0o755)
    monkeypatch.setenv("MEMOCITE_LLM_API_KEY", "secret")
    monkeypatch.setattr("sys.executable", str(fake))
    with pytest.raises(ReadError):
        apart.read(b"words", "memo.md")
    assert "secret" not in said.read_text()


def test_nothing_in_the_current_folder_is_run(monkeypatch, tmp_path):
    for name in ("corpus", "markdown_it", "pickle"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)
    document, _ = apart.read(b"# Coal", "memo.md")
    assert document.title == "Coal"

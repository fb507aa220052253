import pytest

from tests.rag.llm import made


@pytest.fixture(scope="package")
def archive(tmp_path_factory):
    opened = made.archive(tmp_path_factory.mktemp("index"))
    yield opened
    opened.close()

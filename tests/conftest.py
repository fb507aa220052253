"""What every test gets: no network model look-ups, and an index directory of its own."""

import os

import pytest

from corpus.settings import settings

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("MEMOCITE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MEMOCITE_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    yield
    settings.cache_clear()

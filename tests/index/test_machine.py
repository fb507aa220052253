"""An index against a dictionary: whatever is added, edited, removed, killed and opened again, both agree.

A kill is an exception at one of the writer's steps that no clean-up follows: the real thing, which costs
more, is in test_killed.py.
"""

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from index import manifest
from index.catalog import Catalog
from index.draft import Draft
from index.embeddings import Embeddings
from index.home import Home
from index.vectors import Store
from index.words import WordsWriter
from tests.index.conftest import Shelf, memo, reading

NAMES = ("a", "b", "c")
WORDS = ("border", "army", "peace", "grain")

STEPS = (
    (Catalog, "put"),
    (Catalog, "drop"),
    (Catalog, "link"),
    (Catalog, "close"),
    (Embeddings, "made"),
    (Embeddings, "forget"),
    (Store, "add"),
    (Store, "drop"),
    (WordsWriter, "add"),
    (WordsWriter, "close"),
    (Draft, "publish"),
    (manifest, "seal"),
    (Home, "draft"),
    (Home, "publish"),
    (Home, "sweep"),
)


class Killed(BaseException):
    """Stands for a process that is no more."""


class Fuse:
    """Lets a number of steps pass, then kills; before the step or, every other time, just after it."""

    def __init__(self, steps):
        self.left = steps

    def around(self, step):
        def fused(*arguments, **named):
            self.left -= 1
            if self.left == 0:
                raise Killed
            made = step(*arguments, **named)
            if self.left == 1:
                self.left = 0
                raise Killed
            return made

        return fused


def killing(steps):
    """Every writing step counts down; nothing is cleaned up after the kill."""
    fuse, stack = Fuse(steps), ExitStack()
    for owner, name in STEPS:
        stack.enter_context(patch.object(owner, name, fuse.around(getattr(owner, name))))
    stack.enter_context(patch.object(Draft, "discard", lambda draft: None))
    return stack


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
states = st.dictionaries(st.sampled_from(NAMES), texts, min_size=1)


class Machine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = tempfile.mkdtemp()
        self.shelf = Shelf(Path(self.folder) / "home")
        self.held = {}
        self.archive = None

    def teardown(self):
        self.close()
        shutil.rmtree(self.folder)

    @rule(state=states)
    def add(self, state):
        self.shelf.update(*self.readings(state))
        self.held |= state

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def remove(self, data):
        name = data.draw(st.sampled_from(sorted(self.held)))
        self.shelf.update(remove=[name])
        del self.held[name]

    @precondition(lambda self: self.shelf.home.current())
    @rule()
    def rebuild(self):
        self.shelf.rebuild()

    @rule(state=states, steps=st.integers(1, 40))
    def die_adding(self, state, steps):
        before = self.held
        try:
            with killing(steps):
                self.shelf.update(*self.readings(state))
        except Killed:
            if self.shelf.home.current() is None or self.seen() == before:
                return
        self.held = before | state

    @precondition(lambda self: self.held)
    @rule(steps=st.integers(1, 40))
    def die_rebuilding(self, steps):
        try:
            with killing(steps):
                self.shelf.rebuild()
        except Killed:
            pass

    @precondition(lambda self: self.archive)
    @rule()
    def close(self):
        if self.archive:
            self.archive.close()
        self.archive = None

    @precondition(lambda self: self.shelf.home.current())
    @invariant()
    def agree(self):
        self.archive = self.archive or self.shelf.archive()
        assert self.seen() == self.held
        assert len(self.archive) == len(self.held)
        for word in WORDS:
            holders = {f"Memo {name}" for name, text in self.held.items() if word in text.split()}
            hits = self.archive.matching(word, 9)
            assert {self.archive.document(hit.passage.document).title for hit in hits} == holders
        near = self.archive.near("border", 9)
        assert sorted(hit.passage.text for hit in near) == sorted(self.held.values())

    def seen(self):
        archive = self.archive or self.shelf.archive()
        try:
            return {card.id: archive.passages(card.id)[0].text for card in archive.cards()}
        finally:
            if archive is not self.archive:
                archive.close()

    @staticmethod
    def readings(state):
        return [reading(name, memo(name, text)) for name, text in state.items()]


Machine.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=10,
    deadline=None,
    # Shrinking a failure would take longer than reading it: it has at most ten steps.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestMachine = Machine.TestCase

"""The house itself: which way imports run, how large a file may be, what the lock and the README say."""

import ast
import re
import sys
import tomllib
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from corpus.settings import Settings

ROOT = Path(__file__).parents[1]
STOREYS = ("corpus", "index", "rag", "ui")
MODULES = [path for storey in STOREYS for path in sorted((ROOT / storey).rglob("*.py"))]
MOST_LINES = 300


def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def pins(name):
    lines = (ROOT / name).read_text("utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    return {canonicalize_name(pin.name): pin for pin in found}


def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def project():
    return pyproject()["project"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path):
    storey = STOREYS.index(path.relative_to(ROOT).parts[0])
    above = {name for name in imported(path) if name.split(".")[0] in STOREYS[storey + 1 :]}
    assert not above
    assert not {name for name in imported(path) if name.split(".")[0] == "tests"}


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("chromadb", {"index/vectors.py", "index/trust.py"}),
        ("tantivy", {"index/words.py"}),
        ("bibtexparser", {"rag/export.py"}),
        ("rispy", {"rag/export.py"}),
        ("typer", {"ui/cli.py"}),
    ],
)
def test_an_outside_library_is_imported_in_one_place(library, home):
    importers = {path for path in MODULES if library in {name.split(".")[0] for name in imported(path)}}
    assert {str(path.relative_to(ROOT)) for path in importers} <= home


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))], ids=str)
def test_no_file_is_long(path):
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


def test_a_wheel_takes_every_data_file_along():
    named = pyproject()["tool"]["setuptools"]["package-data"]
    for path in (path for storey in STOREYS for path in (ROOT / storey).rglob("*")):
        if path.suffix in (".py", ".pyc") or path.is_dir() or ROOT / "rag/training" in path.parents:
            continue
        package = next(folder for folder in path.parents if (folder / "__init__.py").exists())
        patterns = named.get(".".join(package.relative_to(ROOT).parts), [])
        file = path.relative_to(package).as_posix()
        assert any(fnmatch(file, pattern) for pattern in patterns), path


def test_the_lock_holds_every_dependency_within_its_range():
    locked = pins("requirements.txt")
    for wanted in map(Requirement, project()["dependencies"]):
        (version,) = locked[canonicalize_name(wanted.name)].specifier
        assert version.operator == "=="
        assert wanted.specifier.contains(version.version)


def test_what_is_imported_is_declared():
    wanted = project()["dependencies"] + project()["optional-dependencies"]["training"]
    declared = {canonicalize_name(Requirement(one).name) for one in wanted}
    distributions = packages_distributions()
    for path in MODULES:
        for name in {name.split(".")[0] for name in imported(path)} - sys.stdlib_module_names - set(STOREYS):
            assert declared & {canonicalize_name(dist) for dist in distributions.get(name, [name])}, (
                f"{path}: {name}"
            )


def test_the_lock_for_development_holds_every_tool():
    locked = pins("requirements-dev.txt") | pins("requirements.txt")
    for wanted in map(Requirement, project()["optional-dependencies"]["dev"]):
        assert canonicalize_name(wanted.name) in locked


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_pins_versions_and_names_no_place(name):
    for line in (ROOT / name).read_text("utf-8").splitlines():
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; .+)?", line)


def test_the_space_gets_the_processor_build_of_the_locked_torch():
    assert f"{pins('requirements.txt')['torch']}+cpu" == str(pins("pre-requirements.txt")["torch"])


def test_the_readme_explains_every_setting():
    readme = (ROOT / "README.md").read_text("utf-8")
    missing = [name for name in Settings.model_fields if f"`MEMOCITE_{name.upper()}`" not in readme]
    assert not missing


def test_the_readme_is_a_spaces_front_page():
    front = (ROOT / "README.md").read_text("utf-8").split("---\n")[1]
    said = dict(re.findall(r'^(\w+): "?([^"\n]*)"?$', front, re.MULTILINE))
    assert said["sdk"] == "gradio"
    assert said["sdk_version"] == str(pins("requirements.txt")["gradio"].specifier).removeprefix("==")
    assert said["python_version"] == "3.12"
    assert (ROOT / said["app_file"]).is_file()


@pytest.mark.parametrize(
    "page", ["README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
)
def test_the_files_that_a_page_points_at_are_there(page):
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", (ROOT / page).read_text("utf-8"))
    folder = (ROOT / page).parent
    assert [target for target in targets if not (folder / target).exists()] == []


def test_every_page_of_the_documentation_is_in_its_index():
    index = (ROOT / "docs/README.md").read_text("utf-8")
    pages = [path.name for path in (ROOT / "docs").glob("*.md") if path.name != "README.md"]
    assert [page for page in pages if f"({page})" not in index] == []

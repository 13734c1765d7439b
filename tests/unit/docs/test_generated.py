"""The documentation is true: generated pages are fresh, commands, codes and dependencies are told, links lead somewhere."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from importlib.metadata import packages_distributions
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
GENERATED = ("input.md", "checks.md", "commands.md")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), ROOT / "styles" / "fonts" / "README.md"])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages as the generator makes them now, whatever the language of the one who runs it."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, str(ROOT / "scripts" / "make-docs"), "--output", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "REPORTGEN_LANG": "en"}, cwd=folder)
    return folder


def test_the_generator_makes_these_pages(fresh: Path) -> None:
    assert sorted(path.name for path in fresh.iterdir()) == sorted(GENERATED)


@pytest.mark.parametrize("name", GENERATED)
def test_generated_pages_are_fresh(fresh: Path, name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == (fresh / name).read_text(encoding="utf-8"), (
        f"docs/{name} is stale: run scripts/make-docs"
    )


def commands() -> dict[str, click.Command]:
    from reportgen.cli.main import cli

    return dict(cli.commands)


def test_every_command_and_option_is_documented() -> None:
    sections = re.split(r"^## reportgen (\S+)$", (DOCS / "commands.md").read_text(encoding="utf-8"), flags=re.M)
    documented = dict(zip(sections[1::2], sections[2::2], strict=True))
    assert set(documented) == set(commands())
    for name, command in commands().items():
        assert command.help, name
        assert command.get_short_help_str(), name
        for option in (param for param in command.params if isinstance(param, click.Option)):
            assert option.help, (name, option.name)
            for spelling in option.opts:
                assert f"`{spelling}" in documented[name], (name, spelling)


def told_codes() -> Counter[str]:
    """Codes at the beginning of a table row of docs/checks.md."""
    page = (DOCS / "checks.md").read_text(encoding="utf-8")
    return Counter(re.findall(r"^\| `?([A-Z]+\d+[a-z]?)`? \|", page, flags=re.M))


def test_every_load_error_is_documented_once() -> None:
    raised: set[str] = set()
    for path in (ROOT / "reportgen").rglob("*.py"):
        raised |= set(re.findall(r'"(L\d{3})"', path.read_text(encoding="utf-8")))
    told = told_codes()
    assert {code for code in told if code.startswith("L")} == raised
    assert set(told.values()) == {1}


def test_every_rule_is_documented() -> None:
    from reportgen.check import RULES

    assert RULES
    assert {code for code in told_codes() if not code.startswith("L")} == set(RULES)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build = [line for line in (ROOT / "scripts" / "build-requirements.in").read_text().splitlines() if line[:1] != "#"]
    declared = {
        "运行时": project["project"]["dependencies"],
        "开发时": project["project"]["optional-dependencies"]["dev"],
        "打包": build,
    }
    sections = re.split(r"^## (\S+)$", (DOCS / "dependencies.md").read_text(encoding="utf-8"), flags=re.M)
    told = dict(zip(sections[1::2], sections[2::2], strict=True))
    for section, requirements in declared.items():
        names = {re.split(r"[<>=~!\[; ]", requirement, maxsplit=1)[0] for requirement in requirements}
        rows = re.findall(r"^\| ([a-z][\w-]*) \|", told[section], flags=re.M)
        assert set(rows) == names, section


def test_every_import_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=~!\[; ]", requirement, maxsplit=1)[0] for requirement in project["dependencies"]}
    declared.add("markupsafe")  # jinja2's own type for escaped text, which comes with it
    distributions = packages_distributions()
    for path in (ROOT / "reportgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for top in {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"reportgen"}:
                assert {name.lower() for name in distributions[top]} & declared, f"{path.name}: {top}"


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made from the words of the heading."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_resolve(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for link in LINK.findall(text):
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        assert target.is_relative_to(ROOT), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


def test_every_page_is_reached_from_the_front() -> None:
    for front in ("README.md", "README.en.md"):
        links = {link.partition("#")[0] for link in LINK.findall((ROOT / front).read_text(encoding="utf-8"))}
        assert {f"docs/{page.name}" for page in DOCS.glob("*.md")} <= links, front

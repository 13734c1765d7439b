"""The house: imports go one way, money is exact, nothing typed into templates, files stay readable."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "reportgen"
ORDER = ["model", "load", "compute", "check", "render", "publish", "cli"]
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "styles").rglob("*.css"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))


def rooms_imported(path: Path) -> set[str]:
    """The packages of ours that a module imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module)
    return {name.split(".")[1] for name in names if name.startswith("reportgen.")}


@pytest.mark.parametrize("path", [p for p in MODULES if p.parent != PACKAGE], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    allowed = set(ORDER[: ORDER.index(room) + 1])
    assert rooms_imported(path) - {"resources"} <= allowed


def test_every_room_is_there() -> None:
    assert {p.name for p in PACKAGE.iterdir() if p.is_dir() and (p / "__init__.py").exists()} == set(ORDER)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_stay_readable(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("room", ["model", "compute", "check"])
def test_money_never_meets_a_binary_fraction(room: str) -> None:
    for path in (PACKAGE / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"{path}: {ast.dump(node)}"
            assert not (isinstance(node, ast.Name) and node.id == "float"), f"{path}:{node.lineno}"


def test_templates_name_figures_and_type_no_number() -> None:
    assert TEMPLATES
    for path in TEMPLATES:
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert not re.search(r"\d+\.\d{2}|\d ?万元", text), path
        for expression in re.findall(r"\{[{%](.*?)[%}]\}", text, flags=re.S):
            bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", expression).strip("-").strip()
            assert not re.search(r"[\w)\]]\s*[+*/%]\s*[\w(]|[\w)\]]\s+-\s+[\w(]", bare), f"{path}: {expression}"


def test_no_province_in_the_product() -> None:
    for path in [
        *MODULES,
        *(
            p
            for room in ("templates", "styles")
            for p in (ROOT / room).rglob("*")
            if p.suffix != ".ttf" and "__pycache__" not in p.parts
        ),
    ]:
        if path.is_file():
            assert "新疆" not in path.read_text(encoding="utf-8"), path


def loaded_by(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter holds after running ``code``."""
    script = f"{code}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_help_imports_no_heavy_library() -> None:
    heavy = {"pandas", "numpy", "jinja2", "weasyprint", "matplotlib", "openpyxl", "yaml", "attrs", "attr"}
    assert not loaded_by("import reportgen.cli.main") & heavy


def test_check_imports_neither_pages_nor_charts() -> None:
    code = (
        "from pathlib import Path\nfrom reportgen.publish.build import findings_of\n"
        "findings_of(Path('examples/minimal/budget.yaml'))"
    )
    assert not loaded_by(code) & {"weasyprint", "matplotlib", "openpyxl"}

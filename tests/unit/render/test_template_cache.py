"""Compiled templates are kept for shipped layouts alone, and used only for the source they were made from."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from reportgen.render.template_cache import TemplateCache


@pytest.fixture(autouse=True)
def _writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def engine(templates: Path, folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(templates), bytecode_cache=TemplateCache(folder, folder), autoescape=True
    )


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


def test_a_template_is_kept_and_follows_its_source(tmp_path: Path) -> None:
    template = tmp_path / "layout" / "a.html.j2"
    template.parent.mkdir()
    template.write_text("one", encoding="utf-8")
    assert engine(template.parent, tmp_path).get_template("a.html.j2").render() == "one"
    (file,) = kept(tmp_path)
    before = file.read_bytes()
    assert engine(template.parent, tmp_path).get_template("a.html.j2").render() == "one"
    assert file.read_bytes() == before
    template.write_text("two", encoding="utf-8")
    assert engine(template.parent, tmp_path).get_template("a.html.j2").render() == "two"
    assert kept(tmp_path) == [file]
    assert file.read_bytes() != before


def test_the_kept_code_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html.j2").write_text("one", encoding="utf-8")
    engine(tmp_path, tmp_path).get_template("a.html.j2")
    again = engine(tmp_path, tmp_path)
    monkeypatch.setattr(again, "compile", lambda *_args, **_more: pytest.fail("compiled again"))
    assert again.get_template("a.html.j2").render() == "one"


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "a.html.j2").write_text("one", encoding="utf-8")
    engine(tmp_path, tmp_path).get_template("a.html.j2")
    (file,) = kept(tmp_path)
    file.write_bytes(b"damaged")
    assert engine(tmp_path, tmp_path).get_template("a.html.j2").render() == "one"


def test_templates_from_elsewhere_are_not_kept(tmp_path: Path) -> None:
    own, ours = tmp_path / "own", tmp_path / "ours"
    for folder in (own, ours):
        folder.mkdir()
    (own / "a.html.j2").write_text("own", encoding="utf-8")
    assert engine(own, ours).get_template("a.html.j2").render() == "own"
    nameless = Environment(loader=DictLoader({"x": "text"}), bytecode_cache=TemplateCache(ours, ours), autoescape=True)
    assert nameless.get_template("x").render() == "text"
    assert kept(ours) == []


def test_nothing_is_written_when_python_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "a.html.j2").write_text("one", encoding="utf-8")
    assert engine(tmp_path, tmp_path).get_template("a.html.j2").render() == "one"
    assert kept(tmp_path) == []


def test_the_prefix_for_compiled_files_is_honoured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    (tmp_path / "a.html.j2").write_text("one", encoding="utf-8")
    assert engine(tmp_path, tmp_path).get_template("a.html.j2").render() == "one"
    assert kept(tmp_path) == []
    assert len([path for path in (tmp_path / "elsewhere").rglob("template-*") if path.is_file()]) == 1


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.html.j2").write_text("one", encoding="utf-8")
    (tmp_path / "__pycache__").write_text("a file stands where the folder should be", encoding="utf-8")
    assert engine(tmp_path, tmp_path).get_template("a.html.j2").render() == "one"

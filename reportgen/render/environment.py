"""The template engine: sandboxed, escaping, strict about names, with nothing of the file system but template folders."""

from __future__ import annotations

import traceback
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reportgen.model.diagnostic import Diagnostic, InputError, RenderError, ReportgenError
from reportgen.model.language import say
from reportgen.model.place import Place
from reportgen.render.direction import one_direction
from reportgen.render.layout_files import file_name
from reportgen.render.resources import resource_dir

if TYPE_CHECKING:
    from jinja2 import Template

    from reportgen.render.layout import Layout
    from reportgen.render.sandbox import Sandbox

SUFFIX: Final = ".html.j2"
"""What a template's name ends in; nothing else is read as one."""
LONGEST: Final = 200_000
"""Bytes of a template."""


def find_template(name: str, folders: tuple[Path, ...]) -> Path | None:
    """The first file of that relative name that lies inside its folder, links resolved; None when there is none."""
    parts = name.split("/")
    if not name.endswith(SUFFIX) or any(part in ("", ".", "..") or "\\" in part for part in parts):
        return None
    for folder in folders:
        path = folder.joinpath(*parts)
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path
    return None


def environment(folders: tuple[Path, ...]) -> Sandbox:
    """The engine for these template folders; compiled templates are kept until a file of theirs changes."""
    files = (path for folder in folders for path in sorted(folder.rglob(f"*{SUFFIX}")))
    return _environment(folders, tuple((path, path.stat().st_mtime_ns) for path in files if path.is_file()))


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...], _state: tuple[tuple[Path, int], ...]) -> Sandbox:
    """The engine for the folders in one state of their files."""
    from jinja2 import FunctionLoader, StrictUndefined

    from reportgen.render.sandbox import Sandbox
    from reportgen.render.template_cache import TemplateCache

    def load(name: str) -> tuple[str, str, None] | None:
        path = find_template(name, folders)
        return None if path is None else (_source(path, name), str(path), None)

    return Sandbox(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        optimized=False,  # templates hold no constant arithmetic to fold, and looking for it takes a sixth of compiling
        bytecode_cache=TemplateCache(resource_dir("templates"), Path(__file__).parent),
    )


def _source(path: Path, name: str) -> str:
    with path.open("rb") as file:
        content = file.read(LONGEST + 1)
    if len(content) > LONGEST:
        zh, en = f"模板 {name} 太大。", f"The template {name} is too large."
        raise _input_error("L511", zh, en, None, name)
    return content.decode("utf-8")


def render(layout: Layout, name: str, values: dict[str, Any]) -> str:
    """Render a template of the layout; marks that turn the direction of writing do not reach the page.

    Raises InputError (L510 a template is missing, L511 it cannot be read as one) and RenderError when a template fails
    while it runs: an undefined name, a forbidden access, more work or text than `limits` allows where the layout is the
    department's own; both name the template and the line.
    """
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    from reportgen.render.limits import metered

    try:
        with metered(layout.own is not None):
            template: Template = environment(layout.folders).get_template(name)
            return one_direction(template.render(values))
    except ReportgenError:
        raise
    except TemplateNotFound as error:
        raise _missing(layout, error) from error
    except TemplateSyntaxError as error:
        raise _unreadable(layout, error) from error
    except UnicodeDecodeError as error:
        raise _input_error(
            "L511", "模板不是 UTF-8 编码。", "A template is not encoded in UTF-8.", None, name
        ) from error
    except RecursionError as error:
        where = _spot(layout, error) or layout.name
        raise RenderError(
            say(
                f"{where}：模板互相包含、调用没有尽头，或嵌套太深。",
                f"{where}: templates include or call one another without end, or nest too deeply.",
            )
        ) from error
    except Exception as error:  # whatever a template does wrong, its author is told where
        raise _failed(layout, error) from error


def _missing(layout: Layout, error: Any) -> InputError:
    """L510, placed where the template is asked for when another one asks."""
    name = str(error.name)
    zh, en = f"找不到模板 {name}。", f"There is no template {name}."
    return _input_error("L510", zh, en, _spot(layout, error), name)


def _unreadable(layout: Layout, error: Any) -> InputError:
    place = Place(_file(layout, error.filename), error.lineno) if error.filename else None
    zh, en = f"模板语法错误：{error.message}。", f"Template syntax error: {error.message}."
    return _input_error("L511", zh, en, place, None)


def _input_error(code: str, zh: str, en: str, place: Place | None, value: str | None) -> InputError:
    return InputError([Diagnostic(code, "error", say(zh, en), place, value)])


def _failed(layout: Layout, error: Exception) -> RenderError:
    from jinja2.exceptions import SecurityError, UndefinedError

    spot = _spot(layout, error)
    where = str(spot) if spot else layout.name
    if isinstance(error, SecurityError):
        zh, en = "用了不允许的写法", "does what is not allowed"
    elif isinstance(error, UndefinedError):
        zh, en = "用了没有的名称", "uses a name that is not there"
    else:
        zh, en = "无法完成", "cannot be completed"
    return RenderError(say(f"{where}：模板{zh}：{error}", f"{where}: the template {en}: {error}"))


def _spot(layout: Layout, error: BaseException) -> Place | None:
    """The template line that an error passed through last."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if frame.filename.endswith(SUFFIX):
            return Place(_file(layout, frame.filename), frame.lineno)
    return None


def _file(layout: Layout, path: str) -> str:
    return file_name(Path(path), layout.folders, layout.own)

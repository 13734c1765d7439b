"""Where templates, styles and fonts are: beside the package when installed, else in the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from reportgen.model.diagnostic import RenderError
from reportgen.model.language import say

PACKAGE = Path(__file__).resolve().parents[1]


def resource_dir(name: Literal["templates", "styles"]) -> Path:
    """The folder of that name: ``reportgen/resources/NAME`` of an installation, ``NAME`` at the top of a checkout.

    Raises RenderError when neither is there: the installation is broken.
    """
    for folder in (PACKAGE / "resources" / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise RenderError(
        say(
            f"安装不完整：找不到资源文件夹 {name}，请重新安装 reportgen。",
            f"The installation is incomplete: the resource folder {name} is missing; install reportgen again.",
        )
    )

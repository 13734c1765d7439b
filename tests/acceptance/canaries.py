"""Budgets full of withheld matter that bears marks, and everything that comes out of a run with them, searched for the marks.

`budget(folder, seed)` writes one: a random slip in or beside what it withholds, drawn by the seed. The temporary and the
cache folders of every run lie in a watched folder; what is removed from there is copied first, by a hook in the process.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.acceptance.conftest import change
from tests.acceptance.test_withheld import INDICATORS, ROWS, SECRET, marks_in, write
from tests.support.command import run

# What is wrong inside of a withheld field. The first are no error; the second break the file for anybody.

VALUES = (
    SECRET, f'"{SECRET}"', f"'{SECRET}''{SECRET}'", f"[{SECRET}, [{SECRET}, {{KANARI: {SECRET}}}]]",
    f"{{KANARI: {SECRET}, {SECRET}: [KANARI]}}", "2024-99-99KANARI", f"!KANARI {SECRET}", f"&KANARI {SECRET}", "*KANARI",
    f'"{SECRET}\\u200b\\u202e{SECRET}"', f"'{SECRET} {{{{ KANARI }}}} {{% KANARI %}}'", f"|\n      {SECRET}\n\n      {SECRET}",
    f">-\n      {SECRET}\n        {SECRET}", f"{SECRET}\n      {SECRET}", f'"{SECRET}\n\n      {SECRET}"', SECRET * 400,
    f"[{{item: {SECRET}, amount: KANARI}}, {{item: [{SECRET}], amount: -1}}, KANARI]", f'"<b>{SECRET}</b>&#0;"', f"true {SECRET}",
    f"{{<<: {{KANARI: {SECRET}}}}}", f"\t{SECRET}", f"!!python/object/apply:os.system [{SECRET}]", f"!!int {SECRET}",
    f"!!binary {SECRET}", f"# {SECRET}", f"{SECRET} #{SECRET}", f"0x{SECRET}", f"\n    - {SECRET}\n    - [{SECRET}]",
    f"{{from: {SECRET}, to: {SECRET}, KANARI: {SECRET}}}", f"{{funding: {SECRET}, people: KANARI, {SECRET}: KANARI}}",
)  # fmt: skip
BROKEN = (
    f"? {SECRET}", f'"{SECRET}\\q"', f'"{SECRET}', f"[{SECRET}", f"{{{SECRET}: ", f"@{SECRET}", f"%{SECRET}", f"`{SECRET}`",
    f"{SECRET}: {SECRET}: KANARI", f"- {SECRET}\n    - {SECRET}", f"{SECRET}\0", f"{SECRET}\x1b[31m", f"*{SECRET}", f"&{SECRET} KANARI",
    f"!{SECRET} 1", f"{{{SECRET}: &{SECRET} [*{SECRET}]}}", "[" * 60 + SECRET, f'"{SECRET}" {SECRET}', f"\n  {SECRET}", f"{SECRET}\n  - {SECRET}",
)  # fmt: skip
FIELDS = ("basis", "allocation", "period", "subsidy", "goal")
SWITCHES = ("withheld", "witheld", "Withheld", "[withheld]", "{withheld: 1}", '"withheld"', "WITHHELD", "不公开", "'ful'", "yes", "with held", "&a withheld")  # fmt: skip
KEYS = ("disclosure", "disclosuer", "公开方式", "disclosures", '"disclosure"', "Disclosure", "dis closure")


def project(random: Random) -> str:
    """A project that withholds everything, each field with something else wrong, in any order."""
    entries = [("name", f"特定目标 {random.randint(3, 9)}"), ("unit", "U1"), ("function", "2070308"), ("order", "9")]
    entries += [(field, random.choice(BROKEN if random.random() < 0.03 else VALUES)) for field in FIELDS]
    entries += [(random.choice(FIELDS), SECRET)] if random.random() < 0.1 else []  # a key given twice
    entries += [(random.choice(KEYS) if random.random() < 0.1 else "disclosure", _switch(random))]
    entries += [("indicators", _switch(random))]
    random.shuffle(entries)
    lines = [f"    {key}: {value}" for key, value in [("id", "P05"), *entries]]
    return "  -" + "\n".join(lines)[3:] + "\n"


def _switch(random: Random) -> str:
    return random.choice(SWITCHES) if random.random() < 0.1 else "withheld"


def slipped(text: str, random: Random) -> str:
    """One slip of the hand in the lines of a withheld project; those with its switches stay as they are."""
    lines = text.splitlines()
    safe = [
        n for n, line in enumerate(lines) if "disclosure" not in line and "indicators" not in line and "id:" not in line
    ]
    at = random.choice(safe)
    line = lines[at]
    inside = random.randrange(len(line) + 1)
    slips: tuple[Callable[[], str], ...] = (
        lambda: line.replace("    ", "\t", 1),
        lambda: line.replace("    ", "   ", 1),
        lambda: " " + line,
        lambda: line.lstrip(),
        lambda: f"{line}\n{line}",
        lambda: line.replace(":", "", 1),
        lambda: line.replace(": ", ":", 1),
        lambda: line.replace(":", "：", 1),
        lambda: line[:inside] + random.choice("\"'[]{}:#&*!|>%@`,\0\t\u202e\x85") + line[inside:],
        lambda: line[:inside] + line[inside + 1 :],
        lambda: line[:inside] + "\n" + line[inside:],
        lambda: line[:inside] + "\r" + line[inside:],
        lambda: line.replace("    ", "  - ", 1),
        lambda: line[:4] + SECRET + line[4:],
    )
    lines[at] = random.choice(slips)()
    return "\n".join(lines) + "\n"


def budget(folder: Path, seed: int) -> Path:
    """A budget with a random slip around its withheld matter; the folder of it."""
    random = Random(seed)
    path = write(folder)
    kind = seed % 5
    if kind == 0:
        _add(path, project(random))
    elif kind == 1:
        _add(path, slipped(project(random), random))
    elif kind == 2:
        _change_block(path, random)
    elif kind == 3:
        _spoil_rows(folder / "indicators.csv", random)
    else:
        _use_workbook(path, random)
    return folder


def _add(path: Path, block: str) -> None:
    # As bytes, for carriage returns and lone surrogates are part of the game.
    path.write_bytes((path.read_text(encoding="utf-8") + block).encode("utf-8", "surrogatepass"))
    with (path.parent / "lines.csv").open("a", encoding="utf-8") as stream:
        stream.write("2024,U1,2070308,项目支出,P05,一般公共预算,302,100000.00\n")
    change(path.parent / "income.csv", ("2400000.00", "2500000.00"))


def _change_block(path: Path, random: Random) -> None:
    """A slip in the project that is withheld altogether."""
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  - id: P02"), text.index("  - disclosure: withheld")
    changed = text[:start] + slipped(text[start:end], random) + text[end:]
    path.write_bytes(changed.encode("utf-8", "surrogatepass"))


def _spoil_rows(path: Path, random: Random) -> None:
    """Bytes of the withheld rows in another encoding, cut, doubled, quoted; a cell too many or too few."""
    encoding = random.choice(["utf-8", "utf-8", "gb18030", "utf-16", "utf-8-sig"])
    data = (INDICATORS + ROWS).encode(encoding)
    mark = "金丝雀".encode(encoding.replace("16", "16-le").removesuffix("-sig"))
    places = [at for at in range(len(data)) if data.startswith(mark, at)]
    for _ in range(random.choice([0, 0, 1, 2])):
        at = random.choice(places) + random.randint(0, len(mark) - 1)
        piece = random.choice(
            [
                b"",
                b"",
                b"\xff",
                b"\x80",
                b'"',
                b",",
                b"\n",
                b"\r",
                b"\0",
                b"\t",
                b'""',
                b"\x81",
                SECRET.encode("gb18030"),
            ]
        )
        data = data[:at] + piece + data[at + random.randint(0, 2) :]
    path.write_bytes(data)


HEADINGS = ("编号", "名称", "单位", "功能科目", "顺序", "设立的政策依据", "资金分配情况金额", "资金执行时间开始", "补贴人数", "公开方式", "绩效目标表", "项目总体目标")  # fmt: skip
SECRET_COLUMNS = range(6, 10)
CELLS: tuple[object, ...] = (SECRET, "KANARI", True, -1, 3.5, "#REF!", "#N/A", f'=KANARI("{SECRET}")', f'="{SECRET}"', f"{SECRET}\n{SECRET}", f"\u202e{SECRET}", SECRET * 90)  # fmt: skip


def _use_workbook(path: Path, random: Random) -> None:
    """The sheets of projects and indicators, with cells of any type, merged ones, and rows slipped."""
    book = Workbook()
    sheet = book.create_sheet("项目")
    sheet.append(list(HEADINGS))
    sheet.append(
        ["P01", "公开的项目", "U1", "2070308", 1, "公开的依据", None, None, None, "full", "published", "公开的目标"]
    )
    for number in (2, 3, 4):
        secret = [random.choice(CELLS) for _ in SECRET_COLUMNS]
        switches = [_switch(random), _switch(random)]
        sheet.append(
            [f"P0{number}", f"特定目标 {number}", "U1", "2070308", number, *secret, *switches, random.choice(CELLS)]
        )
    if random.random() < 0.3:
        column = get_column_letter(random.choice(SECRET_COLUMNS))
        sheet.merge_cells(f"{column}3:{column}4")
    if random.random() < 0.3:
        sheet.cell(random.randint(3, 6), random.choice(SECRET_COLUMNS)).number_format = "yyyy-mm-dd"
    if random.random() < 0.2:
        sheet.cell(random.randint(3, 5), random.randint(13, 16)).value = SECRET
    if random.random() < 0.2:
        sheet.move_range("F3:L3", cols=1)
    rows = book.create_sheet("指标")
    for row in (
        INDICATORS.strip().split(","),
        ["P01", "产出指标", "数量指标", "公开的指标", "≥1项", "计划标准", None, 90],
    ):
        rows.append(row)
    for number in (2, 3, 4):
        rows.append([f"P0{number}", *(random.choice(CELLS) for _ in range(9))])
    book.save(path.parent / "words.xlsx")
    text = path.read_text(encoding="utf-8")
    text = text[: text.index("projects:")].replace(
        "indicators: indicators.csv", "indicators: words.xlsx#指标, projects: words.xlsx#项目"
    )
    path.write_text(text, encoding="utf-8")


# What comes out

HOOK = """\
import os, shutil, sys
_kept, _count = os.environ["WATCHED_KEPT"], [0]
def _look(event, arguments):
    if event in ("os.remove", "os.rename", "shutil.rmtree", "os.truncate"):
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], (str, bytes)) else ""
        folder = arguments[-1] if event != "shutil.rmtree" and isinstance(arguments[-1], int) and arguments[-1] >= 0 else None
        if folder is not None:
            path = os.path.join(os.readlink(f"/proc/self/fd/{folder}"), path)
        if path and not path.startswith(_kept) and os.path.exists(path):
            _count[0] += 1
            target = os.path.join(_kept, f"{os.getpid()}-{_count[0]}")
            (shutil.copytree if os.path.isdir(path) else shutil.copy)(path, target)
sys.addaudithook(_look)
"""


class Watch:
    """A folder that takes the temporary files and the caches of runs of the command, and keeps what they remove."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        names = {"TMPDIR": "tmp", "HOME": "home", "XDG_CACHE_HOME": "cache", "MPLCONFIGDIR": "mpl", "WATCHED_KEPT": "kept", "PYTHONPATH": "hook"}  # fmt: skip
        self.environment = {variable: str(folder / name) for variable, name in names.items()}
        for path in self.environment.values():
            Path(path).mkdir(parents=True)
        (folder / "hook" / "sitecustomize.py").write_text(HOOK, encoding="utf-8")

    def run(self, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """One run of the command with all of it turned here."""
        path = os.pathsep.join([self.environment["PYTHONPATH"], os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        return run(*arguments, **{**self.environment, "PYTHONPATH": path, "REPORTGEN_DEBUG": "1", **environment})

    def leaks(self) -> list[str]:
        """Files in here, also removed ones, that hold a mark."""
        return leaks(self.folder)

    def taken(self) -> list[Path]:
        """Take away the removed files that hold a mark."""
        marked = [
            path for path in sorted((self.folder / "kept").rglob("*")) if path.is_file() and marks_in(path.read_bytes())
        ]
        away = Path(tempfile.mkdtemp(dir=self.folder.parent))
        return [path.replace(away / path.name) for path in marked]

    def seen(self) -> int:
        """How many files were looked at that had been removed."""
        return sum(path.is_file() for path in (self.folder / "kept").rglob("*"))


def leaks(folder: Path) -> list[str]:
    """Files of a folder that hold a mark, as they are or unpacked, or are named by one."""
    found = []
    for path in sorted(folder.rglob("*")):
        if marks_in(path.name.encode()):
            found.append(f"name of {path}")
        if path.is_file() and not path.is_symlink() and any(marks_in(data) for data in _views(path.read_bytes())):
            found.append(str(path))
    return found


def _views(data: bytes) -> Iterator[bytes]:
    """A file's bytes, and those of every stream in it that can be unpacked."""
    yield data
    if not data.startswith(b"%PDF"):
        return
    at = 0
    while (start := data.find(b"stream", at)) >= 0:
        at = start + 6
        body = data[at : at + 2].lstrip(b"\r\n") + data[at + 2 :] if data[start - 3 : start] != b"end" else b""
        try:
            yield zlib.decompressobj().decompress(body)
        except zlib.error:
            continue

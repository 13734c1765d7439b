"""Kills the writing of a set at chosen instants, and looks at what the folder holds afterwards.

``python -m tests.support.killed_writes FOLDER exchange|journal steps|moments``: a child is killed before its first, second,
third, … call of the system, or at random moments. Prints how often the folder held the old set, the new one, or neither.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import stat
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from reportgen.publish import exchange, files, journal
from reportgen.publish.manifest import MANIFEST
from reportgen.publish.verify import verify

SIZE = 100_000
MOMENTS = 160
Snapshot = dict[str, tuple[object, ...]]


def set_of(generation: int) -> dict[str, bytes]:
    """A set whose files tell their generation; every third one lacks a file of the others."""
    letter = f"{generation:04}".encode()
    names = ["a.html", "b.pdf", "c.json"] if generation % 3 else ["a.html", "b.pdf"]
    return {name: name.encode() + letter * (SIZE // 4) for name in names}


def generation_in(folder: Path) -> int | None:
    """Which set the folder holds, whole and with its manifest; None when it holds none."""
    if not (folder / MANIFEST).exists():
        return None
    found = verify(folder)
    if any(deviation.state != "added" for deviation in found.deviations):
        return None
    generation = int((folder / "a.html").read_bytes()[-4:])
    wanted = set_of(generation)
    own = {path.name for path in folder.iterdir() if path.suffix in (".html", ".pdf", ".json")} - {MANIFEST}
    same = own == wanted.keys() and all((folder / name).read_bytes() == data for name, data in wanted.items())
    return generation if same else None


def put_foreign(folder: Path) -> None:
    """Files of others: plain, linked, in folders, read-only, a socket, a pipe."""
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "empty").mkdir()
    for name in ("notes.txt", "deep/one.txt", "deep/deeper/two.txt", ".hidden"):
        (folder / name).write_text(name, encoding="utf-8")
        os.utime(folder / name, ns=(10**18, 10**18 + len(name)))
    os.chmod(folder / "notes.txt", 0o440)
    os.chmod(folder / "deep", 0o750)
    os.link(folder / "notes.txt", folder / "deep" / "same.txt")
    os.symlink("notes.txt", folder / "link")
    os.symlink("nowhere", folder / "deep" / "dangling")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(folder / "socket"))
    for name in ("deep/deeper", "deep", "empty"):
        os.utime(folder / name, ns=(10**18, 10**18 + 7))


def foreign(folder: Path, *, folders_stay: bool) -> Snapshot:
    """Everything of others below the folder: number, mode, owner, time, content, how many names."""
    found: Snapshot = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.parent == folder and (path.suffix in (".html", ".pdf", ".json") or name.startswith(".reportgen-")):
            continue
        if name.startswith(".reportgen-"):
            continue
        there = os.lstat(path)
        is_folder = stat.S_ISDIR(there.st_mode)
        number = there.st_ino if folders_stay or not is_folder else None
        names = there.st_nlink if stat.S_ISREG(there.st_mode) else None
        content = path.read_bytes() if stat.S_ISREG(there.st_mode) else None
        found[name] = (number, there.st_mode, there.st_uid, there.st_gid, there.st_mtime_ns, names, content)
    return found


class Watched:
    """A folder with a set and files of others, and what came of it after each kill."""

    def __init__(self, work: Path, way: str) -> None:
        self.work, self.way, self.folder = work, way, work / "out"
        self.outcomes: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.folder.mkdir(parents=True)
        os.chmod(self.folder, 0o2775)
        os.chdir(work.parent)
        put_foreign(self.folder)
        self.attributes = self._attributes()
        self.known = foreign(self.folder, folders_stay=way != "exchange")
        files.write_all(self.folder, set_of(0), {})
        start = time.monotonic()
        files.write_all(self.folder, set_of(1), {})
        self.takes = time.monotonic() - start

    def _attributes(self) -> tuple[int, int, int]:
        there = os.stat(self.folder)
        return there.st_mode, there.st_uid, there.st_gid

    def fork(self, work: Callable[[], None]) -> int:
        child = os.fork()
        if child == 0:
            try:
                work()
            finally:
                os._exit(0)
        return child

    def look(self, what: str, old: int) -> None:
        """After a kill, and after the next build has begun: one of the sets, whole; files of others as they were."""
        exact = self.way == "exchange"
        if exact:
            self._expect(what, generation_in(self.folder) is not None, "half a set")
        now = foreign(self.folder, folders_stay=not exact)
        self._expect(what, _without_names(now) == _without_names(self.known), "foreign files differ")
        with files.output_folder(self.folder):
            pass
        generation = generation_in(self.folder)
        self._expect(what, generation is not None, "half a set after the repair")
        self._expect(what, foreign(self.folder, folders_stay=not exact) == self.known, "foreign files differ later")
        self._expect(what, self._attributes() == self.attributes, "another mode or owner")
        left = [path.name for path in (*self.work.iterdir(), *self.folder.iterdir()) if "reportgen-" in path.name]
        self._expect(what, not left, f"left behind: {left}")
        self.outcomes["old" if generation == old else "new"] += 1

    def _expect(self, what: str, good: bool, otherwise: str) -> None:
        if not good:
            self.wrong.append(f"{what}: {otherwise}")

    def at_every_step(self) -> None:
        """Before the first, second, … call of the system, until a child gets to its end."""
        step = 0
        while True:
            step += 1
            old = generation_in(self.folder) or 0
            child = self.fork(partial(_write_until, self.folder, old + 1, step))
            _, status = os.waitpid(child, 0)
            self.look(f"step {step}", old)
            if not os.WIFSIGNALED(status):
                return

    def at_random_moments(self) -> None:
        chance = random.Random(5)
        for number in range(MOMENTS):
            old = generation_in(self.folder) or 0
            child = self.fork(partial(_write_on, self.folder, old + 1))
            time.sleep(3 * self.takes * chance.random())
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            if number % 2:  # else the next child finds what this one left
                self.look(f"moment {number}", old)


def _without_names(found: Snapshot) -> Snapshot:
    """A foreign file may have a second name in a staging folder until the next build."""
    return {name: (*facts[:5], facts[6]) for name, facts in found.items()}


def _write_until(folder: Path, generation: int, last: int) -> None:
    """Write a set; be killed before the call of that number."""
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

    os.fsync = count
    sys.addaudithook(count)
    files.write_all(folder, set_of(generation), {})


def _write_on(folder: Path, generation: int) -> None:
    while True:
        files.write_all(folder, set_of(generation), {})
        generation += 1


def main(work: str, way: str, when: str) -> None:
    """See the module."""
    os.fsync = lambda handle: None  # only a power failure needs it, and it takes most of the time
    if way == "journal":

        def refuse(*_: object) -> None:
            raise exchange.Unfit("as wanted")

        files.exchange = refuse
    watched = Watched(Path(work), way)
    watched.at_every_step() if when == "steps" else watched.at_random_moments()
    assert journal.left_behind(watched.folder, ".reportgen-") == []
    print(json.dumps({**watched.outcomes, "wrong": watched.wrong}))


if __name__ == "__main__":
    main(*sys.argv[1:])

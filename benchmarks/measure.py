"""Whole-process measurements: wall time, CPU of all processes, peak memory of all processes together."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """One run: seconds of wall time and CPU, MB at the peak of the summed proportional sizes of all its processes."""

    wall: float
    cpu: float
    memory: float


def tree(pid: int) -> list[int]:
    """The process and everything below it."""
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def proportional_size(pid: int) -> int:
    """PSS in kB: shared pages are counted once over all who share them."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def run(command: Sequence[str], cwd: Path, memory: bool = False) -> Run:
    """Run once. Sampling memory costs time, so it is a run of its own (``memory``). Raises when the command fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ})
    peak = 0
    done = threading.Event()

    def sample() -> None:
        nonlocal peak
        while not done.wait(0.02):
            peak = max(peak, sum(proportional_size(pid) for pid in tree(process.pid)))

    sampler = threading.Thread(target=sample) if memory else None
    if sampler:
        sampler.start()
    _, errors = process.communicate()
    wall = time.perf_counter() - start
    done.set()
    if sampler:
        sampler.join()
    if process.returncode != 0:
        raise RuntimeError(f"{command}: exit {process.returncode}: {errors.decode(errors='replace')[-800:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, peak / 1024)


class Ratio(NamedTuple):
    """Medians of the ratios of paired runs, and the medians of both sides."""

    wall: float
    cpu: float
    memory: float
    ours: Run
    yardstick: Run


def compare(
    ours: Sequence[str],
    yardstick: Sequence[str],
    cwd: Path,
    rounds: int = 7,
    prepare: Callable[[], None] = lambda: None,
) -> Ratio:
    """Both commands in turn, ours first in even rounds; a warm-up of each is not counted."""
    run(yardstick, cwd), prepare(), run(ours, cwd)
    pairs: list[tuple[Run, Run]] = []
    for index in range(rounds):
        prepare()
        if index % 2:
            second, first = run(yardstick, cwd), run(ours, cwd)
        else:
            first, second = run(ours, cwd), run(yardstick, cwd)
        pairs.append((first, second))
    heavy, light = run(ours, cwd, memory=True).memory, run(yardstick, cwd, memory=True).memory

    def middle(values: list[float]) -> float:
        return statistics.median(values)

    first = Run(middle([a.wall for a, _ in pairs]), middle([a.cpu for a, _ in pairs]), heavy)
    second = Run(middle([b.wall for _, b in pairs]), middle([b.cpu for _, b in pairs]), light)
    return Ratio(
        middle([a.wall / b.wall for a, b in pairs]),
        middle([a.cpu / b.cpu for a, b in pairs]),
        heavy / light,
        first,
        second,
    )

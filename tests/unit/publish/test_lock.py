"""One build at a time into a folder; a lock ends with its process, and leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen.model.diagnostic import UsageError
from reportgen.publish import lock
from reportgen.publish.lock import claimed

HOLD = """
import os, sys, time
from pathlib import Path
from reportgen.publish.lock import claimed
with claimed(Path(sys.argv[1])):
    if os.fork() == 0:
        time.sleep(30)
        os._exit(0)
    print("held", flush=True)
    time.sleep(30)
"""


@pytest.fixture(params=["folder", "file", "file inside"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where folders can be locked; where they cannot; where a file beside them cannot be made, either."""
    if request.param == "folder":
        return "folder"

    def refuse(folder: Path) -> None:
        raise lock._NoFolderLocks

    monkeypatch.setattr(lock, "_lock_folder", refuse)
    if request.param == "file inside":
        real = lock._lock_file

        def only_inside(path: Path) -> int | None:
            if path.name != ".reportgen-lock":
                raise PermissionError
            return real(path)

        monkeypatch.setattr(lock, "_lock_file", only_inside)
    return str(request.param)


def test_a_second_claim_is_refused_and_the_first_leaves_nothing(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    program = "import sys\nfrom pathlib import Path\nfrom reportgen.publish import lock\n"
    if way != "folder":
        program += "def refuse(folder): raise lock._NoFolderLocks\nlock._lock_folder = refuse\n"
    if way == "file inside":
        program += (
            "real = lock._lock_file\n"
            "def only_inside(path):\n    if path.name != '.reportgen-lock': raise PermissionError\n    return real(path)\n"
            "lock._lock_file = only_inside\n"
        )
    program += "with lock.claimed(Path(sys.argv[1])) as claim: assert claim.holds()"

    def second() -> str:
        done = subprocess.run(
            [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=False,
            env={**os.environ, "REPORTGEN_LANG": "en"},
        )  # fmt: skip
        return done.stderr

    with claimed(folder) as claim:
        assert claim.holds()
        assert "another build is using the folder" in second()
    assert second() == ""
    assert list(folder.iterdir()) == []
    assert list(tmp_path.iterdir()) == [folder]


def test_a_lock_file_of_a_dead_process_does_not_block(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for left in (tmp_path / ".out.reportgen-lock", folder / ".reportgen-lock"):
        left.touch()
        with claimed(folder) as claim:
            assert claim.holds()
        left.unlink(missing_ok=True)


def test_a_killed_process_lets_go_though_its_child_lives(tmp_path: Path) -> None:
    """The processes that a build forks may outlive it by a moment."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(UsageError), claimed(tmp_path):
            pass
        holder.kill()
        holder.wait()
        end = time.monotonic() + 5
        while time.monotonic() < end:
            try:
                with claimed(tmp_path) as claim:
                    assert claim.holds()
                    break
            except UsageError:
                time.sleep(0.01)
        else:
            pytest.fail("the lock outlived its process")
        os.killpg(holder.pid, 0)  # the child is still there
    finally:
        os.killpg(holder.pid, signal.SIGKILL)
        assert holder.stdout is not None
        holder.stdout.close()


def test_a_folder_that_changed_places_is_locked_again(tmp_path: Path) -> None:
    """Whoever opened the old folder just before an exchange waits for nothing: it looks again."""
    folder, other = tmp_path / "out", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    with claimed(folder) as claim:
        folder.rename(tmp_path / "old")
        other.rename(folder)
        assert not claim.holds()
        claim.take()
        assert claim.holds()


def test_an_absent_folder_is_claimed_by_nobody(tmp_path: Path) -> None:
    with claimed(tmp_path / "a" / "out") as claim:
        assert not claim.holds()
        with claimed(tmp_path / "a" / "out"):
            pass
    assert list(tmp_path.iterdir()) == []

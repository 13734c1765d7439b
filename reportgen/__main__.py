"""``python -m reportgen`` and the ``reportgen`` command."""

from __future__ import annotations

import atexit
import contextlib
import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code; every failure is told in words, never as a traceback.

    The process ends without taking its objects apart one by one, which would cost a twentieth of a build.
    """
    from reportgen.cli.main import run

    code = run(sys.argv[1:])
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()

"""``python -m reportgen`` and the ``reportgen`` command."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code; every failure is told in words, never as a traceback.

    A command is short and keeps what it makes: the cyclic collector would find nothing in it, and taking the objects
    apart one by one at the end would cost a twentieth of a build.
    """
    gc.disable()
    from reportgen.cli.main import run

    code = run(sys.argv[1:])
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()

"""``python -m reportgen`` and the ``reportgen`` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code; every failure is told in words, never as a traceback."""
    from reportgen.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

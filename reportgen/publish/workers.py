"""Processes of a build: while the page engine loads in this one, a second computes and a third draws the charts.

Forked before anything heavy is imported. Where there is no safe fork, everything runs in this process, in order.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import pickle
import signal
import sys
import weakref
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

from reportgen.model.diagnostic import RenderError
from reportgen.model.language import say


def can_fork() -> bool:
    """Whether a build may be split: on Linux, unless ``REPORTGEN_PROCESSES=1`` asks for a single process."""
    return sys.platform == "linux" and os.environ.get("REPORTGEN_PROCESSES") != "1"


class Pipe:
    """A one-way stream of pickled messages between two forked processes."""

    def __init__(self) -> None:
        read, write = os.pipe()
        self.reader: IO[bytes] = os.fdopen(read, "rb")
        self.writer: IO[bytes] = os.fdopen(write, "wb")

    def send(self, message: Any) -> None:
        """Write one message. A reader that is gone is no error: whoever waited for it has failed already."""
        with contextlib.suppress(BrokenPipeError):
            pickle.dump(message, self.writer, protocol=pickle.HIGHEST_PROTOCOL)
            self.writer.flush()

    def receive(self) -> Any:
        """The next message. Raises EOFError when the writer is gone."""
        return pickle.load(self.reader)

    def keep_reader(self) -> None:
        """Close the end that this process does not write to."""
        self.writer.close()

    def keep_writer(self) -> None:
        """Close the end that this process does not read from."""
        self.reader.close()

    def close(self) -> None:
        """Close both ends."""
        with contextlib.suppress(BrokenPipeError):
            self.writer.close()
        self.reader.close()


class Failure:
    """An exception on its way to the process that can tell it."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __reduce__(self) -> tuple[type[Failure], tuple[BaseException]]:
        return Failure, (self.error,)


def _forget_duties() -> None:
    """In a new process: what the parent has to do at its end (removing its temporary folders) is not ours to do."""
    atexit._clear()
    for duty in list(weakref.finalize._registry):  # type: ignore[attr-defined]  # not in the stubs
        duty.atexit = False
    weakref.finalize._registered_with_atexit = False  # type: ignore[attr-defined]  # not in the stubs


class Child:
    """A forked process that runs ``work`` and leaves; ended when the ``with`` block is left early."""

    def __init__(self, work: Callable[[], None]) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            self._run(work)

    @staticmethod
    def _run(work: Callable[[], None]) -> None:
        code = 1
        try:
            gc.disable()  # short-lived: collecting costs a tenth of its time
            _forget_duties()
            work()
            atexit._run_exitfuncs()  # what libraries registered in this process, such as removing temporary folders
            code = 0
        except KeyboardInterrupt:
            code = 130
        finally:
            os._exit(code)

    def __enter__(self) -> Child:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def relay(pipe: Pipe, messages: Iterator[Any]) -> None:
    """In a child: send every message, then an `End`; a failure is sent as such and ends the stream."""
    try:
        for message in messages:
            pipe.send(message)
        pipe.send(End())
    except Exception as error:  # whatever it is, the parent tells it
        pipe.send(Failure(portable(error)))
    pipe.close()


def received(pipe: Pipe, last: type) -> Iterator[Any]:
    """In the parent: the messages of a child up to the one of type ``last``; its failure is raised here.

    They are taken from the pipe as they come, however long the caller works on one: the child can end and free its
    memory while this process is still busy.
    """
    messages: SimpleQueue[Any] = SimpleQueue()

    def take() -> None:
        message: object = None
        while not isinstance(message, (last, Failure)):
            try:
                message = pipe.receive()
            except (EOFError, OSError, ValueError, pickle.UnpicklingError):
                message = Failure(process_ended())
            messages.put(message)

    Thread(target=take, daemon=True).start()
    while not isinstance(message := messages.get(), last):
        if isinstance(message, Failure):
            raise message.error
        yield message


def process_ended() -> RenderError:
    """What is told when a process of the build is gone before its last message."""
    return RenderError(say("一个子进程意外结束，没有写出文件。", "A process ended unexpectedly; nothing was written."))


class End:
    """The last message of a stream."""


def portable(error: Exception) -> BaseException:
    """The error itself when it can travel, else its words."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # any failure to pickle means the same
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error

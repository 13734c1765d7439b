"""Forked processes: messages in order, failures told by the parent, no waiting for the dead."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reportgen.model.diagnostic import Diagnostic, InputError, RenderError
from reportgen.publish.workers import Child, End, Pipe, received, relay

KEPT: list[object] = []
"""What lives until its process ends."""


def through_child(messages: Iterator[object]) -> list[object]:
    pipe = Pipe()

    def work() -> None:
        pipe.keep_writer()
        relay(pipe, messages)

    with Child(work):
        pipe.keep_reader()
        try:
            return list(received(pipe, End))
        finally:
            pipe.close()


def test_messages_arrive_in_order() -> None:
    assert through_child(iter(["一", 2, b"3" * 1_000_000])) == ["一", 2, b"3" * 1_000_000]


def test_input_errors_travel_whole() -> None:
    def failing() -> Iterator[object]:
        yield 1
        raise InputError([Diagnostic("L001", "error", "不对", value="x")])

    with pytest.raises(InputError) as caught:
        through_child(failing())
    assert caught.value.diagnostics == (Diagnostic("L001", "error", "不对", value="x"),)


def test_errors_that_cannot_travel_are_told_in_words() -> None:
    class LocalError(Exception):
        pass

    def failing() -> Iterator[object]:
        raise LocalError("inside")
        yield

    with pytest.raises(RuntimeError, match="LocalError: inside"):
        through_child(failing())


def test_a_process_that_dies_is_told() -> None:
    def dying() -> Iterator[object]:
        yield 1
        os._exit(9)

    with pytest.raises(RenderError):
        through_child(dying())


def test_a_child_ends_while_its_messages_wait() -> None:
    pipe = Pipe()

    def work() -> None:
        pipe.keep_writer()
        relay(pipe, iter([b"x" * 5_000_000]))

    child = Child(work)
    pipe.keep_reader()
    messages = received(pipe, End)
    assert len(next(messages)) == 5_000_000
    assert os.waitpid(child.pid, 0) == (child.pid, 0)
    assert list(messages) == []
    pipe.close()


def test_a_child_leaves_what_its_parent_will_remove() -> None:
    """A program that builds inside ``with TemporaryDirectory()`` still has its folder afterwards."""
    with TemporaryDirectory() as folder:
        assert through_child(iter(["done"])) == ["done"]
        assert Path(folder).is_dir()


def test_a_child_removes_what_it_made_itself() -> None:
    def made() -> Iterator[object]:
        folder = TemporaryDirectory()
        KEPT.append(folder)
        yield folder.name

    (folder,) = through_child(made())
    assert not Path(str(folder)).exists()

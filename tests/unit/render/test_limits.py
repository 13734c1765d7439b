"""The meter: steps, printed text and sizes are counted, and only where a page is to be limited."""

from __future__ import annotations

import pytest

from reportgen.render.limits import BITS, LARGEST, PRINTED, STEPS, Meter, TooMuch, meter, metered, weigh


def test_steps_run_out() -> None:
    limits = Meter()
    limits.spend(0, STEPS)
    with pytest.raises(TooMuch):
        limits.spend(0)


def test_large_values_take_more_steps() -> None:
    limits = Meter()
    limits.spend(6400)
    assert limits.steps == STEPS - 101


def test_printed_text_runs_out() -> None:
    limits = Meter()
    limits.print(PRINTED)
    with pytest.raises(TooMuch):
        limits.print(1)


def test_time_is_the_last_resort(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Meter()
    monkeypatch.setattr("time.thread_time", lambda: 10.0**9)
    limits.spend(0)
    with pytest.raises(TooMuch):
        limits.spend(0, 3000)


def test_only_what_is_limited_has_a_meter() -> None:
    assert meter() is None
    with metered(True):
        outer = meter()
        assert outer is not None
        with metered(False):
            assert meter() is None
        assert meter() is outer
    assert meter() is None


def test_what_stands_in_a_list_several_times_counts_each_time() -> None:
    inner = ["x" * 84]
    assert weigh(inner) == 16 + 16 + 84
    assert weigh([inner, inner]) == 16 + 2 * 116
    assert weigh({"a": inner}) == 16 + 17 + 116
    assert weigh("x", "yy") == 16 + 1 + 16 + 2
    assert weigh(object()) == 16


def test_too_large() -> None:
    nested: list[object] = ["x"]
    for _ in range(60):
        nested = [nested, nested]
    for value in (nested, "x" * (LARGEST + 1), [0] * LARGEST, 1 << BITS):
        with pytest.raises(TooMuch):
            weigh(value)

"""The benchmarks begin: none of them asks a module for what it no longer has."""

import importlib


def test_every_benchmark_has_a_report() -> None:
    parts = importlib.import_module("benchmarks.__main__").PARTS
    assert parts
    assert [part.__name__ for part in parts if not callable(part.report)] == []

"""What a command costs is its own: not what the process holds, or held, that asks."""

import sys

import numpy as np

from benchmarks.command_cost import command_cost

HELD = 600_000_000
TAKEN = 150_000_000


def test_the_peak_of_a_command_leaves_out_who_asked() -> None:
    held = np.ones(HELD, np.uint8)
    cost = command_cost([sys.executable, "-c", f"b'1' * {TAKEN}"])
    assert held.all()
    assert TAKEN < cost.gigabytes * 1e9 < HELD / 2
    assert cost.seconds > 0

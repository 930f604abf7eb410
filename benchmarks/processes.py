"""The processes that are measured: which one serves, and the memory that each holds."""

from pathlib import Path

import psutil


def server_of(address: str) -> psutil.Process:
    """Return the process of ours that serves at an address, as its command says."""
    port = address.rpartition(":")[2]
    return next(child for child in psutil.Process().children() if port in child.cmdline())


def resident_mb(pid: int) -> float:
    """Return the memory that a process holds, in MB of 1,024,000 bytes."""
    return _status_kb(str(pid), "VmRSS") / 1000


def peak_gigabytes() -> float:
    """Return the most that this process has held; as its usage, Linux counts its parent's too."""
    return _status_kb("self", "VmHWM") / 1e6


def _status_kb(process: str, name: str) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith(name)).split()[1])

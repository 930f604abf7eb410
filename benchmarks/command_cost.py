"""Run a command and say what it cost, the processes that it waited for included.

It is asked for in a process of its own, which holds little: Linux counts as the peak of a process
what the one that started it held.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class CommandCost:
    """Seconds of the processor, and the most memory that one of its processes held, in GB."""

    seconds: float
    gigabytes: float


def command_cost(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> CommandCost:
    """Run a command, its output left out, and return what it cost; it must succeed."""
    apart = [sys.executable, "-m", __name__, *command]
    said = subprocess.run(apart, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return CommandCost(**json.loads(said.stdout))


def main() -> None:
    """Run the command that the arguments are; print its cost as JSON."""
    subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps(asdict(CommandCost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6))))


if __name__ == "__main__":
    main()

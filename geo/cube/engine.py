"""Where parts are worked out: a pool of processes, or the cluster that the settings name.

Both are a `concurrent.futures.Executor`. Parts whose process was lost are asked for again.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    as_completed,
)
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeVar

from geo.errors import EngineLostError, EngineMissingError, EngineUnreachableError, TwoZonesError

Result = TypeVar("Result")

TRIES: Final = 3
"""How often a part is asked for whose process was lost."""

CONNECT_SECONDS: Final = 20
"""How long a cluster may take to answer, and to have a worker."""


@dataclass(frozen=True)
class Engine:
    """What opens an executor for so many parts, and the errors that say that one's was lost."""

    open: Callable[[int], AbstractContextManager[Executor]]
    lost: tuple[type[BaseException], ...]


def engine_at(address: str) -> Engine:
    """Return the engine at the address of a Dask scheduler, or processes of this machine if empty.

    Raises
    ------
    EngineMissingError
        The package that reaches a scheduler is not installed.
    """
    if not address:
        return Engine(_pool, (BrokenExecutor,))
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise EngineMissingError(address=address) from error

    @contextmanager
    def cluster(_parts: int) -> Iterator[Executor]:
        with ExitStack() as stack:
            try:
                client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
                stack.enter_context(client)
                client.wait_for_workers(1, timeout=CONNECT_SECONDS)
            except OSError as error:
                raise EngineUnreachableError(address=address) from error
            yield client.get_executor(pure=False)

    return Engine(cluster, (KilledWorker, CancelledError))


@contextmanager
def _pool(parts: int) -> Iterator[Executor]:
    """Open a pool of as many processes as there are processors for this one, or parts."""
    processes = min(_processors(), parts)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield pool


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def run(
    engine: Engine, work: Callable[[str], Result], parts: Sequence[str]
) -> Iterator[tuple[str, Result | TwoZonesError]]:
    """Yield each part with what the work made of it, or why it could not, as they are done.

    Raises
    ------
    EngineLostError
        The processes of some parts were lost again and again.
    """
    left = list(parts)
    for _ in range(TRIES):
        lost: list[str] = []
        with engine.open(len(left)) as executor:
            futures = _submitted(executor, work, left, lost)
            for future in as_completed(futures):
                part = futures[future]
                try:
                    yield part, future.result()
                except TwoZonesError as error:
                    yield part, error
                except engine.lost:
                    lost.append(part)
        left = lost
        if not left:
            return
    raise EngineLostError(files="、".join(Path(part).name for part in left[:3]))


def _submitted(
    executor: Executor, work: Callable[[str], Result], parts: Sequence[str], lost: list[str]
) -> dict[Future[Result], str]:
    """Submit parts; those that a broken pool no longer takes are lost."""
    futures = {}
    for part in parts:
        try:
            futures[executor.submit(work, part)] = part
        except BrokenExecutor:
            lost.append(part)
    return futures

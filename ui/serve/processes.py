"""One process: what a session holds is in the memory of the one that it began in."""

import multiprocessing
import os
import signal
import sys

from geo.errors import SeveralProcessesError
from geo.words.vocabulary import LANGUAGES


def refuse_several_processes() -> None:
    """End the start, in a sentence, where a manager such as uvicorn's starts several processes.

    The manager would start another process in place of one that ends, so it is ended too.
    """
    manager = multiprocessing.parent_process()
    if manager is None or manager.pid is None:
        return
    sentences = map(SeveralProcessesError().sentence, LANGUAGES)
    sys.stderr.write("\n".join((*sentences, "")))
    sys.stderr.flush()
    os.kill(manager.pid, signal.SIGTERM)
    os._exit(2)  # nothing has begun that would need an end

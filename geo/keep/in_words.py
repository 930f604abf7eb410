"""What is wrong with a database, in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from geo.database.problem import DatabaseProblem
from geo.errors.keeping import DatabaseError


@contextmanager
def in_words() -> Iterator[None]:
    """Raise the DatabaseError that says a DatabaseProblem."""
    try:
        yield
    except DatabaseProblem as problem:
        kinds = {kind.name(): kind for kind in DatabaseError.__subclasses__()}
        raise kinds[problem.name](**problem.facts) from None

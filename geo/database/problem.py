"""Why a database cannot be used, before there are words to say it in."""


class DatabaseProblem(Exception):  # noqa: N818 (the error that is said of it is one of geo.errors)
    """A database cannot be used.

    Parameters
    ----------
    name
        Of its sentence, as one of the subclasses of `geo.errors.keeping.DatabaseError` has it.
    **facts
        What the sentence names.
    """

    def __init__(self, name: str, **facts: object) -> None:
        """Keep the name and the facts."""
        self.name, self.facts = name, facts
        super().__init__(f"{name} {facts}")

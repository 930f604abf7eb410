"""What a database writes into its history beside the rows that a transaction changes."""

from geo.database.connection import Connection


def say_reason(connection: Connection, **said: str) -> None:
    """Tell the database who makes the change of this transaction, why, and whatever else."""
    for name, value in said.items():
        connection.execute("SELECT set_config(%s, %s, true)", (f"twozones.{name}", value))

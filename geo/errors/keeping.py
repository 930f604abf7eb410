"""The errors of a register that several people keep: edits, proposals, databases."""

from geo.errors import TwoZonesError


class EditConflictError(TwoZonesError):
    """A record has changed since somebody began to edit it."""


class NothingChangedError(TwoZonesError):
    """An edit leaves a record as it was."""


class MissingRecordError(TwoZonesError):
    """A record that is to be changed is not in the register."""


class MissingChangeError(TwoZonesError):
    """A change or a proposal that is named is not in the history."""


class DeskClosedError(TwoZonesError):
    """The desk is off, or a reader's role does not let them edit."""


class NameMissingError(TwoZonesError):
    """Nobody logs in, and somebody changes records without giving their name."""


class NoSourceError(TwoZonesError):
    """A change names no source."""


class BrokenCellError(TwoZonesError):
    """A cell of an edited record breaks the schema of its table."""


class ProposalDecidedError(TwoZonesError):
    """A proposal that is to be decided was decided before."""


class AnswerMissingError(TwoZonesError):
    """A proposal is sent back without a word why."""


class DatabaseError(TwoZonesError):
    """A database that keeps a register, or is to keep one, cannot be used."""


class PostgresMissingError(DatabaseError):
    """A database is named, and the package that reaches it is not installed."""


class DatabaseAddressError(DatabaseError):
    """The address of a database cannot be read."""


class DatabaseUnreachableError(DatabaseError):
    """Nobody answers at the address of a database."""


class DatabaseRefusedError(DatabaseError):
    """A database server answers, and lets nobody in."""


class DatabaseRightsError(DatabaseError):
    """The user of a database may not do what was asked for."""


class PostgisMissingError(DatabaseError):
    """A database has no PostGIS, and it cannot be put there."""


class DatabaseEmptyError(DatabaseError):
    """A database holds no register, or its user may not see it."""


class DatabaseLayoutError(DatabaseError):
    """The tables of a database are those of another version of the program."""


class DatabaseCopyError(DatabaseError):
    """The local copy of a database's register cannot be written."""


class DatabaseFailedError(DatabaseError):
    """A database has failed in some other way."""


class LastCopyError(TwoZonesError):
    """A database cannot be read as a program starts, which goes on with the last copy of it."""


class FolderTakenError(TwoZonesError):
    """A register would be published into a folder that holds something."""


class NotYetKeptError(TwoZonesError):
    """A day is asked for that lies before all that is known of the register's history."""

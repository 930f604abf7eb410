"""The errors of the project; their sentences stand in the catalogues, under ``error``."""

import re
from collections.abc import Callable
from functools import partial

from geo.words.text import facts_in, text_in


class TwoZonesError(Exception):
    """Base of every error a user may meet.

    Parameters
    ----------
    **facts
        What the sentence of this error names, such as ``parameter`` or ``value``; a pair is said
        in Chinese and in English.
    """

    def __init__(self, **facts: object) -> None:
        """Keep the facts and use the English sentence as the exception's text."""
        self.facts = facts
        super().__init__(self.sentence("en"))

    def __reduce__(self) -> tuple[Callable[[], "TwoZonesError"], tuple[()]]:
        """Let an error pass from process to process with its facts."""
        return partial(type(self), **self.facts), ()

    def sentence(self, lang: str) -> str:
        """Return what is wrong and what to do, in ``zh`` or ``en``."""
        return text_in(lang)(f"error.{self.name()}", **facts_in(lang, self.facts))

    @classmethod
    def name(cls) -> str:
        """Return the name of the sentence: ``missing_file`` of ``MissingFileError``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__.removesuffix("Error")).lower()


class RegisterError(TwoZonesError):
    """A file of the register is missing, unreadable or breaks its schema."""


class ParameterError(TwoZonesError):
    """A parameter of a shared link has a value that the page does not know."""


class QueryError(TwoZonesError):
    """A program asks with a parameter that is not known, or a value that it cannot have."""


class MissingFeatureError(TwoZonesError):
    """A program asks for a collection or a feature that is not there."""


class EveryOptionError(TwoZonesError):
    """A shared link names every option of a filter, which is no filter."""


class DateOrderError(TwoZonesError):
    """The first day of a period lies after its last day."""


class CoordinateError(TwoZonesError):
    """What was typed is no coordinate in or near Beijing."""


class OptionValueError(TwoZonesError):
    """An option of the command line has a value that does not exist."""


class TooFewComparedError(TwoZonesError):
    """Fewer than two places are to be put side by side."""


class OptionLengthError(TwoZonesError):
    """A text given on the command line is longer than paper has room for."""


class OptionOrderError(TwoZonesError):
    """On the command line the first day of a period lies after its last day."""


class UnknownFocusError(TwoZonesError):
    """A link points at a place or project that is not in the register."""


class BundleError(TwoZonesError):
    """The scripts of the standalone file could not be put together."""


class PackError(TwoZonesError):
    """A format of a briefing pack could not be written, for a reason that the log has."""


class WritingStoppedError(TwoZonesError):
    """The process in which a picture or a file was being written was ended by the system."""


class TemplateMarkError(TwoZonesError):
    """A mark in a template for slides is unknown, or is drawn but does not stand alone."""


class TemplateError(TwoZonesError):
    """A file given as the template of slides cannot be used as one."""


class UnknownMarkError(TwoZonesError):
    """A shortlist in a link names a place or project that is not in the register."""


class PathError(TwoZonesError):
    """A path names an address or a virtual file, not a file on this machine."""


class MissingFileError(TwoZonesError):
    """A file that was named is not there or may not be read."""


class FormatError(TwoZonesError):
    """A file has an ending that is not read."""


class ContentError(TwoZonesError):
    """The content of a file is not what its ending says."""


class OldExcelError(TwoZonesError):
    """A workbook is of the format before 2007, or is protected by a password."""


class MacroError(TwoZonesError):
    """A workbook carries macros."""


class EntityError(TwoZonesError):
    """An XML part of a file declares entities."""


class FileTooLargeError(TwoZonesError):
    """A file has more bytes than the limit."""


class UnpackedTooLargeError(TwoZonesError):
    """An archive unpacks to more bytes than the limit."""


class RatioError(TwoZonesError):
    """A member of an archive is packed more tightly than real data is."""


class MembersError(TwoZonesError):
    """An archive has more members than the limit."""


class NestedArchiveError(TwoZonesError):
    """An archive holds another archive."""


class ClimbingPathError(TwoZonesError):
    """A member of an archive has a path that leaves it."""


class LinkError(TwoZonesError):
    """A member of an archive is a link, or a file that was named is one."""


class PasswordError(TwoZonesError):
    """An archive is protected by a password."""


class ShapefileError(TwoZonesError):
    """A zipped shapefile lacks a part, or holds several."""


class EncodingError(TwoZonesError):
    """A text is neither UTF-8 nor GB18030."""


class EmptyFileError(TwoZonesError):
    """A file holds no rows."""


class DamagedFileError(TwoZonesError):
    """A library could not read a file."""


class ReadingTooSlowError(TwoZonesError):
    """Reading a file took longer than the limit."""


class ReadingTooLargeError(TwoZonesError):
    """Reading a file took more memory than the limit."""


class ReadingStoppedError(TwoZonesError):
    """The process that read a file crashed, or failed in a way that nobody foresaw."""


class ReadingBusyError(TwoZonesError):
    """As many files as may be read at once were being read."""


class TooManyRowsError(TwoZonesError):
    """A file has more rows than the limit."""


class TooManyColumnsError(TwoZonesError):
    """A file has more columns than the limit."""


class TooManyVerticesError(TwoZonesError):
    """The shapes of a file have more vertices than the limit."""


class TooDeepError(TwoZonesError):
    """The shapes of a file are nested more deeply than the limit."""


class SheetError(TwoZonesError):
    """A sheet or layer that was asked for is not in the file."""


class DatumNameError(TwoZonesError):
    """A datum is none that is known."""


class NoNameColumnError(TwoZonesError):
    """No column of a file of projects holds a name."""


class NoCoordinateColumnsError(TwoZonesError):
    """No column of a file of points holds coordinates."""


class NoBoundariesError(TwoZonesError):
    """A file of boundaries has no shape that matches a zone or district."""


class RejectedRowsError(TwoZonesError):
    """Rows of a file to be imported were rejected."""


class InstalledDataError(TwoZonesError):
    """An import would change the data that came with the program."""


class ImportFailedError(TwoZonesError):
    """A new register could not take the place of the old one."""


class ImportRunningError(TwoZonesError):
    """Another import holds the data folder."""


class RegisterChangedError(TwoZonesError):
    """The data folder has changed since it was loaded."""


class DiskFullError(TwoZonesError):
    """There is no room for a new data folder."""


class OutputError(TwoZonesError):
    """An output file is of a format that is not written, or cannot be written."""


class OutputExistsError(TwoZonesError):
    """A file would be written over one that is there, and nobody said that it may be."""


class ConfigError(TwoZonesError):
    """A file that names briefings cannot be read, or names what there is none of."""


class ManifestError(TwoZonesError):
    """The manifest of an earlier pack cannot be read."""


class PlacementError(TwoZonesError):
    """Coordinates do not fall in Beijing as they were declared."""


class UnknownDatumsError(TwoZonesError):
    """Words in a file's column of datums name none that is known."""


class ShapeError(TwoZonesError):
    """A shape was typed whose coordinates or distance cannot be used."""


class NotLetInError(TwoZonesError):
    """Someone asks who is not logged in, or no longer."""


class RoleError(TwoZonesError):
    """A reader's role does not let them do what they ask for."""


class TooManyDrawingsError(TwoZonesError):
    """More pictures are asked for than may wait."""


class TooManyPacksError(TwoZonesError):
    """More briefing packs are asked for than may wait."""


class TooManyUploadsError(TwoZonesError):
    """A file would take more of the server's memory than uploads may."""


class SeveralProcessesError(TwoZonesError):
    """The server was started as several processes, which share no sessions."""


class GroundFileError(TwoZonesError):
    """A file named as the ground is not there, or has no streets that can be read."""


class EngineMissingError(TwoZonesError):
    """A cluster is named as the engine, and the package that reaches it is not installed."""


class EngineUnreachableError(TwoZonesError):
    """A cluster is named as the engine that does not answer."""


class EngineLostError(TwoZonesError):
    """The processes that worked on some files were lost again and again."""


class OtherRegisterError(TwoZonesError):
    """A process that is to join rows has another register than the one that asks."""


class CubeFileError(TwoZonesError):
    """A file named as the cube is no Arrow file, or none that ``geo aggregate`` has written."""


class CubeCellsError(TwoZonesError):
    """A cube has no cells, or is of other ground or other places than the region's."""


class CubeSizeError(TwoZonesError):
    """A cube has more rows than a browser is sent."""

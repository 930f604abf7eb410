"""A briefing that the command line asks for, from its options to its files."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from tqdm import tqdm

from briefing.apart import Order
from briefing.arguments import DATES, HINTS, options_of, subject_of, view_of, words_of
from briefing.changes import Changes, changes_after
from briefing.content import Briefing, Options, make_briefing
from briefing.crew import Crew
from briefing.formats import FORMATS, file_name, files_of, formats_of, pack_name, pack_of
from briefing.manifest import changes_since_pack, manifest_of, write_manifest
from briefing.not_on_paper import not_on_paper
from briefing.paper.sheet import SIZES, Size
from geo.ask.atlas import Atlas
from geo.errors import OptionValueError, OutputError, OutputExistsError, TooFewComparedError
from geo.view.view import LEAST_COMPARED, View, period_start
from geo.words.text import text_in

NamedFile = tuple[str, bytes]

SEVERAL: Final = 2
"""So many formats that take long, and as many processes for them, save more than they cost."""


@dataclass(frozen=True)
class Job:
    """A briefing to write: of which view, in which formats, where, and compared with what.

    ``since`` is the folder of an earlier pack, the first day of what is new, or None.
    """

    atlas: Atlas
    view: View
    options: Options
    formats: tuple[str, ...]
    size: Size
    folder: Path
    is_pack: bool
    replaces: bool
    since: Path | dt.date | None

    def run(self, crew: Crew) -> None:
        """Write the files, those that take long by a crew, and print their paths.

        Raises
        ------
        OutputExistsError
            A file is there already and may not be replaced; nothing is written.
        OutputError
            A file cannot be written.
        """
        for sentence in not_on_paper(self.view, self.options.subject):
            print(sentence, file=sys.stderr)
        if self._is_for(crew):
            crew.begin()
        self._refuse_what_exists()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._files(crew) as files:
                for name, content in self._packed(self._counted(files)):
                    path = self.folder / name
                    path.write_bytes(content)
                    print(path)
        except OSError as error:
            raise OutputError(
                file=self.folder, problem=error.strerror, formats=", ".join(FORMATS)
            ) from error

    @cached_property
    def _briefing(self) -> Briefing:
        briefing = make_briefing(self.atlas, self.view, self.options)
        return replace(briefing, changes=self._changes(briefing))

    def _changes(self, briefing: Briefing) -> Changes | None:
        """Return what changed since then, and say it; None where nothing can be compared."""
        if self.since is None:
            return None
        text = text_in(self.view.lang)
        if isinstance(self.since, Path):
            changes = changes_since_pack(self.since, briefing)
        else:
            changes = changes_after(self.atlas, briefing.focus.mask, self.since)
        said = changes.summary(text) if changes else text("changes.first", folder=self.since)
        print(said, file=sys.stderr)
        return changes

    def _refuse_what_exists(self) -> None:
        names = [pack_name(self._briefing)] if self.is_pack else self._names()
        there = next((self.folder / name for name in names if (self.folder / name).exists()), None)
        if there is not None and not self.replaces:
            raise OutputExistsError(file=there)

    def _names(self) -> list[str]:
        return [file_name(self._briefing, name, self.size) for name in self.formats]

    @contextmanager
    def _files(self, crew: Crew) -> Iterator[Iterator[NamedFile]]:
        """Give the files as they are made."""
        if not self._is_for(crew):
            yield files_of(self._briefing, self.formats, self.size)
            return
        order = Order(self.view, self.options, self.size, self._briefing.changes)
        with crew.files(self.atlas, order, self.formats) as files:
            yield files

    def _is_for(self, crew: Crew) -> bool:
        """Tell whether to begin a crew takes less than it saves."""
        long = sum(FORMATS[name].takes_long for name in self.formats)
        return min(long, len(crew.workshops)) >= SEVERAL

    def _counted(self, files: Iterable[NamedFile]) -> Iterator[NamedFile]:
        """Show on a terminal how many files there are by now."""
        return iter(tqdm(files, total=len(self.formats), disable=None))

    def _packed(self, files: Iterable[NamedFile]) -> Iterator[NamedFile]:
        """Yield the files as they are made, or all as one zip, with its manifest beside it."""
        if not self.is_pack:
            yield from files
            return
        made = list(files)
        manifest = manifest_of(self._briefing, made)
        yield pack_name(self._briefing), pack_of(made)
        print(write_manifest(self.folder, manifest))


def job_of(atlas: Atlas, given: argparse.Namespace) -> Job:
    """Return the job of the options; a value that does not exist raises OptionValueError."""
    subject = subject_of(given)
    formats = dict.fromkeys(words_of("format", given.format, formats_of(subject)))
    (size,) = words_of("size", given.size, SIZES, most=1)
    view = view_of(atlas, given)
    if subject == "comparison" and len(view.compare) < LEAST_COMPARED:
        raise TooFewComparedError(example=HINTS["compare"])
    return Job(
        atlas=atlas,
        view=view,
        options=options_of(given),
        formats=tuple(formats),
        size=SIZES[size],
        folder=given.out,
        is_pack=given.pack,
        replaces=given.force,
        since=_since(given.since, given.out),
    )


def _since(asked: str, out: Path) -> Path | dt.date | None:
    """Return the day or the folder that an option names; None for none.

    The folder is there, but on the first night the one that is written to may not be.
    """
    if not asked:
        return None
    try:
        return period_start(asked)
    except ValueError:
        if Path(asked).is_dir() or Path(asked) == out:
            return Path(asked)
    raise OptionValueError(option="since", value=asked, allowed=f"{DATES}, DIR")

"""A Word document being written: headings, captions that count, tables, contents, own template."""

import datetime as dt
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from markupsafe import escape

from geo.errors import TemplateError
from geo.words.text import Text
from geo.words.vocabulary import LANGUAGE_TAGS

LATIN: Final = "Arial"
EAST_ASIAN: Final = "Microsoft YaHei"
PAGE_MM: Final = (210, 297)
MARGIN_MM: Final = 22
BODY_POINTS: Final = 10.5
TABLE_POINTS: Final = 9
GRID: Final = "Table Grid"
MOST_BYTES: Final = 30_000_000
"""The largest template taken, in bytes."""

LONGEST_PROPERTY: Final = 255
"""Characters of a property that Word opens."""


class WordDocument:
    """A document in a language, from its own look or that of a user's template."""

    def __init__(self, text: Text, template: bytes | None = None) -> None:
        """Begin a document.

        Raises
        ------
        TemplateError
            The template is no Word document.
        """
        self._text = text
        self._file = _open(template) if template else Document()
        self._counts = {"figure": 0, "table": 0}
        if template is None:
            self._dress()
        self._say_language()

    @property
    def width_mm(self) -> float:
        """The width of the text."""
        section = self._file.sections[-1]
        edges = (section.page_width, section.left_margin, section.right_margin)
        page, left, right = (length or 0 for length in edges)
        return (page - left - right) / Mm(1)

    def title(self, title: str, lines: Iterable[str]) -> None:
        """Write the title, and below it what the document is about."""
        self._file.add_paragraph(style="Title").add_run(_line(title))
        for line in filter(None, lines):
            self.text(line, "Subtitle")

    def heading(self, words: str, level: int) -> None:
        """Write a heading of a level from 1; Word lists it in the contents."""
        self._file.add_heading(_line(words), level)

    def text(self, words: str, style: str = "Normal") -> Paragraph:
        """Write a paragraph."""
        return self._file.add_paragraph(_line(words), style)

    def list(self, lines: Iterable[str]) -> None:
        """Write lines with bullets."""
        for line in lines:
            self.text(line, "List Bullet")

    def contents(self, heading: str, hint: str) -> None:
        """Write the table of contents, which Word fills in when it opens the document."""
        self.text(heading, "TOC Heading" if self._has("TOC Heading") else "Subtitle")
        _add_field(self._file.add_paragraph(), r'TOC \o "1-2" \h \z \u', hint)
        _update_fields(self._file.settings.element)

    def picture(self, png: bytes, caption: str, description: str) -> None:
        """Add a picture as wide as the text, with what it shows in words, and its caption."""
        drawn = self._file.add_picture(BytesIO(png), width=Mm(self.width_mm))
        properties = drawn._inline.docPr  # noqa: SLF001 (python-docx has no name for it)
        properties.set("descr", _line(description))
        self._file.paragraphs[-1].paragraph_format.keep_with_next = True
        self._caption("figure", caption)

    def table(
        self,
        head: Sequence[str],
        rows: Iterable[Sequence[str]],
        caption: str,
        shares: Sequence[float],
    ) -> None:
        """Add a table under its caption; its head stands on every page, columns share the width."""
        self._caption("table", caption).paragraph_format.keep_with_next = True
        table = self._file.add_table(rows=1, cols=len(head))
        if self._has(GRID):
            table.style = GRID
        _repeat_head(table)
        table.autofit = False
        widths = [Mm(self.width_mm * share / sum(shares)) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for cell, words in zip(table.rows[0].cells, head, strict=True):
            run = cell.paragraphs[0].add_run(_line(words))
            run.bold, run.font.size = True, Pt(TABLE_POINTS)
        _append_rows(table, rows, widths)
        self._file.add_paragraph()

    def link(self, words: str, address: str) -> None:
        """Write a paragraph that leads to an address of the web."""
        paragraph = self._file.add_paragraph(style="List Bullet")
        target = self._file.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), target)
        link.append(paragraph.add_run(_line(words))._r)  # noqa: SLF001 (likewise)
        paragraph._p.append(link)  # noqa: SLF001 (likewise)

    def page_break(self) -> None:
        """Begin a new page."""
        self._file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def save(self, title: str, author: str, made_on: dt.date) -> bytes:
        """Return the file."""
        properties = self._file.core_properties
        properties.title, properties.author = (
            _line(words)[:LONGEST_PROPERTY] for words in (title, author)
        )
        properties.language = LANGUAGE_TAGS[self._text.lang]
        properties.created = properties.modified = dt.datetime.combine(made_on, dt.time())
        file = BytesIO()
        self._file.save(file)
        return file.getvalue()

    def number_pages(self, foot: str) -> None:
        """Write a foot on every page, with the number of the page."""
        paragraph = self._file.sections[0].footer.paragraphs[0]
        paragraph.text = f"{_line(foot)}\t"
        _add_field(paragraph, "PAGE", "1")

    def _caption(self, kind: str, words: str) -> Paragraph:
        """Write a caption with a number that Word counts."""
        self._counts[kind] += 1
        style = "Caption" if self._has("Caption") else "Normal"
        label = self._text(f"word.{kind}")
        paragraph = self._file.add_paragraph(f"{label} ", style)
        _add_field(paragraph, f"SEQ {label} \\* ARABIC", str(self._counts[kind]))
        paragraph.add_run(self._text("word.behind_number") + _line(words))
        return paragraph

    def _has(self, style: str) -> bool:
        return style in (known.name for known in self._file.styles)

    def _dress(self) -> None:
        """Set paper, margins and fonts of a document without a template."""
        section = self._file.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = map(Mm, PAGE_MM)
        for edge in ("left", "right", "top", "bottom"):
            setattr(section, f"{edge}_margin", Mm(MARGIN_MM))
        for style in self._file.styles:
            if getattr(style, "font", None) is not None:
                style.font.name = LATIN
                fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
                for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                    fonts.attrib.pop(qn(f"w:{name}"), None)
                fonts.set(qn("w:eastAsia"), EAST_ASIAN)
        self._file.styles["Normal"].font.size = Pt(BODY_POINTS)

    def _say_language(self) -> None:
        """Tell Word in which languages to check the spelling."""
        properties = self._file.styles["Normal"].element.get_or_add_rPr()
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        language.set(qn("w:eastAsia"), "zh-CN")
        properties.append(language)


def is_word_file(content: bytes) -> bool:
    """Tell whether a file is a Word document, by the name that is in every one of them."""
    return content.startswith(b"PK") and b"word/document.xml" in content


def check_template(content: bytes) -> None:
    """Raise TemplateError where a file is no Word document that a report can be made from."""
    _open(content)


def _open(template: bytes) -> WordFile:
    """Return a user's document without its text, with its styles, paper, head and foot."""
    if len(template) > MOST_BYTES:
        raise TemplateError
    try:
        document = Document(BytesIO(template))
    except Exception as error:  # python-docx lets through whatever it stumbles over
        raise TemplateError from error
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    return document


def _line(words: str) -> str:
    """Return a text on one line, without the characters that XML cannot hold."""
    return "".join(c for c in " ".join(words.split()) if c.isprintable())


def _append_rows(table: Table, rows: Iterable[Sequence[str]], widths: Sequence[Length]) -> None:
    """Add rows as XML, which is ten times as fast as cell by cell; a line of a cell a paragraph."""
    size = Pt(TABLE_POINTS).pt * 2  # Word counts half points
    begin = f'<w:p><w:r><w:rPr><w:sz w:val="{size:g}"/></w:rPr><w:t xml:space="preserve">'

    def cell(words: str, width: Length) -> str:
        said = (f"{begin}{escape(_line(line))}</w:t></w:r></w:p>" for line in words.split("\n"))
        own = f'<w:tcPr><w:tcW w:w="{round(width.twips)}" w:type="dxa"/></w:tcPr>'
        return f"<w:tc>{own}{''.join(said)}</w:tc>"

    made = ("".join(map(cell, row, widths)) for row in rows)
    written = "".join(f"<w:tr>{cells}</w:tr>" for cells in made)
    parsed = parse_xml(f"<w:tbl {nsdecls('w')}>{written}</w:tbl>")
    table._tbl.extend(parsed)  # noqa: SLF001 (likewise)


def _repeat_head(table: Table) -> None:
    """Have the head of a table stand on every page that it runs over."""
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 (likewise)
    properties.append(OxmlElement("w:tblHeader"))


def _add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field that Word works out; ``shown`` stands there until it does."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = shown
    run.append(words)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 (likewise)


def _update_fields(settings: BaseOxmlElement) -> None:
    """Ask Word to work out all fields when it opens the document."""
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    settings.append(update)

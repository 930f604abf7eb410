"""The errors of the project, each with its sentence in Chinese and English."""


class TwoZonesError(Exception):
    """Base of every error a user may meet.

    Parameters
    ----------
    **facts
        What the sentence of this error names, such as ``parameter`` or ``value``.
    """

    def __init__(self, **facts: object) -> None:
        """Keep the facts and use the English sentence as the exception's text."""
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, lang: str) -> str:
        """Return what is wrong and what to do, in ``zh`` or ``en``."""
        return SENTENCES[type(self)][lang].format(**self.facts)


class RegisterError(TwoZonesError):
    """A file of the register is missing, unreadable or breaks its schema."""


class ParameterError(TwoZonesError):
    """A parameter of a shared link has a value that the page does not know."""


class DateOrderError(TwoZonesError):
    """The first day of a period lies after its last day."""


class CoordinateError(TwoZonesError):
    """What was typed is no coordinate in or near Beijing."""


class OptionValueError(TwoZonesError):
    """An option of the command line has a value that does not exist."""


class UnknownFocusError(TwoZonesError):
    """A link points at a place or project that is not in the register."""


class BundleError(TwoZonesError):
    """The scripts of the standalone file could not be put together."""


class PackError(TwoZonesError):
    """A format of a briefing pack could not be written, for a reason that the log has."""


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


class NoColumnsError(TwoZonesError):
    """No column of a file could be matched to what is needed."""


class NoBoundariesError(TwoZonesError):
    """A file of boundaries has no shape that matches a zone or district."""


class RejectedRowsError(TwoZonesError):
    """Rows of a file to be imported were rejected."""


class ImportFailedError(TwoZonesError):
    """A new register could not take the place of the old one."""


class OutputError(TwoZonesError):
    """An output file is of a format that is not written, or cannot be written."""


class PlacementError(TwoZonesError):
    """Coordinates do not fall in Beijing as they were declared."""


class ShapeError(TwoZonesError):
    """A shape was typed whose coordinates or distance cannot be used."""


SENTENCES: dict[type[TwoZonesError], dict[str, str]] = {
    RegisterError: {
        "zh": "数据文件 {file} 无法使用：{problem}。请按 data/README.md 改正后重新启动。",
        "en": "The data file {file} cannot be used: {problem}. "
        "Correct it as data/README.md describes and start again.",
    },
    ParameterError: {
        "zh": "链接中的参数 {parameter} 没有“{value}”这个值，已忽略。请在页面上重新选择。",
        "en": "The link gives {parameter} the value “{value}”, which does not exist; "
        "it was ignored. Choose again on the page.",
    },
    DateOrderError: {
        "zh": "起始日期 {start} 晚于截止日期 {end}，已忽略日期条件。请重新选择日期。",
        "en": "The start date {start} is after the end date {end}; the dates were ignored. "
        "Choose the dates again.",
    },
    CoordinateError: {
        "zh": "“{value}”不是所选坐标系中北京范围内的坐标。请输入两个数，如 116.46, 39.91，"
        "并核对坐标系。",
        "en": "“{value}” is no coordinate in or near Beijing in the datum chosen. "
        "Give two numbers such as 116.46, 39.91, and check the datum.",
    },
    OptionValueError: {
        "zh": "选项 --{option} 没有“{value}”这个值。可用：{allowed}。",
        "en": "The option --{option} has no value “{value}”. Use: {allowed}.",
    },
    ShapeError: {
        "zh": "“{value}”不能构成范围。请按“经度, 纬度”填写十进制度（WGS-84），多边形每行一个角点、"
        "至少三个；矩形先填西南角，再填东北角。",
        "en": "“{value}” makes no shape. Write decimal degrees as “longitude, latitude” (WGS-84): "
        "a polygon one corner a line and at least three, a rectangle its south-west corner first.",
    },
    UnknownFocusError: {
        "zh": "链接指向的“{value}”不在本数据中，已返回全市。可在搜索框中按名称查找。",
        "en": "The link points at “{value}”, which is not in this data; showing the whole city. "
        "Search for it by name instead.",
    },
    BundleError: {
        "zh": "无法合并离线网页所需的脚本：{problem}。请在安装目录运行 npm ci 后重试。",
        "en": "The scripts of the standalone file could not be put together: {problem}. "
        "Run npm ci where this is installed, then try again.",
    },
    PackError: {
        "zh": "“{format}”没有生成，原因已记入服务器日志，其余文件不受影响。"
        "请重试，或告诉维护人员。",
        "en": "“{format}” could not be written; the server’s log says why. The other files are not "
        "affected. Try again, or tell whoever runs this server.",
    },
    TemplateError: {
        "zh": "该文件不能用作幻灯片模板。请提供 PowerPoint 的 .pptx 文件（30 MB 以内，"
        "无密码，至少有一个版式）。",
        "en": "This file cannot serve as a template for slides. Give a PowerPoint .pptx file of up "
        "to 30 MB, without a password, with at least one layout.",
    },
    UnknownMarkError: {
        "zh": "候选清单中的“{value}”不在本数据中，已去掉（备注：{note}）。可按名称查找后重新加入。",
        "en": "The shortlist names “{value}” (note: {note}), which is not in this data; "
        "it was left out. Search for it by name and mark it again.",
    },
    PathError: {
        "zh": "“{path}”是网址或虚拟路径，不是本机上的文件。请先把文件保存到本机，再给出它的路径。",
        "en": "“{path}” is an address or a virtual path, not a file on this machine. Save the "
        "file first and give its path.",
    },
    MissingFileError: {
        "zh": "找不到或无法读取文件“{file}”。请检查路径和权限。",
        "en": "The file “{file}” is not there or cannot be read. Check the path and the "
        "permissions.",
    },
    FormatError: {
        "zh": "不支持“{file}”的格式。可用格式：{formats}。请在原软件中另存为其中一种。",
        "en": "“{file}” is of a format that is not read. Save it as one of: {formats}.",
    },
    ContentError: {
        "zh": "“{file}”的内容与扩展名不符，或文件不完整。请在原软件中重新另存后再试。",
        "en": "The content of “{file}” is not what its ending says, or part of it is missing. "
        "Save it again from the program that made it.",
    },
    OldExcelError: {
        "zh": "“{file}”是旧版 .xls 工作簿或加了密码。请在 Excel 中去掉密码，另存为 .xlsx。",
        "en": "“{file}” is an old .xls workbook or has a password. Remove the password in "
        "Excel and save it as .xlsx.",
    },
    MacroError: {
        "zh": "“{file}”含有宏，不予读取。请另存为不带宏的 .xlsx。",
        "en": "“{file}” carries macros and is not read. Save it as an .xlsx without macros.",
    },
    EntityError: {
        "zh": "“{file}”的 XML 含有实体声明，可能有害，不予读取。请在 Excel 中重新另存为 .xlsx。",
        "en": "The XML in “{file}” declares entities, which may do harm; it is not read. Save "
        "it again as .xlsx in Excel.",
    },
    FileTooLargeError: {
        "zh": "“{file}”超过 {limit} MB 的上限。请分成几个文件，或请维护人员调高上限。",
        "en": "“{file}” is larger than the limit of {limit} MB. Split it, or ask whoever runs "
        "this server to raise the limit.",
    },
    UnpackedTooLargeError: {
        "zh": "“{file}”解压后超过 {limit} MB 的上限，不予读取。请分成几个文件。",
        "en": "“{file}” unpacks to more than the limit of {limit} MB; it is not read. Split it.",
    },
    RatioError: {
        "zh": "“{file}”中的“{member}”压缩比超过 {limit} 倍，像是压缩炸弹，"
        "不予读取。请重新生成文件。",
        "en": "“{member}” in “{file}” is packed more than {limit} times, as a zip bomb is; it "
        "is not read. Make the file again.",
    },
    MembersError: {
        "zh": "“{file}”内的文件超过 {limit} 个，不予读取。请只打包所需的文件。",
        "en": "“{file}” holds more than {limit} files; it is not read. Pack only those that "
        "are needed.",
    },
    NestedArchiveError: {
        "zh": "“{file}”里还有压缩包“{member}”，不予读取。请先解压，只打包 Shapefile 的各个文件。",
        "en": "“{file}” holds another archive, “{member}”; it is not read. Unpack it and zip "
        "only the files of the shapefile.",
    },
    ClimbingPathError: {
        "zh": "“{file}”中的“{member}”路径越出压缩包，不予读取。请重新打包，不要带目录。",
        "en": "The path of “{member}” in “{file}” leaves the archive; it is not read. Zip the "
        "files again without folders.",
    },
    LinkError: {
        "zh": "“{file}”中的“{member}”是链接而不是文件，不予读取。请打包文件本身。",
        "en": "“{member}” in “{file}” is a link, not a file; it is not read. Zip the file itself.",
    },
    PasswordError: {
        "zh": "“{file}”加了密码，无法读取。请去掉密码后重新打包。",
        "en": "“{file}” has a password and cannot be read. Zip it again without one.",
    },
    ShapefileError: {
        "zh": "“{file}”须恰好含有一套 Shapefile（.shp、.shx、.dbf），现在有 {count} 个 "
        ".shp，缺少：{missing}。请重新打包。",
        "en": "“{file}” must hold exactly one shapefile (.shp, .shx, .dbf); it has {count} "
        ".shp and lacks: {missing}. Zip it again.",
    },
    EncodingError: {
        "zh": "“{file}”的文字既不是 UTF-8 也不是 GB18030（GBK）编码。请另存为 UTF-8。",
        "en": "The text of “{file}” is neither UTF-8 nor GB18030 (GBK). Save it as UTF-8.",
    },
    EmptyFileError: {
        "zh": "“{file}”没有数据行。请检查是否选对了文件和工作表。",
        "en": "“{file}” holds no rows of data. Check that it is the right file and sheet.",
    },
    DamagedFileError: {
        "zh": "“{file}”无法读取，可能已损坏（{problem}）。请在原软件中重新另存后再试。",
        "en": "“{file}” cannot be read and may be damaged ({problem}). Save it again from the "
        "program that made it.",
    },
    TooManyRowsError: {
        "zh": "“{file}”超过 {limit} 行的上限。请分成几个文件，或请维护人员调高上限。",
        "en": "“{file}” has more rows than the limit of {limit}. Split it, or ask whoever "
        "runs this server to raise the limit.",
    },
    TooManyColumnsError: {
        "zh": "“{file}”超过 {limit} 列的上限。请删去不需要的列。",
        "en": "“{file}” has more columns than the limit of {limit}. Remove those that are not "
        "needed.",
    },
    TooManyVerticesError: {
        "zh": "“{file}”的图形超过 {limit} 个顶点的上限。请先简化图形。",
        "en": "The shapes of “{file}” have more vertices than the limit of {limit}. Simplify "
        "them first.",
    },
    TooDeepError: {
        "zh": "“{file}”的图形嵌套超过 {limit} 层，不予读取。请重新导出为普通的点、线或面。",
        "en": "The shapes of “{file}” are nested more than {limit} deep; it is not read. "
        "Export plain points, lines or polygons.",
    },
    SheetError: {
        "zh": "“{file}”里没有名为“{name}”的工作表或图层。现有：{names}。",
        "en": "“{file}” has no sheet or layer “{name}”. It has: {names}.",
    },
    DatumNameError: {
        "zh": "不认识坐标系“{value}”。可用：wgs84、cgcs2000、gcj02、bd09，"
        "或适用于北京的 EPSG 编号，如 EPSG:4548。",
        "en": "“{value}” is not a datum that is known. Use wgs84, cgcs2000, gcj02, bd09 or an "
        "EPSG code that is used in Beijing, such as EPSG:4548.",
    },
    NoColumnsError: {
        "zh": "“{file}”的表头中找不到{needed}。现有列：{headers}。请修改表头，或在页面上指定各列。",
        "en": "No column of “{file}” is recognised as {needed}. It has: {headers}. Rename the "
        "columns, or say on the page which is which.",
    },
    NoBoundariesError: {
        "zh": "“{file}”中没有一个面能按编号或名称对应到组团、地点或区。请加上 id 或“名称”列，"
        "例如 chaoyang 或“朝阳区”。",
        "en": "No polygon in “{file}” matches a cluster, place or district by id or name. Add "
        "a column id or name, such as chaoyang or “Chaoyang”.",
    },
    RejectedRowsError: {
        "zh": "“{file}”有 {rejected} 行未通过检查，没有导入。请按报告改正，"
        "或用 --keep-good 只导入合格的行。",
        "en": "{rejected} rows of “{file}” were rejected; nothing was imported. Correct them "
        "as the report says, or keep the good rows with --keep-good.",
    },
    ImportFailedError: {
        "zh": "无法写入数据文件夹“{folder}”（{problem}），原有数据未改动。请检查权限和磁盘空间。",
        "en": "The folder “{folder}” cannot be written ({problem}); its data is as it was. "
        "Check permissions and disk space.",
    },
    OutputError: {
        "zh": "无法写入“{file}”（{problem}）。可写格式：{formats}。",
        "en": "“{file}” cannot be written ({problem}). Formats that are written: {formats}.",
    },
    PlacementError: {
        "zh": "“{file}”的坐标按 {datum} 读取时几乎都不在北京。请说明坐标系，例如 {option}。",
        "en": "Read as {datum}, hardly any point of “{file}” is in Beijing. Say what the "
        "coordinates are, such as {option}.",
    },
}

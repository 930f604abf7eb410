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


class UnknownFocusError(TwoZonesError):
    """A link points at a place or project that is not in the register."""


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
}

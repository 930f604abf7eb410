"""What matters to whoever asks where a project would fit."""

from dataclasses import asdict, dataclass, fields
from typing import Final

HEAVIEST: Final = 5


@dataclass(frozen=True)
class Weights:
    """How much each part matters, 0 (not at all) to ``HEAVIEST``."""

    policies: int = 3
    peers: int = 2
    foreign: int = 1
    factor: int = 1

    def __str__(self) -> str:
        """Return the text that stands for these weights in a link."""
        return ",".join(str(weight) for weight in asdict(self).values())

    @property
    def total(self) -> int:
        """The sum of the weights."""
        return sum(asdict(self).values())


DEFAULT_WEIGHTS: Final = Weights()
PARTS: Final = tuple(field.name for field in fields(Weights))


def read_weights(text: str) -> Weights:
    """Return the weights that a link's text stands for; ValueError where it is none."""
    numbers = [int(word) for word in text.split(",")]
    if len(numbers) != len(PARTS) or not all(0 <= number <= HEAVIEST for number in numbers):
        raise ValueError(text)
    return Weights(*numbers)

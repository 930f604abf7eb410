"""The ranking of the clusters in words, as paper and files say it."""

from geo.ask.fit import Fit
from geo.say.answer_words import sectors_note
from geo.view.view import View
from geo.view.weights import PARTS
from geo.words.text import Text


def ranked_name(fit: Fit, name: str, text: Text) -> str:
    """Return a cluster's name with its rank and score."""
    return text("fit.ranked_name", rank=fit.rank, name=name, score=f"{fit.score:.1f}")


def how_ranked(view: View, text: Text) -> str:
    """Return for whom clusters are ranked, by which formula and weights, or why they are not."""
    if not view.weights.total:
        return text("fit.no_weight")
    comma = text("briefing.comma")
    weights = comma.join(f"{text(f'fit.{part}')} {getattr(view.weights, part)}" for part in PARTS)
    asked = sectors_note(view.sector, text)
    if view.factor:
        factors = comma.join(text(f"factor.{factor}") for factor in view.factor)
        asked += f" · {text('fit.factors', factors=factors)}"
    return f"{asked}. {text('fit.formula')} {text('fit.weights', weights=weights)}"

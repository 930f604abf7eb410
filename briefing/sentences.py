"""What a place comes to in one sentence, made of its numbers: headlines of slides and reports."""

from briefing.section import Section
from geo.register.news import FINAL
from geo.words.numerals import number
from geo.words.text import Text


def sentence_of(section: Section, text: Text) -> str:
    """Return the headline of a place: its projects, how far they are, and what they disclose."""
    summary = section.summary
    if not summary.projects:
        return text("sentence.none", place=section.name)
    done = sum(summary.statuses[status] for status in FINAL)
    said = [
        text("sentence.projects", place=section.name, count=number(summary.projects)),
        text("sentence.done", count=number(done)),
    ]
    if summary.disclosed is not None:
        amount = text.investment(summary.disclosed)
        said.append(text("sentence.investment", amount=amount, known=summary.investment_known))
    return text("sentence.comma").join(said)


def policies_sentence(section: Section, text: Text) -> str:
    """Return the headline of a place's policies: how many hold, and how many can be used."""
    uses = section.holding.uses
    return text(
        "sentence.policies",
        place=section.name,
        count=number(section.holding.count.total),
        usable=number(uses["usable"]),
    )


def unplaced_sentence(section: Section, text: Text) -> str:
    """Return the headline of the projects that the map cannot show."""
    levels = section.summary.levels
    missing = section.summary.projects - levels["point"]
    if not missing:
        return text("slides.all_placed")
    facts = {name: number(levels[name]) for name in ("place", "district", "city")}
    return text("sentence.unplaced", count=number(missing), **facts)

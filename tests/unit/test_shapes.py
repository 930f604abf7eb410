"""A shape and its text in a link say the same; what is no shape is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ground.gcj02 import gcj02_to_wgs84, wgs84_to_gcj02
from geo.view.shapes import (
    CORNER_LIMIT,
    TEXT_LIMIT,
    Circle,
    Near,
    Polygon,
    Rectangle,
    Shape,
    move_shape,
    read_shape,
)
from tests.unit.strategies import shapes


@given(shapes())
def test_a_text_leads_back_to_its_shape(shape: Shape) -> None:
    assert read_shape(str(shape)) == shape


def test_the_texts_of_the_documentation() -> None:
    assert read_shape("circle:116.46,39.91,5") == Circle(116.46, 39.91, 5)
    assert read_shape("rectangle:116.3,39.8,116.6,40") == Rectangle(116.3, 39.8, 116.6, 40)
    assert read_shape("near:cluster:chaoyang,3") == Near("cluster:chaoyang", 3)
    corners = ((116.3, 39.8), (116.6, 39.8), (116.45, 40.0))
    assert read_shape("polygon:116.3,39.8,116.6,39.8,116.45,40") == Polygon(corners)


def test_a_text_is_compact() -> None:
    assert str(Circle(116.46, 39.91, 10)) == "circle:116.46,39.91,10"
    assert str(Near("place:cbd", 0.5)) == "near:place:cbd,0.5"


def many_corners(count: int) -> str:
    """Return the text of a polygon of some corners on a circle."""
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    corners = np.column_stack([116 + np.cos(angles), 40 + np.sin(angles)])
    return "polygon:" + ",".join(f"{value:.3f}" for value in corners.ravel())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "circle",
        "circle:",
        "circle:116,39",
        "circle:116,39,0",
        "circle:116,39,-1",
        "circle:116,39,1e9",
        "circle:116,39,nan",
        "circle:inf,39,1",
        "circle:39.9,116.4,5",  # latitude and longitude the wrong way round
        "square:1,2,3,4",
        "rectangle:116.6,39.8,116.3,40",
        "rectangle:116.3,40,116.6,40",
        "polygon:116,39,117,39",
        "polygon:116,39,117,39,118",
        "polygon:116,39,117,39,118,39",  # no ground
        "polygon:116,39,116,39,116,39",
        "near:,3",
        "near:cluster:etown",
        "near:" + "x" * 200 + ",3",
        many_corners(CORNER_LIMIT + 1),
        "polygon:" + "1," * TEXT_LIMIT,
    ],
)
def test_what_is_no_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_shape(text)


def test_the_most_corners_fit() -> None:
    shape = read_shape(many_corners(CORNER_LIMIT))
    assert len(str(shape)) <= TEXT_LIMIT


@given(st.text(max_size=60))
def test_no_text_fails_but_with_a_value_error(text: str) -> None:
    for prefix in ("", "circle:", "rectangle:", "polygon:", "near:"):
        try:
            shape = read_shape(prefix + text)
        except ValueError:
            continue
        assert read_shape(str(shape)) == shape


@given(shapes())
def test_a_shape_drawn_on_gcj02_comes_back_to_a_metre(shape: Shape) -> None:
    there = move_shape(shape, wgs84_to_gcj02)
    back = move_shape(there, gcj02_to_wgs84)
    assert type(back) is type(shape)
    numbers = [
        [float(number) for number in str(one).partition(":")[2].split(",")]
        for one in (shape, back)
        if not isinstance(one, Near)
    ]
    if numbers:
        assert np.abs(np.subtract(*numbers)).max() <= 1.1e-5
    else:
        assert back == shape

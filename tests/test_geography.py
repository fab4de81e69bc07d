"""Distances and directions on the earth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.geography import kilometres, moved

LATITUDES, LONGITUDES = st.floats(-89, 89), st.floats(-180, 180)


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [((48.8566, 2.3522), (51.5074, -0.1278), 344), ((0, 0), (0, 180), 20015), ((10, 179.5), (10, -179.5), 109.5)],
)
def test_known_distances(here: tuple[float, float], there: tuple[float, float], km: float) -> None:
    """Paris to London, half the equator, and a way across the date line have the length that maps give."""
    assert kilometres(*here, *there) == pytest.approx(km, rel=0.006)


@given(LATITUDES, LONGITUDES, st.floats(0, 360), st.floats(0, 5000))
def test_moving_goes_as_far_as_it_says(lat: float, lon: float, bearing: float, km: float) -> None:
    """A point that was moved lies at the distance by which it was moved, and within the bounds of the map."""
    there = moved(lat, lon, bearing, km)
    assert kilometres(lat, lon, *there) == pytest.approx(km, abs=0.01)
    assert -90 <= there[0] <= 90
    assert -180 <= there[1] <= 180

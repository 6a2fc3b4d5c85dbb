"""Nothing that looks like an app's own file makes a reader fail; `tests.bench.hostile_imports` tries more of it."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers import hostile
from tests.importers.reading import everything
from tests.importers.test_read import fuzz


@pytest.mark.parametrize("app", hostile.APPS)
@fuzz
@given(by=st.randoms(use_true_random=False))
def test_values_that_make_no_sense_do_no_harm(app: str, by: Random) -> None:
    assert everything("export.bin", hostile.APPS[app](by))


@pytest.mark.parametrize("app", hostile.APPS)
@fuzz
@given(by=st.randoms(use_true_random=False))
def test_bytes_that_nobody_wrote_do_no_harm(app: str, by: Random) -> None:
    assert everything("export.bin", hostile.changed(hostile.APPS[app](Random(1)), by))

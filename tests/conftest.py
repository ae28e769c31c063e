"""What every test stands on: no index of the developer's own bears on what the tests read."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_added_gazetteer(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield

"""Settings of any text in the file or the environment: taken, or refused in one sentence that tells no secret."""

import os
from contextlib import suppress
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.settings import PREFIX, Settings, SettingsError, load_settings
from tests.fuzz.altered import VALUES, Changes, altered, changes
from tests.fuzz.amounts import examples
from tests.fuzz.strategies import text
from tests.fuzz.test_files import Broken, broken, broken_by

EXAMPLE = (Path(__file__).parents[2] / "config.example.toml").read_text(encoding="utf-8")
SECRET = "123456789:AAbimatbimatbimatbimatbimatbimat000"
SET = EXAMPLE.replace("[telegram]\n", f'[telegram]\ntoken = "{SECRET}"\n')
KEYS = [
    f"{PREFIX}{section}__{key}".upper()
    for section, field in Settings.model_fields.items()
    for key in getattr(field.annotation, "model_fields", {"0": None})
] + [f"{PREFIX}{section}".upper() for section in Settings.model_fields]
typable = text.filter(lambda value: "\0" not in value and not any("\ud800" <= c <= "\udfff" for c in value))
"""What an environment can hold at all."""


def refused_or_taken(file: Path | None) -> None:
    with suppress(SettingsError):
        try:
            load_settings(file)
        except SettingsError as error:
            sentence = str(error)
            assert "\n" not in sentence.strip()
            assert SECRET not in sentence
            assert ": " in sentence
            raise


@examples(5, one_in=4)
@given(changed=changes)
def test_a_settings_file_altered_anywhere_is_taken_or_refused(tmp_path: Path, changed: Changes) -> None:
    file = tmp_path / "config.toml"
    file.write_text(altered(SET, changed), encoding="utf-8", errors="surrogatepass")
    refused_or_taken(file)


@examples(5, one_in=4)
@given(how=broken)
def test_a_settings_file_of_broken_bytes_is_taken_or_refused(tmp_path: Path, how: Broken) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(broken_by(SET.encode(), how))
    refused_or_taken(file)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("nowhere")
@examples(5, one_in=4)
@given(given=st.dictionaries(st.sampled_from(KEYS), typable | st.sampled_from(VALUES), min_size=1, max_size=3))
@example(given={"CADREBOT_CENTRE__TIMEZONE": "0\n0"})
def test_any_environment_is_taken_or_refused(given: dict[str, str]) -> None:
    with mock.patch.dict(os.environ, given):
        refused_or_taken(None)

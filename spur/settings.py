"""A region's settings: what belongs to it and not to the rubric. A small TOML file:

[region]
id = "vastmanland"
name = { sv = "Region Västmanland", en = "Region Västmanland" }

[plan]
days = 60    # from the inspection until an action plan is due; left out, there is no deadline
"""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from spur.records.problem import InvalidInput, Problem
from spur.rubric.parts import Filled, Id, Part
from spur.rubric.typed import parsed, text_of, typed
from spur.wording import Lang


class Name(Part):
    """What the region is called in each language."""

    sv: Filled
    en: Filled


class RegionSettings(Part):
    id: Id
    name: Name


class PlanSettings(Part):
    """``days`` from the inspection until a plan is due; None where the region has set no deadline."""

    days: Annotated[int, Field(ge=1, le=3650)] | None = None


class Settings(Part):
    region: RegionSettings
    plan: PlanSettings = PlanSettings()

    def region_name(self, lang: Lang) -> str:
        return self.region.name.sv if lang == "sv" else self.region.name.en


def load_settings(path: Path) -> Settings:
    """Reads a settings file. Raises InvalidInput with every mistake in it."""
    text = text_of(path)
    source = parsed(text, path.name) if isinstance(text, str) else text
    if isinstance(source, Problem):
        raise InvalidInput([source])
    settings, problems = typed(source, Settings)
    if settings is None:
        raise InvalidInput(problems)
    return settings

"""A region's settings: what belongs to it and not to the rubric. A small TOML file:

[region]
id = "vastmanland"
name = { sv = "Region Västmanland", en = "Region Västmanland" }

[plan]
days = 60    # from the inspection until an action plan is due; left out, there is no deadline

[disclosure]
k = 5                 # the fewest people of whom answers are shown: 5 or more
k_distribution = 10   # the fewest of whom a mean, a spread or a distribution is: 10 or more
published = "…"       # only for answers that are public already, with where: then nothing is withheld

[disclosure.public]   # the same for reports that anybody may read (--profile public)
k = 10                # 10 or more
k_distribution = 20   # 20 or more

[look]                # left out, the reports look as spur's own
colour = "#12475A"        # headings, rules and the strongest part of charts
chart_colour = "#5E8FA1"  # plain bars
logo = "logo.png"         # a PNG or JPEG, found from this file on
contact = "…"             # stands on the first page

[statistics]
interval = "wilson"   # how the interval of a share is worked out; or "clopper-pearson" or "jeffreys"
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr

from spur.disclosure.release import Profile, Protection
from spur.look import LookSettings, checked
from spur.records.problem import InvalidInput, Problem
from spur.rubric.parts import Filled, Id, Part
from spur.rubric.typed import parsed, text_of, typed
from spur.statistics.proportion import IntervalMethod
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


class PublicSettings(Part):
    """The same two for reports that anybody may read."""

    k: Annotated[int, Field(ge=10, le=1000)] = 10
    k_distribution: Annotated[int, Field(ge=20, le=1000)] = 20


class DisclosureSettings(Part):
    """``k``: the fewest people of whom anything is shown; ``k_distribution`` the same for means, spread and
    distributions. A region may be stricter than spur, not laxer. ``published`` tells where the answers have been
    published already; then nothing is withheld, and every report says so."""

    k: Annotated[int, Field(ge=5, le=1000)] = 5
    k_distribution: Annotated[int, Field(ge=10, le=1000)] = 10
    published: Filled | None = None
    public: PublicSettings = PublicSettings()

    def protection(self, profile: Profile) -> Protection:
        """What a report of this profile withholds. What everybody may read is never less protected than the rest."""
        if self.published is not None or profile is Profile.INSPECTOR:
            return Protection.needless(self.published or "", profile)
        of_units = Protection(k=self.k, k_distribution=max(self.k, self.k_distribution))
        if profile is Profile.UNIT:
            return of_units
        k = max(self.k, self.public.k)
        k_distribution = max(k, of_units.k_distribution, self.public.k_distribution)
        return Protection(k=k, k_distribution=k_distribution, profile=profile, k_unit=self.k if self.k < k else 0)


class StatisticsSettings(Part):
    """``interval`` is the method for the intervals of single shares. Those of differences are Newcombe's always."""

    interval: Literal["wilson", "clopper-pearson", "jeffreys"] = "wilson"


class Settings(Part):
    region: RegionSettings
    plan: PlanSettings = PlanSettings()
    disclosure: DisclosureSettings = DisclosureSettings()
    statistics: StatisticsSettings = StatisticsSettings()
    look: LookSettings = LookSettings()
    _logo: bytes = PrivateAttr(b"")

    @property
    def theme(self) -> dict[str, Any]:
        """What of a report's theme the region has chosen itself."""
        own = {"accent": self.look.colour, "bar": self.look.chart_colour, "logo": self._logo}
        return {name: value for name, value in (own | {"contact": self.look.contact}).items() if value}

    @property
    def interval(self) -> IntervalMethod:
        return IntervalMethod(self.statistics.interval)

    def region_name(self, lang: Lang) -> str:
        return self.region.name.sv if lang == "sv" else self.region.name.en


def load_settings(path: Path) -> Settings:
    """Reads a settings file. Raises InvalidInput with every mistake in it."""
    text = text_of(path)
    source = parsed(text, path.name) if isinstance(text, str) else text
    if isinstance(source, Problem):
        raise InvalidInput([source])
    settings, problems = typed(source, Settings)
    # whatever else is wrong: the look is checked too, so that everything is told at once
    look, _ = typed(replace(source, data=source.table("look")), LookSettings)
    logo, wrong = checked(look, path.parent, source) if look else (b"", [])
    if settings is None or wrong:
        raise InvalidInput(sorted([*problems, *wrong], key=lambda each: each.place.row or 0))
    settings._logo = logo
    return settings

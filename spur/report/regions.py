"""What a region is called in print."""

import tomllib
from importlib.resources import files


def region_names() -> dict[str, str]:
    """The name of each of the country's regions, by its id."""
    return tomllib.loads(files(__package__).joinpath("regions.toml").read_text(encoding="utf-8"))


def region_name(region_id: str) -> str:
    """ "Region Västmanland" for ``vastmanland``; the id itself for a region that ``regions.toml`` does not have."""
    return region_names().get(region_id, region_id)

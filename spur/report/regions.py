"""What a region is called in print."""

import tomllib
from importlib.resources import files


def region_name(region_id: str) -> str:
    """ "Region Västmanland" for ``vastmanland``; the id itself for a region that ``regions.toml`` does not have."""
    names = tomllib.loads(files(__package__).joinpath("regions.toml").read_text(encoding="utf-8"))
    return str(names.get(region_id, region_id))

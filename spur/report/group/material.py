"""Everything that a group's report is written from."""

from spur.report.part import PartMaterial


class GroupMaterial(PartMaterial):
    """The figures of a group's report, of its region, and the grades of its ``units``. ``part`` and ``group`` are the
    same."""

    def keys_of(self, room: str, key: str) -> list[str]:
        """What a unit's report says is said of a group in words of its own, where it needs them."""
        chapter, _, rest = key.partition(".")
        own = [f"{room}.of_group.{rest}"] if chapter == "unit" else []
        return [*own, *super().keys_of(room, key)]

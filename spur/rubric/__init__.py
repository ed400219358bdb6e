"""The rubric: the law in a TOML file. Its types, loading and checking it, and the shelf that it stands on."""

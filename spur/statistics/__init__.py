"""Mathematics on tallies: exact until shown. Nothing here reads, prints, or knows what a unit is."""

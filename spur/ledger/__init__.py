"""The append-only database, and the only room that knows SQL. It saves records and hands out records and tallies."""

"""One module for each question asked of the data. Each takes records and tallies and returns figures; none does I/O."""

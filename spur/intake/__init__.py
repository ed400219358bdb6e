"""Files ⇄ records. Every reader returns the records and all problems; none raises for what stands in a file."""

"""What may be shown of what people answered. Pure: sizes and counts in, a decision out."""

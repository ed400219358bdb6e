"""The list of actions: a workbook that goes out to those who see to them, and comes back."""

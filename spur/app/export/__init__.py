"""A whole ledger as a folder of flat tables that anybody can open, and such a folder as a ledger again."""

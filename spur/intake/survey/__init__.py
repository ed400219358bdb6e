"""A survey file, as whatever tool it was made with exports it → responses."""

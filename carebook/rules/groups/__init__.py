"""Rules about care groups."""

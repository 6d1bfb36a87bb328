"""Rules about one patient: who they are, how they are, what was done for them, with whom it was agreed."""

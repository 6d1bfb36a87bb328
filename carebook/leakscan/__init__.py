"""What must not leave: which values, how they may be spelled, and the look into every file."""

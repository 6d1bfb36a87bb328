"""What a change of the data does: findings, due items, papers and records of two states, compared."""

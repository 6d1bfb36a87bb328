"""Measurements: how long things take and how good they are, beside a plain way of doing them."""

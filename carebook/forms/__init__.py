"""Forms as data: which fields papers and pages show, in which order; read from ``forms/`` and held to the schemas."""

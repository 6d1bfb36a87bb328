"""Read a data folder: text with positions, schemas, typed records, the registry."""

"""YAML to values with positions, held against the schemas; what is wrong, in Chinese sentences."""

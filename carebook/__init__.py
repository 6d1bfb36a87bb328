"""Papers and pages of community mental-health care in a township, made from records in git."""

__version__ = "0.1.0"

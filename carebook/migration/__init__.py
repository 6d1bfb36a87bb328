"""Data of an older format, made into data of this one: text by text, comments kept."""

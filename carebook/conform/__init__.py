"""Measure a finished document, whoever made it, against GB/T 9704—2012. Knows nothing of patients."""

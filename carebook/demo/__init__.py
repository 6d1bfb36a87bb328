"""Invented townships: the demo of 清溪乡 and townships of any size for tests and measurements.

Nothing here reads real data. Every person, number and place is made up from syllables and a seed.
"""

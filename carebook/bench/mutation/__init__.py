"""Mutation testing with mutmut: changes small things in the program and asks whether a test notices."""

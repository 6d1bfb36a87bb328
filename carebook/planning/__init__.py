"""Lay a month's duties on working days: pure functions of due items, groups, calendar and settings."""

"""Rules about official documents: their texts, their form, their numbers, their publication."""

"""The identity vault: keys, tokens, recipients, and everything that changes a locked identity."""

"""How a command ends with a sentence."""

from __future__ import annotations


class Stop(Exception):  # noqa: N818 - it ends a command with a sentence, it is no fault
    """End the command with a Chinese sentence and an exit code (1 findings, 2 wrong use)."""

    def __init__(self, sentence: str, code: int = 2) -> None:
        """Keep the sentence and the code."""
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code

"""Lines for the person at the keyboard: Chinese, UTF-8, on standard error, a moving line on a terminal."""

import io
import sys

WIDTH = 72


class Stop(Exception):  # noqa: N818  an orderly end, not an error in the program
    """The launcher cannot go on; the sentence says why and what to do, `tail` is what a tool printed last."""

    def __init__(self, sentence: str, *, code: int = 3, tail: tuple[str, ...] = ()) -> None:
        """Keep the sentence, the exit code (2 wrong use, 3 fault) and the last lines of a tool."""
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.tail = tail


def speak_utf8() -> None:
    """Make both outputs UTF-8, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)


def line(text: str) -> None:
    """Print one line of its own."""
    print(_over() + text if _terminal() else text, file=sys.stderr, flush=True)


def step(text: str, *, loud: bool) -> None:
    """Show progress: in place on a terminal; elsewhere as a line, and only when it is `loud`."""
    if _terminal():
        print(_over() + text, end="", file=sys.stderr, flush=True)
    elif loud:
        line(text)


def _terminal() -> bool:
    return sys.stderr.isatty()


def _over() -> str:
    return "\r" + " " * WIDTH + "\r"

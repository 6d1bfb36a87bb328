#!/usr/bin/env python3
"""Start carebook: make the environment where it is missing, then hand over to the command line.

This one file must be readable by every Python 3, however old, so that an old one is told so in a
sentence; all the rest of the launcher may use what Python 3.11 offers.
"""

import os
import sys

OLDEST = (3, 11)


def refuse(version: "tuple[int, ...]") -> int:
    """Say that this Python is too old; the exit code is that of wrong use."""
    found = ".".join(str(part) for part in version[:2])
    sentence = "本程序要用 Python 3.11 或更新的版本，现在的是 {0}。请换一个，例如：python3.11 build.py\n".format(found)
    # bytes, because an old Python in a plain C locale cannot print Chinese
    os.write(2, sentence.encode("utf-8"))
    return 2


def start() -> int:
    """Hand the arguments to the launcher beside this file."""
    if sys.version_info < OLDEST:
        return refuse(sys.version_info[:3])
    root = os.path.dirname(os.path.realpath(__file__))
    # not left to Python: with PYTHONSAFEPATH set it would not look beside the script
    sys.path.insert(0, root)
    from launcher.start import main

    return main(root, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(start())

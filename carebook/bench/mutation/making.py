"""Run by itself in the tree laid out for mutmut: makes the mutants, or prints the change that each of some makes.

It imports nothing of the product: the tests that mutmut runs must find the mutated copy, not the one beside this file.
"""

import json
import os
import sys
from pathlib import Path

from mutmut.__main__ import create_mutants
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir


def make() -> None:
    """Write ``mutants/``, as ``mutmut run`` does first, so that a sample can be drawn before anything is run."""
    set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir(exist_ok=True)
    copy_src_dir()
    copy_also_copy_files()
    create_mutants(os.cpu_count() or 1)


def show(names: list[str]) -> None:
    """Print the difference of each mutant to the original, as a JSON object by name."""
    json.dump({name: get_diff_for_mutant(name) for name in names}, sys.stdout)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make()
    else:
        show(json.load(sys.stdin))

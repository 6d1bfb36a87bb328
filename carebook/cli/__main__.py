"""Entry of ``python -m carebook.cli``."""

from __future__ import annotations

import sys
import traceback

from carebook.cli.main import main

_FAULT = 3

if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        sys.exit(0)
    except Exception:  # noqa: BLE001 - the last place where a fault of the program can be told as one
        traceback.print_exc()
        print("程序内部故障，数据和原有的文件没有改动。请把上面的内容交给维护人员。", file=sys.stderr)
        sys.exit(_FAULT)

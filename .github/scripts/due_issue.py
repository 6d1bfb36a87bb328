"""Keep one issue of the forge in step with the due list of the day.

Works with the REST interface that GitHub and Gitea share, from the variables both give to a workflow.
Only ids, villages and dates are written: an issue is read by more people than the records are.
"""

import argparse
import json
import os
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

TITLE = "到期清单"
MARK = "<!-- carebook: due list -->"
STATES = {"overdue": "已超期", "open": "待办"}
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:-]*")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST = 400  # rows; the forges take about 65,000 characters
PAGE = 50
SECONDS = 60

Item = dict[str, Any]


def rows(items: list[Item]) -> list[str]:
    """Write the items that ask for action as table rows, the most overdue first."""
    waiting = [item for item in items if item.get("state") in STATES]
    waiting.sort(key=lambda item: (str(item.get("due")), str(item.get("village")), str(item.get("subject"))))
    return [_row(item) for item in waiting]


def body(items: list[Item], today: str) -> str:
    """Write the text of the issue."""
    table = rows(items)
    head = [MARK, f"数据日期：{today}。共 {len(table)} 项待办或超期。", ""]
    if not table:
        return "\n".join([*head, "今天没有待办或超期的事项。", ""])
    more = [f"另有 {len(table) - MOST} 项，请用 `python3 build.py due` 查看。"] if len(table) > MOST else []
    columns = ["| 村 | 对象 | 事项 | 最迟 | 状态 |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *columns, *table[:MOST], "", *more, "本议题由每日任务更新，请勿手工修改。", ""])


def publish(text: str, *, wanted: bool) -> str:
    """Update the open issue that carries the mark, or open one if any is `wanted`; return what was done."""
    number = _find()
    if number is None and not wanted:
        return "没有到期事项，也没有旧议题，不新开。"
    if number is None:
        made = _call("POST", "issues", {"title": TITLE, "body": text})
        return f"新开议题 #{made['number']}。"
    _call("PATCH", f"issues/{number}", {"body": text})
    return f"已更新议题 #{number}。"


def main(words: list[str]) -> int:
    """Read the list that `build.py due --format json` wrote and publish it; 0 good, 2 wrong use, 3 forge trouble."""
    parser = argparse.ArgumentParser(description="把到期清单写进一个议题")
    parser.add_argument("list", type=Path, help="build.py due --format json 的输出")
    parser.add_argument("--today", required=True, help="数据日期，YYYY-MM-DD")
    given = parser.parse_args(words)
    absent = [name for name in ("GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN") if not os.environ.get(name)]
    if absent:
        print("缺环境变量：" + "、".join(absent), file=sys.stderr)
        return 2
    items = json.loads(given.list.read_text(encoding="utf-8"))
    try:
        print(publish(body(items, given.today), wanted=bool(rows(items))))
    except urllib.error.HTTPError as fault:
        print(f"平台拒绝了请求（{fault.code}）：请检查令牌有没有写议题的权限。", file=sys.stderr)
        return 3
    except OSError as fault:
        print(f"连不上平台：{fault}", file=sys.stderr)
        return 3
    return 0


def _row(item: Item) -> str:
    late = item.get("days_overdue") or 0
    state = STATES[item["state"]] + (f" {int(late)} 天" if late else "")
    cells = [_plain(ID, item.get(key)) for key in ("village", "subject", "obligation")]
    return f"| {' | '.join([*cells, _plain(DAY, item.get('due')), state])} |"


def _plain(shape: re.Pattern[str], value: object) -> str:
    """Let only an id or a date through: whatever else stands there might name somebody."""
    text = str(value)
    return text if shape.fullmatch(text) else "—"


def _find() -> int | None:
    page = 1
    while True:
        # per_page is GitHub's word, limit is Gitea's; each ignores the other's
        found = _call("GET", f"issues?state=open&type=issues&per_page={PAGE}&limit={PAGE}&page={page}")
        for issue in found:
            if MARK in (issue.get("body") or "") and not issue.get("pull_request"):
                return int(issue["number"])
        if not found:
            return None
        page += 1


def _call(method: str, path: str, content: dict[str, str] | None = None) -> Any:
    base = f"{os.environ['GITHUB_API_URL'].rstrip('/')}/repos/{os.environ['GITHUB_REPOSITORY']}"
    request = urllib.request.Request(  # noqa: S310  the address is the forge's own, given by its runner
        f"{base}/{path}",
        method=method,
        data=None if content is None else json.dumps(content).encode(),
        headers={
            "Authorization": f"token {os.environ['GITHUB_TOKEN']}",
            "Accept": "application/json",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  the same
        return json.loads(answer.read())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

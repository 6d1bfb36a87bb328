"""What editors must know: which schema explains and completes which files (``.vscode/settings.json``)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from carebook.forms.load import SCHEMA as FORM_SCHEMA
from carebook.forms.resolve import FOLDERS
from carebook.policy.files import FILES
from carebook.records.kinds import KINDS, Kind

_KEY = "yaml.schemas"
_UNKNOWN_OR_ID = "[A-Zu]"


def editor_schemas(folders: Sequence[str] = ("data", "tests/base")) -> dict[str, list[str]]:
    """Which schema editors use for which files: ``yaml.schemas`` of ``.vscode/settings.json``, from the table of kinds."""
    found = {f"./schemas/{kind.schema}.schema.json": [f"{f}/{_glob(kind)}" for f in folders] for kind in KINDS}
    named = [row.pattern for row in FILES if not row.many]
    for row in FILES:
        inside = row.pattern.rpartition("/")[0]
        globs = f"policies/{row.pattern if row.many or not inside else f'{inside}/*.yaml'}"
        others = [f"!policies/{name}" for name in named if row.pattern == "*.yaml" and "/" not in name]
        found[f"./schemas/{row.schema}.schema.json"] = [globs, *others]
    found[f"./schemas/{FORM_SCHEMA}.schema.json"] = ["forms/*.yaml", *(f"forms/{one}/*.yaml" for one in FOLDERS)]
    return found


def _glob(kind: Kind) -> str:
    """The files of a kind, as editors write it: a star stays within one folder."""
    if kind.owner:
        head = "township" if kind.owner == "township" else f"{kind.owner}/*"
        return f"{head}/20[0-9][0-9]/[0-9][0-9]-[0-9][0-9]-{kind.name}-{_UNKNOWN_OR_ID}*.yaml"
    folder, *rest = kind.example.split("/")
    if not rest:
        return folder
    return "/".join([folder, "*", *rest[1:]]) if rest[1:] else f"{folder}/*.yaml"


def editor_settings(text: str) -> str:
    """The editor's settings with the schemas as the table of kinds has them; everything else stays.

    Args:
        text: the settings as they are, JSON.
    """
    settings = {**json.loads(text), _KEY: editor_schemas()}
    return json.dumps(settings, ensure_ascii=False, indent=2) + "\n"

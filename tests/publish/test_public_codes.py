"""A notice with households, published: its public edition has codes, duty phones, and nobody."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pypdfium2

from carebook.publish.trees import Options
from carebook.reading.record import Record
from tests.publish.test_tree import made
from tests.townships import DEMO, township


def _texts(folder: Path) -> dict[str, str]:
    """Every file of a tree as text without blanks, read by other means than the build's own search."""
    found = {}
    for path in (one for one in folder.rglob("*") if one.is_file()):
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as package:
                text = "".join(re.sub("<[^>]+>", "", package.read(name).decode()) for name in package.namelist())
        elif path.suffix == ".pdf":
            document = pypdfium2.PdfDocument(path)
            text = "".join(page.get_textpage().get_text_range() for page in document)
            text += "".join(document.get_metadata_dict().values())
        else:
            text = path.read_bytes().decode("utf-8", "ignore")
        found[path.relative_to(folder).as_posix()] = "".join(text.split())
    return found


def _values() -> set[str]:
    """Names, numbers and addresses of the people served, their guardians and relatives, and private mobiles."""
    registry = township(DEMO).registry
    people: list[Record] = []
    for patient in registry.patients.values():
        identity = patient.identity
        assert identity is not None
        people += [identity, *identity.relatives, *identity.guardians]
    fields = ("name", "id_number", "phone", "registered_address", "residence_address", "address", "bank_account")
    values = {str(getattr(one, key, None) or "") for one in people for key in fields}
    values |= {phone for one in people for phone in getattr(one, "phones", ())}
    values |= {str(worker.mobile or "") for worker in registry.staff.values()}
    duty = {department.duty_phone for department in registry.township.departments} if registry.township else set()
    return {"".join(value.split()) for value in values} - duty - {""}


def test_households_become_codes(tmp_path: Path) -> None:
    """The notice of six households keeps its text; rosters name posts and duty phones; nobody can be found."""
    data = tmp_path / "data"
    shutil.copytree(DEMO, data)
    notice = data / "notices" / "2022-9.yaml"
    text = notice.read_text("utf-8").replace("state: printed", "state: published")
    opened = "attribute: 主动公开\n  released_on: 2022-01-20\n  public_edition: codes"
    notice.write_text(text.replace("attribute: 不予公开", opened), "utf-8")
    result = made(data, tmp_path / "site", Options(frozenset({"notices", "site"}), audiences=("public",)))
    assert result.findings == ()
    texts = _texts(tmp_path / "site" / "public")
    for form in ("pdf", "docx", "html"):
        edition = texts[f"documents/notices/2022-9.{form}"]
        assert "第6户联合服务管理领导小组" in edition
        assert "由3名以上小组成员同行" in edition
    values = _values()
    assert len(values) > 150
    assert [(path, value) for path, text in texts.items() for value in values if value in text] == []

"""Read an XML fragment into plain nodes that know their line. No entity, no DTD, no namespace."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

_DEEPEST = 40  # no paper nests deeper than eight; a limit keeps a bad fragment from exhausting the stack


class FragmentError(ValueError):
    """The text is not a well-formed fragment."""

    def __init__(self, message: str, line: int) -> None:
        """Keep the line beside the message."""
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class Raw:
    """One element as it was written."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Raw | str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The class attribute."""
        return self.attributes.get("class", "")


class _Reader:
    def __init__(self) -> None:
        self.stack = [Raw("", {}, 0)]
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.ProcessingInstructionHandler = self.refuse

    def refuse(self, *_: object) -> None:
        raise FragmentError("不得有 DOCTYPE 或处理指令", self.parser.CurrentLineNumber)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.stack) > _DEEPEST:
            raise FragmentError("嵌套过深", self.parser.CurrentLineNumber)
        node = Raw(tag, attributes, self.parser.CurrentLineNumber)
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def end(self, _tag: str) -> None:
        self.stack.pop()

    def characters(self, data: str) -> None:
        self.stack[-1].children.append(data)


def read(text: str) -> Raw:
    """Return the root element.

    Raises:
        FragmentError: not well-formed, with a DOCTYPE, or nested too deep.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(text.strip().encode("utf-8"), True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as error:
        raise FragmentError(expat.errors.messages[error.code], error.lineno) from error
    (root,) = (child for child in reader.stack[0].children if isinstance(child, Raw))
    return root

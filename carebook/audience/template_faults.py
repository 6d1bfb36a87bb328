"""What is wrong with a template, as a finding with file and line.

A township may change its templates. Whatever goes wrong while one is read or filled in is therefore said in Chinese,
with the spot in the template, and never as a traceback.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from carebook.audience.record_view import HiddenFieldError
from carebook.findings import Finding, Place

_SYNTAX = (
    (r"Encountered unknown tag '(\w+)'.*", "没有“{0}”这种标签，或者它放错了地方"),
    (r"Unexpected end of template.*'(\w+)'.*", "没有写完：缺少 {0}"),
    (r"Unexpected end of template.*", "没有写完"),
    (r"No filter named '([^']+)'.*", "没有名为“{0}”的过滤器"),
    (r"No test named '([^']+)'.*", "没有名为“{0}”的判断"),
    (r"block '([^']+)' defined twice", "块“{0}”写了两次"),
    (r"expected token '([^']+)', got '([^']+)'", "“{1}”处写错了，这里应是 {0}"),
    (r"unexpected '([^']+)'", "不应有“{0}”"),
    (r"Missing end of (\w+) .*", "没有写完：缺少结束标记"),
)
_UNDEFINED = (
    (r"'([^']+)' is undefined", "没有名为“{0}”的变量"),
    (r"'[^']*' has no attribute '([^']+)'", "这里没有“{0}”这一项"),
    (r"No filter named '([^']+)'.*", "没有名为“{0}”的过滤器"),
)
_HELP = "各模板可以用的变量和块见 docs/templates.md；改不好时用 git checkout 取回原来的模板"


class TemplateFault(Exception):  # noqa: N818 - it carries a finding, it is no fault of the program
    """A template cannot be used; nothing is published."""

    def __init__(self, finding: Finding) -> None:
        """Keep the finding that says where and why."""
        super().__init__(finding.message)
        self.finding = finding

    def __reduce__(self) -> tuple[type[TemplateFault], tuple[Finding]]:
        """Travel between processes with the finding."""
        return TemplateFault, (self.finding,)


@contextmanager
def as_template_fault(templates: Path, name: str) -> Iterator[None]:
    """Turn what a template named ``name`` does wrong into ``TemplateFault``; other faults go on as they are.

    Raises:
        TemplateFault: N881 (cannot be read), N882 (asks for what is not there), N883 (a part is missing).
    """
    try:
        yield
    except TemplateFault:
        raise
    except TemplateSyntaxError as error:
        written = Place(_shown(templates, error.filename or error.name or name), error.lineno or 1)
        raise TemplateFault(_finding("N881", written, _said(str(error.message), _SYNTAX))) from error
    except UnicodeDecodeError as error:
        raise TemplateFault(_finding("N881", Place(f"{templates.name}/{name}"), "不是 UTF-8 编码，读不出来")) from error
    except TemplateNotFound as error:
        here = _spot(templates, error.__traceback__) or Place(f"{templates.name}/{name}")
        raise TemplateFault(_finding("N883", here, f"找不到模板“{error.name}”")) from error
    except HiddenFieldError as error:
        place = _spot(templates, error.__traceback__)
        if place is None:
            raise
        raise TemplateFault(_finding("N882", place, str(error))) from error
    except UndefinedError as error:
        here = _spot(templates, error.__traceback__) or Place(f"{templates.name}/{name}")
        raise TemplateFault(_finding("N882", here, _said(str(error.message), _UNDEFINED))) from error
    except (TypeError, ValueError, ArithmeticError, LookupError) as error:
        place = _last(templates, error.__traceback__)
        if place is None:
            raise
        raise TemplateFault(_finding("N882", place, f"这一行算不出来：{error}")) from error


def outside(templates: Path, name: str, sentence: str) -> TemplateFault:
    """A template that produced something outside the vocabulary of papers."""
    message = f"生成的内容不合文书的写法（生成内容{sentence}）"
    return TemplateFault(_finding("N884", Place(f"{templates.name}/{name}"), message))


def _finding(code: str, place: Place, message: str) -> Finding:
    return Finding(code, place, f"模板{message}" if not message.startswith("找不到") else message, _HELP)


def _said(text: str, known: tuple[tuple[str, str], ...]) -> str:
    for pattern, words in known:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return words.format(*found.groups())
    return f"写得不对：{text}"


def _shown(templates: Path, file: str) -> str:
    path = Path(file)
    if path.is_relative_to(templates):
        return f"{templates.name}/{path.relative_to(templates).as_posix()}"
    return f"{templates.name}/{path.name}"


def _frames(templates: Path, trace: TracebackType | None) -> Iterator[Place | None]:
    """The places of a traceback, outermost first; None for what is not a template."""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        inside = Path(file).is_relative_to(templates) and ".j2" in file
        yield Place(_shown(templates, file), trace.tb_lineno) if inside else None
        trace = trace.tb_next


def _spot(templates: Path, trace: TracebackType | None) -> Place | None:
    """The innermost line of a template on the way to a fault."""
    return next((place for place in reversed(list(_frames(templates, trace))) if place), None)


def _last(templates: Path, trace: TracebackType | None) -> Place | None:
    """The line of a template at which a fault arose, not something that a template called."""
    places = list(_frames(templates, trace))
    return places[-1] if places else None

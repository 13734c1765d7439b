"""The texts whose words and numbers are held against figures: reasons, uses, allocations, goals, subsidies, duties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from reportgen.check.context import Context
from reportgen.check.words.clauses import Subject
from reportgen.check.words.reasons import all_reasons, expanded
from reportgen.model.budget import Project
from reportgen.model.place import Place
from reportgen.model.prose import Prose

Kind = Literal["reason", "use", "carryover", "allocation", "goal", "department-goal", "duty"]


class Passage(NamedTuple):
    """A text with its dotted path and place, what kind it is, and the figures that it can mean.

    ``stems``: keys of figures without their last part; ``project``: the project it belongs to.
    """

    path: str
    text: str
    place: Place | None
    kind: Kind
    stems: tuple[str, ...] = ()
    subject: Subject = Subject()
    project: Project | None = None


def passages(context: Context, *, duties: bool = False) -> Iterator[Passage]:
    """All texts in the order of the report; with ``duties`` the paragraphs of part one as well, first."""
    declaration = context.declaration
    if duties:
        for index, duty in enumerate(declaration.department.functions):
            yield _passage(context, f"department.functions[{index}]", duty, "duty")
    for reason in all_reasons(context):
        yield Passage(reason.path, reason.text, reason.place, "reason", reason.stems, reason.subject)
    for code, prose in declaration.uses.function.items():
        name = context.disclosure.functions.name(code)
        stems = (f"appropriation/{code}",)
        yield _passage(context, f"uses.function.{code}", prose, "use")._replace(stems=stems, subject=Subject(name))
    for project_id, prose in declaration.uses.carryover.items():
        stems = (f"carryover/{project_id}",)
        yield _passage(context, f"uses.carryover.{project_id}", prose, "carryover")._replace(stems=stems)
    for index, project in enumerate(declaration.projects):
        yield from _of_project(context, f"projects[{index}]", project)
    if declaration.performance is not None and declaration.performance.goal is not None:
        yield _passage(context, "performance.goal", declaration.performance.goal, "department-goal")


def _of_project(context: Context, path: str, project: Project) -> Iterator[Passage]:
    stems, subject = (f"project/{project.id}", f"performance/{project.id}"), Subject(project.name)
    if isinstance(project.allocation, Prose):
        passage = _passage(context, f"{path}.allocation", project.allocation, "allocation")
        yield passage._replace(stems=stems, subject=subject, project=project)
    if project.goal is not None:
        passage = _passage(context, f"{path}.goal", project.goal, "goal")
        yield passage._replace(stems=stems, subject=subject, project=project)


def _passage(context: Context, path: str, prose: Prose, kind: Kind) -> Passage:
    return Passage(path, expanded(context, prose), context.place(path) or prose.place, kind)

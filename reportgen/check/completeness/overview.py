"""What part one must tell: duties, offices, people (C01-C03)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.completeness.missing import missing_place
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say


@rule("C01", "warning", "第一部分写明主要职能", "part one tells the duties")
def duties(context: Context) -> Iterator[Finding]:
    """Duties are published together with the budget: 财预〔2016〕143 号, 政府信息公开条例 article 20.

    Basis: 财预〔2016〕143 号：同时公开部门职责、机构设置；《政府信息公开条例》第二十条 | 财预〔2016〕143 号: duties
        and organisation are published too; 政府信息公开条例 (State Council order 711), article 20
    Help: 在 department.functions 里按“三定”规定写主要职能，一段一条 | write the duties in `department.functions`, a
        paragraph each
    Wrong: department: {name: 示例市文化馆, short_name: 市文化馆}
    Right: department: {name: 示例市文化馆, short_name: 市文化馆, functions: [组织群众文化活动。]}
    """
    if not context.declaration.department.functions:
        yield Finding(
            say(
                "没有写主要职能（department.functions），第一部分会印“主要职能未提供”。",
                "The duties (`department.functions`) are not given; part one will say so.",
            ),
            missing_place(context, "department.functions"),
            expected="functions: [ … ]",
        )


@rule("C02", "info", "第一部分列出内设处室", "part one lists the offices")
def offices(context: Context) -> Iterator[Finding]:
    """Organisation is published together with the budget; a department without inner offices has none to list.

    Basis: 财预〔2016〕143 号《地方预决算公开操作规程》：同时公开部门职责、机构设置 | 财预〔2016〕143 号: duties and
        organisation are published too
    Help: 有内设机构的，在 department.offices 里逐个列出；没有的不用写 | list the offices in `department.offices`;
        with none, leave it out
    Wrong: 有内设科室而没有写 offices | there are offices, and `offices` is not given
    Right: offices: [办公室, 活动部, 培训部]
    """
    if not context.declaration.department.offices:
        yield Finding(
            say(
                "没有写内设处室（department.offices），第一部分不提内设机构。",
                "No offices (`department.offices`) are given; part one does not mention any.",
            ),
            missing_place(context, "department.offices"),
            expected="offices: [ … ]",
        )


@rule("C03", "warning", "第一部分写明编制和实有人数", "part one tells posts and people")
def people(context: Context) -> Iterator[Finding]:
    """The layout's 机构设置及人员情况: posts, and people in service.

    Basis: 版式第一部分二“机构设置及人员情况”；财预〔2016〕143 号《地方预决算公开操作规程》：公开机构设置 | the
        layout's part one, 二; 财预〔2016〕143 号: organisation is published
    Help: 在 department.staffing 里写编制数和在职人数，有退休、离休人员的一并写 | write posts and people in
        `department.staffing`
    Wrong: 没有 staffing，或只有编制数 | no `staffing`, or posts alone
    Right: staffing: {establishment: 24, in_service: {count: 22, change: 1}}
    """
    staffing = context.declaration.department.staffing
    if staffing is None:
        lacking, expected = (
            ("编制和实有人数（department.staffing）", "Posts and people (`department.staffing`)"),
            ("staffing: {establishment: …, in_service: {count: …, change: …}}"),
        )
    elif staffing.in_service is None:
        lacking, expected = (
            ("在职人数（department.staffing.in_service）", "The people in service"),
            ("in_service: {count: …, change: …}"),
        )
    elif staffing.establishment is None:
        lacking, expected = ("编制数（department.staffing.establishment）", "The established posts"), "establishment: …"
    else:
        return
    yield Finding(
        say(f"没有写{lacking[0]}。", f"{lacking[1]} are not given."),
        missing_place(context, "department.staffing"),
        expected=expected,
    )

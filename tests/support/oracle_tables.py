"""The eleven tables computed plainly: rows of cell texts in printed order, and the texts by figure key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tests.support.codes import of_length
from tests.support.oracle_input import Facts, Line
from tests.support.oracle_numbers import cell, yuan

Row = list[str]

GENERAL = ("general-public-budget", "general-public-budget-transfer")
FUND = ("government-fund", "government-fund-transfer")
CAPITAL = ("state-capital", "state-capital-transfer")
APPROPRIATION = (*GENERAL, *FUND, *CAPITAL)
BUDGETS = {"general-public-budget": GENERAL, "government-fund": FUND, "state-capital": CAPITAL}
SOURCES = (*APPROPRIATION, "fiscal-account", "own-funds", "fiscal-carryover", "non-fiscal-carryover")
STAFF = ("301", "303")
OPERATING = ("302", "310")
PROJECT_CLASSES = ("301", "302", "303", "307", "309", "310", "311", "312", "313", "399")
TRAVEL = {"overseas": "30212", "reception": "30217", "vehicle-purchase": "31013", "vehicle-running": "30231"}

INCOME_LINES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("一、本年收入", (*APPROPRIATION, "fiscal-account", "own-funds")),
    ("1、一般公共预算拨款", GENERAL),
    ("其中：一般财力", ("general-public-budget",)),
    ("上级一般公共预算安排转移支付", ("general-public-budget-transfer",)),
    ("2、基金预算拨款", FUND),
    ("其中：政府性基金收入", ("government-fund",)),
    ("上级政府性基金安排转移支付", ("government-fund-transfer",)),
    ("3、国有资本经营预算拨款", CAPITAL),
    ("其中：国有资本经营收入", ("state-capital",)),
    ("上级国有资本经营预算安排转移支付", ("state-capital-transfer",)),
    ("4.财政专户核拨", ("fiscal-account",)),
    ("5.单位资金", ("own-funds",)),
    ("其中：事业收入", ("事业收入",)),
    ("上级补助收入", ("上级补助收入",)),
    ("附属单位上缴收入", ("附属单位上缴收入",)),
    ("事业单位经营收入", ("事业单位经营收入",)),
    ("其他收入", ("其他收入",)),
    ("二、上年结转结余", ("fiscal-carryover", "non-fiscal-carryover")),
    ("1、财政拨款结转", ("fiscal-carryover",)),
    ("其中：一般公共预算拨款", ("财政拨款结转(一般公共预算)",)),
    ("基金预算拨款", ("财政拨款结转(政府性基金预算)",)),
    ("国有资本经营预算拨款", ("财政拨款结转(国有资本经营预算)",)),
    ("2、非财政拨款结转结余", ("non-fiscal-carryover",)),
    ("其中：财政专户核拨", ("非财政拨款结转结余(财政专户)",)),
    ("单位资金", ("非财政拨款结转结余(单位资金)",)),
)
"""Left side of table 1: the printed line, and the columns, sources or items whose income it holds."""

Measure = Callable[[list[Line]], dict[str, int]]


def total(lines: Iterable[Line]) -> int:
    """Sum in 分."""
    return sum(line.fen for line in lines)


def of(lines: Iterable[Line], columns: Iterable[str]) -> list[Line]:
    """The lines whose source stands in one of these columns of table 2."""
    wanted = set(columns)
    return [line for line in lines if line.column in wanted]


def basic(lines: Iterable[Line]) -> list[Line]:
    """Basic expenditure (基本支出)."""
    return [line for line in lines if line.kind == "基本支出"]


def project(lines: Iterable[Line]) -> list[Line]:
    """Project expenditure (项目支出)."""
    return [line for line in lines if line.kind == "项目支出"]


def of_class(lines: Iterable[Line], classes: Iterable[str]) -> list[Line]:
    """The lines of these economic classes (3 digits)."""
    wanted = set(classes)
    return [line for line in lines if line.economic[:3] in wanted]


def under(lines: Iterable[Line], code: str, attribute: str = "function") -> list[Line]:
    """The lines of a code or of what stands below it."""
    return [line for line in lines if getattr(line, attribute).startswith(code)]


def codes_with_money(lines: list[Line], lengths: tuple[int, ...], attribute: str = "function") -> list[str]:
    """The codes of each level that have money, in code order: 类 before its 款, 款 before its 项."""
    whole = {getattr(line, attribute) for line in lines if line.fen}
    return sorted({code[:length] for code in whole for length in lengths if len(code) >= length})


def split(code: str) -> Row:
    """A function code as three cells; rows of 类 and 款 fill their own only."""
    return [code[:3], code[3:5], code[5:7]]


def amount_by_column(lines: list[Line]) -> dict[str, int]:
    """The twelve columns of table 2."""
    by_source = {source: total(of(lines, [source])) for source in SOURCES}
    return {"total": total(lines), "appropriation": total(of(lines, APPROPRIATION)), **by_source}


def amount_by_kind(lines: list[Line]) -> dict[str, int]:
    """The columns of tables 3 and 5."""
    return {"total": total(lines), "basic": total(basic(lines)), "project": total(project(lines))}


def amount_of_fund(lines: list[Line]) -> dict[str, int]:
    """The columns of tables 8 and 9."""
    staff, operating = of_class(basic(lines), STAFF), of_class(basic(lines), OPERATING)
    return {
        "total": total(lines),
        "staff": total(staff),
        "operating": total(operating),
        "project": total(project(lines)),
    }


@dataclass
class Tables:
    """Rows by table number and, by figure key, the text and exact value of every cell that is not blank."""

    rows: dict[int, list[Row]] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def row(self, key: str, labels: Row, amounts: dict[str, int]) -> Row:
        """Print one row and enter its cells under ``key``/column."""
        for column, fen in amounts.items():
            if fen:
                self.cells[f"{key}/{column}"] = cell(fen)
                self.values[f"{key}/{column}"] = yuan(fen)
        return [*labels, *map(cell, amounts.values())]


def compute_tables(facts: Facts) -> Tables:
    """All eleven tables."""
    tables = Tables()
    general = of(facts.lines, GENERAL)
    tables.rows[1] = _income_and_expenditure(facts)
    tables.rows[2] = list(_by_function(facts, tables, "t2", facts.lines, amount_by_column))
    tables.rows[3] = list(_by_function(facts, tables, "t3", facts.lines, amount_by_kind))
    tables.rows[4] = _appropriation(facts, tables)
    tables.rows[5] = list(_by_function(facts, tables, "t5", general, amount_by_kind))
    tables.rows[6] = list(_basic_by_economic(facts, tables))
    tables.rows[7] = list(_projects(facts, tables))
    for number, budget in ((8, FUND), (9, CAPITAL)):
        lines = of(facts.lines, budget)
        rows = _by_function(facts, tables, f"t{number}", lines, amount_of_fund) if total(lines) else ()
        tables.rows[number] = list(rows)
    tables.rows[10] = list(_travel(facts, tables))
    tables.rows[11] = list(_carry_over(facts, tables))
    return tables


def _two_sided(left: list[Row], right: list[Row], totals: Row) -> list[Row]:
    padded = left + [["", ""]] * (len(right) - len(left))
    return [[*income, *expenditure] for income, expenditure in zip(padded, right, strict=True)] + [totals]


def _class_label(code: str, facts: Facts) -> str:
    return f"{code} {facts.functions[code]}"


def _income_and_expenditure(facts: Facts) -> list[Row]:
    left = [
        [label, cell(total(line for line in facts.income if {line.column, line.source, line.item} & set(names)))]
        for label, names in INCOME_LINES
    ]
    right = [[_class_label(c, facts), cell(total(under(facts.lines, c)))] for c in of_length("function", 3)]
    return _two_sided(left, right, ["收入总计", cell(total(facts.income)), "支出总计", cell(total(facts.lines))])


def _by_function(facts: Facts, tables: Tables, name: str, lines: list[Line], measure: Measure) -> Iterator[Row]:
    yield tables.row(f"{name}/total", ["", "", "", "总计"], measure(lines))
    for code in codes_with_money(lines, (3, 5, 7)):
        yield tables.row(f"{name}/{code}", [*split(code), facts.functions[code]], measure(under(lines, code)))


def _appropriation(facts: Facts, tables: Tables) -> list[Row]:
    income = total(of(facts.income, APPROPRIATION))
    names = {"一般公共预算": GENERAL, "政府性基金预算": FUND, "国有资本经营预算": CAPITAL}
    left = [["一、财政拨款（补助）", cell(income)]]
    left += [[name, cell(total(of(facts.income, budget)))] for name, budget in names.items()]

    def columns(lines: list[Line]) -> dict[str, int]:
        by_budget = {key: total(of(lines, budget)) for key, budget in BUDGETS.items()}
        return {"total": total(of(lines, APPROPRIATION)), **by_budget}

    right = [
        tables.row(f"t4/{code}", [_class_label(code, facts)], columns(under(facts.lines, code)))
        for code in of_length("function", 3)
    ]
    total_income = tables.row("t4/total", ["收入总计"], {"income": income})
    return _two_sided(left, right, [*total_income, *tables.row("t4/total", ["支出总计"], columns(facts.lines))])


def _basic_by_economic(facts: Facts, tables: Tables) -> Iterator[Row]:
    lines = basic(of(facts.lines, GENERAL))

    def columns(part: list[Line]) -> dict[str, int]:
        staff, operating = total(of_class(part, STAFF)), total(of_class(part, OPERATING))
        return {"total": total(part), "staff": staff, "operating": operating}

    yield tables.row("t6/total", ["", "", "总计"], columns(lines))
    for code in codes_with_money(lines, (3, 5), "economic"):
        labels = [code[:3], code[3:5], facts.economics[code]]
        yield tables.row(f"t6/{code}", labels, columns(under(lines, code, "economic")))


def project_order(facts: Facts) -> list[str]:
    """Project ids in the order of statement seven: by ``order``; those without one after them, in the list's order."""
    places = [(int(p["order"]) if p.get("order") else 10**9, n, p["id"]) for n, p in enumerate(facts.projects)]
    return [project_id for _, _, project_id in sorted(places)]


def _projects(facts: Facts, tables: Tables) -> Iterator[Row]:
    lines = project(of(facts.lines, GENERAL))
    declared = {p["id"]: p for p in facts.projects}

    def columns(part: list[Line]) -> dict[str, int]:
        return {"total": total(part), **{c: total(of_class(part, [c])) for c in PROJECT_CLASSES}}

    yield tables.row("t7/total", ["", "", "", "总计", ""], columns(lines))
    units = sorted(enumerate(facts.units), key=lambda pair: (int(pair[1].get("order") or 10**9), pair[0]))
    for _, unit in units:
        own = [line for line in lines if declared[line.project].get("unit") == unit["id"]]
        key = f"t7/{unit['id']}"
        if not total(own):
            continue
        yield tables.row(key, ["", "", "", unit["name"], ""], columns(own))
        for code in codes_with_money(own, (3, 5, 7)):
            below = under(own, code)
            if len(code) < 7:
                yield tables.row(f"{key}/{code}", [*split(code), facts.functions[code], ""], columns(below))
                continue
            for project_id in project_order(facts):
                part = [line for line in below if line.project == project_id]
                labels = [*split(code), facts.functions[code], declared[project_id]["name"]]
                if total(part):
                    yield tables.row(f"{key}/{code}/{project_id}", labels, columns(part))


def travel_amounts(lines: list[Line]) -> dict[str, int]:
    """The four items of 三公 by economic code, over the six appropriation sources (rule 30)."""
    lines = of(lines, APPROPRIATION)
    return {item: total(line for line in lines if line.economic == code) for item, code in TRAVEL.items()}


def _travel(facts: Facts, tables: Tables) -> Iterator[Row]:
    printed = {
        "total": ("合计", tuple(TRAVEL)),
        "overseas": ("因公出国（境）费", ("overseas",)),
        "reception": ("公务接待费", ("reception",)),
        "vehicles": ("公务用车购置及运行费（小计）", ("vehicle-purchase", "vehicle-running")),
        "vehicle-purchase": ("其中：公务用车购置费", ("vehicle-purchase",)),
        "vehicle-running": ("公务用车运行费", ("vehicle-running",)),
    }
    by_column = {"total": travel_amounts(facts.lines)}
    by_column |= {name: travel_amounts(of(facts.lines, budget)) for name, budget in BUDGETS.items()}
    for key, (label, items) in printed.items():
        amounts = {name: sum(by_item[item] for item in items) for name, by_item in by_column.items()}
        yield tables.row(f"t10/{key}", [label], amounts)


def _carry_over(facts: Facts, tables: Tables) -> Iterator[Row]:
    lines = of(facts.lines, ("fiscal-carryover", "non-fiscal-carryover"))

    def columns(part: list[Line]) -> dict[str, int]:
        amounts = {"total": total(part)}
        for name in ("fiscal", "non-fiscal"):
            own = of(part, [f"{name}-carryover"])
            amounts |= {name: total(own), **{f"{name}-{k}": v for k, v in amount_of_fund(own).items() if k != "total"}}
        return amounts

    yield tables.row("t11/total", ["总计"], columns(lines))
    for entry in facts.projects:
        part = [line for line in lines if line.project == entry["id"]]
        if total(part):
            yield tables.row(f"t11/{entry['id']}", [entry["name"]], columns(part))

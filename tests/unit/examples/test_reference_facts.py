"""The example budgets hold the published facts: margins, projects, indicator tables, reasons; no person, no phone."""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = ROOT / "examples" / "reference"
MINIMAL = ROOT / "examples" / "minimal"
PUBLISHED = ROOT / "tests" / "data" / "reference"

GENERAL = "一般公共预算"
OWN_FUNDS = "单位资金"
CARRY_OVER = "财政拨款结转(一般公共预算)"
LINES_HEADING = "年度,单位,功能科目,支出类别,项目,资金来源,经济科目,金额"
INCOME_HEADING = "年度,资金来源,收入项目,金额"
INDICATORS_HEADING = "项目,一级指标,二级指标,三级指标,指标值,设置依据,上年完成值,权重,赋分规则,佐证资料"
WITHHELD_DETAIL = {"P05", "P06", "P16", "P17", "P18"}
WITHHELD_INDICATORS = WITHHELD_DETAIL | {"P15"}
# What the published table 7 misspells (E02, E03) and the example writes as everywhere else in the report.
RESPELT = {
    "特定目标 zzzfc128": "特定目标 xzzfc128",
    "特定目标 zzzfc129": "特定目标 xzzfc129",
    "新疆维吾尔自治区直机关后勤事务保障中心": "新疆维吾尔自治区区直机关后勤事务保障中心",
}
# Typing slips of the published indicator tables: (project, indicator, column) and what the example holds instead.
SLIPS = {
    ("P13", "房屋修缮成本(元/m²)", "指标值"): "≤1300元/平方米",
    ("P12", "合同约定租赁期限（年）", "上年完成值"): "5年",
    ("P09", "政务接待差错率（%）", "上年完成值"): "1%",
    ("P10", "政务接待差错率（%）", "上年完成值"): "1%",
}
# Columns that the example names otherwise than the published data.
RENAMED = {"一级": "一级指标", "二级": "二级指标", "三级": "三级指标", "依据": "设置依据"}
RISE, FALL = ("增加", "增长"), ("减少", "下降")


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_budget(folder: Path) -> Any:
    return yaml.safe_load((folder / "budget.yaml").read_text(encoding="utf-8"))


def published(name: str) -> Any:
    return json.loads((PUBLISHED / name).read_text(encoding="utf-8"))


def printed(amount: Decimal) -> Decimal:
    """An amount of 元 as 万元 with the two decimals of a published cell."""
    return (amount / 10000).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")


def margins(rows: Iterable[dict[str, str]], column: str) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row[column]] += Decimal(row["金额"])
    return dict(sums)


def total(rows: Iterable[dict[str, str]]) -> Decimal:
    return sum((Decimal(row["金额"]) for row in rows), Decimal(0))


LINES = read_table(REFERENCE / "lines.csv")
INCOME = read_table(REFERENCE / "income.csv")
INDICATORS = read_table(REFERENCE / "indicators.csv")
BUDGET = read_budget(REFERENCE)
PROJECTS: dict[str, dict[str, Any]] = {project["id"]: project for project in BUDGET["projects"]}
UNITS: dict[str, dict[str, Any]] = {unit["id"]: unit for unit in BUDGET["units"]}
CURRENT = [row for row in LINES if row["年度"] == "2024"]
PRIOR = [row for row in LINES if row["年度"] == "2023"]
BASIC = [row for row in CURRENT if row["支出类别"] == "基本支出"]
YUAN = published("yuan-digits.json")


def amounts(name: str) -> dict[str, Decimal]:
    return {code: Decimal(value) for code, value in YUAN[name].items() if value}


def test_headings_are_those_of_the_contract_in_its_order() -> None:
    paths = [*REFERENCE.glob("*.csv"), *MINIMAL.glob("*.csv")]
    headings = {"lines": LINES_HEADING, "income": INCOME_HEADING, "indicators": INDICATORS_HEADING}
    assert len(paths) == 5
    for path in paths:
        assert path.read_text(encoding="utf-8").splitlines()[0] == headings[path.stem]


def test_basic_lines_have_the_margins_to_the_yuan() -> None:
    assert margins(BASIC, "功能科目") == amounts("current_function_basic")
    assert margins(BASIC, "经济科目") == amounts("current_economic_basic")
    assert total(BASIC) == Decimal(56573449)


def test_prior_rows_hold_last_year_to_the_yuan() -> None:
    general = [row for row in PRIOR if row["资金来源"] == GENERAL]
    assert margins(general, "功能科目") == amounts("prior_function")
    projects = {row["功能科目"] for row in general if row["支出类别"] == "项目支出"}
    assert projects == {"2010304", "2010399", "2139999"}
    other = {row["资金来源"]: row for row in PRIOR if row["资金来源"] != GENERAL}
    assert {source: Decimal(row["金额"]) for source, row in other.items()} == {
        OWN_FUNDS: Decimal(YUAN["prior_other"]["单位资金"]),
        CARRY_OVER: Decimal(YUAN["prior_other"]["财政拨款结转"]),
    }
    assert {(row["功能科目"], row["支出类别"]) for row in other.values()} == {("", "项目支出")}
    assert BUDGET["comparatives"] == {
        "operating_funds": YUAN["prior_other"]["公用经费"],
        "vehicle_running": YUAN["prior_other"]["公务用车运行费"],
    }


def test_project_lines_are_the_cells_of_table_7() -> None:
    columns = {"301": "工资福利支出", "302": "商品服务支出", "310": "资本性支出"}
    cells: dict[tuple[str, str, str], Decimal] = {}
    for row in CURRENT:
        if row["项目"] and row["资金来源"] == GENERAL:
            unit, name = UNITS[row["单位"]]["name"], PROJECTS[row["项目"]]["name"]
            cells[unit, name, columns[row["经济科目"]]] = printed(Decimal(row["金额"]))
    table = next(table for table in published("tables.json")["tables"] if table["no"] == 7)
    expected: dict[tuple[str, str, str], Decimal] = {}
    unit = ""
    for row in table["rows"]:
        unit = row.get("unit_as_printed") or unit
        project = row["labels"].get("项目名称")
        if project:
            for column, cell in row["cells"].items():
                if cell is not None and column in columns.values():
                    key = (RESPELT.get(unit, unit), RESPELT.get(project, project), column)
                    expected[key] = Decimal(cell)
    assert len(expected) == 26
    assert cells == expected


def test_each_line_of_a_project_names_its_function_and_unit() -> None:
    lines = [row for row in CURRENT if row["支出类别"] == "项目支出"]
    assert {row["项目"] for row in lines} == set(PROJECTS)
    for row in lines:
        project = PROJECTS[row["项目"]]
        assert (row["功能科目"], row["单位"]) == (project["function"], project.get("unit", ""))
    assert not any(row["项目"] for row in LINES if row not in lines)


def test_income_equals_the_lines_by_year_and_source() -> None:
    for year, total_printed in (("2024", "18304.02"), ("2023", "19563.75")):
        income = [row for row in INCOME if row["年度"] == year]
        assert margins(income, "资金来源") == margins((r for r in LINES if r["年度"] == year), "资金来源")
        assert printed(total(income)) == Decimal(total_printed)
    items = {row["收入项目"]: Decimal(row["金额"]) for row in INCOME if row["收入项目"]}
    assert items == {"事业单位经营收入": Decimal(19337000), "其他收入": Decimal(64000)}


def test_there_are_22_projects_in_the_order_of_statement_seven() -> None:
    assert list(PROJECTS) == [f"P{number:02d}" for number in range(1, 23)]
    ordered = [project["id"] for project in PROJECTS.values() if "order" in project]
    assert ordered == [f"P{number:02d}" for number in range(1, 19)]
    assert [PROJECTS[ident]["order"] for ident in ordered] == list(range(1, 19))
    carried = {ident: project["function"] for ident, project in PROJECTS.items() if "unit" not in project}
    assert carried == {"P21": "2111001", "P22": "2010399"}
    assert sorted(UNITS, key=lambda unit: UNITS[unit]["order"]) == ["U1", "U3", "U2", "U4", "U5"]


def test_secret_projects_carry_nothing_to_publish() -> None:
    assert {ident for ident, p in PROJECTS.items() if p.get("disclosure") == "withheld"} == WITHHELD_DETAIL
    assert {ident for ident, p in PROJECTS.items() if p.get("indicators") == "withheld"} == WITHHELD_INDICATORS
    assert [ident for ident, p in PROJECTS.items() if p.get("indicators") == "by-authority"] == ["P14"]
    for ident in WITHHELD_DETAIL:
        assert not {"basis", "allocation", "period", "subsidy", "goal"} & set(PROJECTS[ident])
    spent = {ident: total(r for r in CURRENT if r["项目"] == ident) for ident in WITHHELD_INDICATORS | {"P14"}}
    assert sum(printed(spent[ident]) for ident in WITHHELD_INDICATORS) == Decimal("4844.36")
    assert printed(spent["P14"]) == Decimal("262.00")


def test_allocations_sum_to_their_project_and_tagged_ones_to_its_classes() -> None:
    listed = {ident: p["allocation"] for ident, p in PROJECTS.items() if isinstance(p.get("allocation"), list)}
    assert set(listed) == {"P01", "P03", "P04", "P09", "P10", "P11", "P12", "P13", "P14", "P15"}
    tagged = 0
    for ident, items in listed.items():
        lines = [row for row in CURRENT if row["项目"] == ident]
        assert sum(item["amount"] for item in items) == total(lines)
        if "economic" in items[0]:
            classes: Counter[str] = Counter()
            for item in items:
                classes[item["economic"]] += item["amount"]
            assert classes == margins(lines, "经济科目")
            tagged += 1
    assert tagged == 3


def test_published_blocks_have_every_field() -> None:
    for ident in {ident for ident, project in PROJECTS.items() if "order" in project} - WITHHELD_DETAIL:
        assert {"basis", "allocation"} <= set(PROJECTS[ident]), ident
        assert [str(day) for day in PROJECTS[ident]["period"].values()] == ["2024-01-01", "2024-12-31"]


def test_people_of_a_subsidy_are_those_of_the_indicators() -> None:
    people = {ident: p["subsidy"]["people"] for ident, p in PROJECTS.items() if "subsidy" in p}
    assert people == {"P07": 98, "P08": 1}
    for ident, count in people.items():
        values = [row["指标值"] for row in INDICATORS if row["项目"] == ident and row["指标值"].endswith("人")]
        assert f"={count}人" in values


def indicator_tables() -> dict[str, list[dict[str, str]]]:
    tables: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in INDICATORS:
        tables[row["项目"]].append(row)
    return tables


def test_fourteen_indicator_tables_weigh_90_each() -> None:
    weights = {ident: sum(int(row["权重"]) for row in rows) for ident, rows in indicator_tables().items()}
    assert len(weights) == 14
    assert set(weights.values()) == {90}
    with_goal = {ident for ident, project in PROJECTS.items() if "goal" in project}
    assert set(weights) - {""} == with_goal
    assert BUDGET["performance"]["department_goals"] == 1


def test_indicators_are_the_published_ones_with_one_spelling() -> None:
    idents = {(UNITS[p["unit"]]["name"], p["name"]): ident for ident, p in PROJECTS.items() if "unit" in p}
    tables, compared = indicator_tables(), 0
    for table in published("performance.json")["tables"]:
        ident = idents[table["unit"], table["project"]] if "project" in table else ""
        assert len(tables[ident]) == len(table["indicators"])
        for row, expected in zip(tables[ident], table["indicators"], strict=True):
            named = {RENAMED.get(key, key): value for key, value in expected.items()}
            for column in set(row) - {"项目"}:
                plain = named.get(column, "").replace(">=", "≥").replace("<=", "≤").replace(" ", "")
                assert row[column] == SLIPS.get((ident, row["三级指标"], column), plain)
            compared += 1
    assert compared == len(INDICATORS) == 103


def change(wanted: dict[str, str]) -> Decimal:
    """This year's sum less last year's over the rows that hold the wanted cells."""
    current, prior = (total(row for row in rows if wanted.items() <= row.items()) for rows in (CURRENT, PRIOR))
    return current - prior


def expand(text: str) -> str:
    """A reason with its figure expressions put in, as magnitudes."""
    sources = {"income/fiscal-carryover": CARRY_OVER, "income/own-funds": OWN_FUNDS}

    def figure(found: re.Match[str]) -> str:
        return f"{abs(printed(change({'资金来源': sources[found[1]]}))):,} 万元"

    return re.sub(r'\{\{ change\("([^"]+)"\) \}\}', figure, text)


def reasons() -> dict[str, tuple[str, Decimal]]:
    """Every reason of the example with the exact change that it explains."""
    given = BUDGET["reasons"]
    found: dict[str, tuple[str, Decimal]] = {}
    for source, text in given["income"].items():
        full = CARRY_OVER if source == "财政拨款结转" else source
        found[f"income.{source}"] = (text, change({"资金来源": full}))
    for kind in ("基本支出", "项目支出"):
        found[f"expenditure.{kind}"] = (given["expenditure"][kind], change({"支出类别": kind}))
        general = change({"支出类别": kind, "资金来源": GENERAL})
        found[f"appropriation.{kind}"] = (given["appropriation"][kind], general)
    for code, text in given["function"].items():
        found[f"function.{code}"] = (text, change({"功能科目": code, "资金来源": GENERAL}))
    operating = total(row for row in BASIC if row["经济科目"].startswith("302"))
    vehicles = total(row for row in CURRENT if row["经济科目"] == "30231")
    before = BUDGET["comparatives"]
    found["operating_funds"] = (given["operating_funds"], operating - before["operating_funds"])
    found["travel"] = (given["travel"]["公务用车运行费"], vehicles - before["vehicle_running"])
    return {key: (expand(text), value) for key, (text, value) in found.items()}


def signed_sum(text: str) -> Decimal | None:
    parts = re.findall(r"(增加|增长|减少|下降)了?\s*([\d,.]+)\s*万元", text)
    signed = [Decimal(number.replace(",", "")) * (1 if word in RISE else -1) for word, number in parts]
    return sum(signed, Decimal(0)) if signed else None


def test_signed_figures_of_a_reason_sum_to_its_change() -> None:
    sums = {key: (signed_sum(text), value / 10000) for key, (text, value) in reasons().items()}
    expected = {"expenditure.项目支出": "-1569.88", "appropriation.项目支出": "4", "function.2010399": "42"}
    given = {key: pair for key, pair in sums.items() if pair[0] is not None}
    assert given == {key: (Decimal(value), Decimal(value)) for key, value in expected.items()}


def test_concluding_direction_of_a_reason_is_that_of_its_change() -> None:
    unspoken = set()
    for key, (text, value) in reasons().items():
        words = re.findall("|".join(RISE + FALL), text)
        if not words:
            unspoken.add(key)
        else:
            assert value != 0, key
            assert words[-1] in (RISE if value > 0 else FALL), key
    assert unspoken == {"function.2010304", "function.2139999"}
    assert reasons()["function.2010304"][1] == 0
    assert reasons()["function.2080506"][1] == Decimal(-191300)


def test_every_code_of_both_years_has_its_reason_and_every_class_its_use() -> None:
    codes = {row["功能科目"] for row in LINES if row["资金来源"] == GENERAL}
    assert set(BUDGET["reasons"]["function"]) == codes
    assert len(codes) == 15
    classes = {row["功能科目"][:3] for row in CURRENT if row["资金来源"] == GENERAL}
    assert set(BUDGET["uses"]["function"]) == classes
    assert set(BUDGET["uses"]["carryover"]) == {"P21", "P22"}


def test_small_facts_are_the_published_ones() -> None:
    records = {record["key"]: record for record in published("narrative.json")["records"]}
    procurement, assets = BUDGET["procurement"], BUDGET["assets"]
    amounts_of = {
        "procurement.货物": procurement["goods"],
        "procurement.工程": procurement["works"],
        "procurement.服务": procurement["services"],
        "procurement.政府采购预算": sum(procurement[item] for item in ("goods", "works", "services")),
        "procurement.中小企业预留": procurement["reserved_sme"],
        "procurement.小微企业预留": procurement["reserved_micro"],
        "asset.房屋": assets["buildings"]["value"],
        "asset.办公家具": assets["furniture"],
        "asset.其他资产": assets["other"],
        "asset.车辆": sum(vehicle["value"] for vehicle in assets["vehicles"]),
    }
    for vehicle in assets["vehicles"]:
        amounts_of[f"asset.{vehicle['kind']}"] = vehicle["value"]
        assert records[f"asset.{vehicle['kind']}"]["count"] == str(vehicle["count"])
    for key, value in amounts_of.items():
        assert printed(Decimal(value)) == Decimal(records[key]["amount"]), key
    assert records["asset.房屋"]["count"] == str(assets["buildings"]["area"])
    assert records["asset.50万元以上大型设备"]["count"] == str(assets["equipment_over_500k"])
    assert records["asset.100万元以上大型设备"]["count"] == str(assets["equipment_over_1m"])
    assert assets["planned"] == {"vehicles": 0, "equipment_over_500k": 0, "equipment_over_1m": 0}

    department = BUDGET["department"]
    staffing = department["staffing"]
    assert staffing["establishment"] == 362
    assert staffing["in_service"] == {"count": 586, "change": 14}
    assert [staffing[group]["count"] for group in ("retired", "retired_veterans")] == [299, 2]
    assert len(set(department["offices"])) == 15
    assert len(department["functions"]) == 7


def test_no_phone_no_person_no_identity_number() -> None:
    files = [path for folder in (REFERENCE, MINIMAL) for path in folder.iterdir() if path.is_file()]
    assert len(files) == 7
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            joined = re.sub(r"[\s-]", "", line)
            assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", joined), path.name
            assert not re.search(r"\d{17}[\dXx]", joined), path.name
            assert not re.search("联系人|负责人|电话|手机|身份证", line), path.name


def test_published_data_carries_figures_and_no_sentences() -> None:
    prose = {
        "quote",
        "reason",
        "pattern",
        "note",
        "use",
        "policy_basis",
        "goal",
        "goal_numbers",
        "ties_to",
        "execution",
    }
    records = published("narrative.json")["records"]
    assert len(records) == 154
    assert not prose & {key for record in records for key in record}
    assert not prose & {key for table in published("performance.json")["tables"] for key in table}


def test_yaml_needs_no_anchor_alias_or_tag() -> None:
    for folder in (REFERENCE, MINIMAL):
        events = yaml.parse((folder / "budget.yaml").read_text(encoding="utf-8"))
        for event in events:
            assert not isinstance(event, yaml.AliasEvent)
            assert getattr(event, "anchor", None) is None
            assert getattr(event, "tag", None) is None


def test_minimal_is_five_lines_of_one_unit_and_only_the_needed_keys() -> None:
    budget = read_budget(MINIMAL)
    assert set(budget) == {"format", "year", "department", "units", "data"}
    assert set(budget["department"]) == {"name", "short_name"}
    assert [set(unit) for unit in budget["units"]] == [{"id", "name", "type"}]
    assert set(budget["data"]) == {"lines", "income"}
    lines, income = read_table(MINIMAL / "lines.csv"), read_table(MINIMAL / "income.csv")
    assert len(lines) == 5
    assert {(row["年度"], row["支出类别"], row["项目"]) for row in lines} == {("2025", "基本支出", "")}
    assert {row["单位"] for row in lines} == {budget["units"][0]["id"]}
    assert margins(lines, "资金来源") == margins(income, "资金来源") == {GENERAL: Decimal(818000)}

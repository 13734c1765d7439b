"""What the steps of a computation share: the budget, its grouped fact tables, and the register they fill."""

from __future__ import annotations

import attrs

from reportgen.compute.cells import Cells
from reportgen.compute.change import Change, add_change
from reportgen.compute.register import Register
from reportgen.compute.selections import INCOME_DIMENSIONS, LINE_DIMENSIONS
from reportgen.model.budget import Budget, Declaration, Options, Project
from reportgen.model.disclosure import Entry
from reportgen.model.figure import Selection
from reportgen.model.prose import Prose


@attrs.frozen(eq=False)
class Context:
    """One computation."""

    budget: Budget
    lines: Cells
    income: Cells
    register: Register

    @classmethod
    def of(cls, budget: Budget) -> Context:
        """Group the fact tables of a budget and begin an empty register."""
        lines = Cells(budget.lines, budget.year, LINE_DIMENSIONS)
        income = Cells(budget.income, budget.year, INCOME_DIMENSIONS)
        return cls(budget, lines, income, Register(lines, income))

    @property
    def declaration(self) -> Declaration:
        """What budget.yaml declares."""
        return self.budget.declaration

    @property
    def options(self) -> Options:
        """House style."""
        return self.budget.declaration.options

    @property
    def current(self) -> Selection:
        """All lines of the budget year."""
        return Selection("lines", self.budget.year)

    @property
    def current_income(self) -> Selection:
        """All declared income of the budget year."""
        return Selection("income", self.budget.year)

    def ordered_projects(self) -> list[Project]:
        """The projects in the order of statement seven: by ``order``; those without one after them as listed."""
        return sorted(self.declaration.projects, key=lambda project: (project.order is None, project.order or 0))

    def prior(self, stem: str, selection: Selection) -> str:
        """Enter ``stem/prior``, last year's sum of a selection of the budget year's rows; returns its key."""
        before = attrs.evolve(selection, year=self.budget.year - 1)
        return self.register.rows(f"{stem}/prior", self.register.total(before), before)

    def change(self, stem: str, amount: str, prior: str) -> Change:
        """Enter change and growth in house style."""
        return add_change(self.register, stem, amount, prior, self.options.zero_base)

    def entry(
        self,
        key: str,
        stem: str,
        selection: Selection,
        cell: str | None,
        *,
        text: Prose | None = None,
        name: str = "",
        names: tuple[str, ...] = (),
    ) -> Entry:
        """An item that is compared with last year: amount, prior, change and growth of a selection of rows."""
        amount = self.register.amount(f"{stem}/amount", selection, cell)
        return self.compared(key, stem, amount, self.prior(stem, selection), text=text, name=name, names=names)

    def compared(
        self,
        key: str,
        stem: str,
        amount: str,
        prior: str,
        *,
        text: Prose | None = None,
        name: str = "",
        names: tuple[str, ...] = (),
    ) -> Entry:
        """An item of two registered amounts; an empty reason counts as none given."""
        change = self.change(stem, amount, prior)
        return Entry(
            key,
            amount,
            name,
            names,
            change=change.change,
            growth=change.growth,
            direction=change.direction,
            now=change.now,
            before=change.before,
            text=text or None,
        )

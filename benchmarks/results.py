"""What a part of the benchmark found out: figures side by side, what is to be reached, points of the plot."""

from dataclasses import dataclass

from benchmarks.clock import Cost


@dataclass(frozen=True, slots=True)
class Figures:
    """What each way of one job costs; ratios are to the way `base`. `missing` are ways that this machine lacks."""

    job: str
    base: str
    costs: dict[str, Cost]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of one job and its bound: the most that it may be, or the least."""

    job: str
    figure: float
    bound: float
    at_least: bool = False
    form: str = "{:.2f}"

    @property
    def reached(self) -> bool:
        return self.figure >= self.bound if self.at_least else self.figure <= self.bound


@dataclass(frozen=True, slots=True)
class Point:
    """The seconds of processor that so many sessions took, by one way of making many."""

    way: str
    sessions: int
    cpu: float


@dataclass(frozen=True, slots=True)
class Results:
    """All that was found out; two add up."""

    figures: tuple[Figures, ...] = ()
    targets: tuple[Target, ...] = ()
    points: tuple[Point, ...] = ()

    def __add__(self, other: "Results") -> "Results":
        return Results(self.figures + other.figures, self.targets + other.targets, self.points + other.points)

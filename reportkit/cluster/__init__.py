"""Many pieces of the same work on other machines, over a Dask cluster; the twin of `workers`.

A worker that dies costs nothing but time: its piece is done again elsewhere. Nothing is written here, and no disk is
shared. Who is there is found out in `_there.py`, a run is in `_run.py`, what a worker does is in `_hand.py`, and what a
document takes to be made elsewhere in `_parcel.py`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportkit import tasks
from reportkit.cluster import _hand, _parcel
from reportkit.cluster._parcel import Parcel
from reportkit.cluster._run import Run
from reportkit.cluster._there import connected
from reportkit.pieces import Made, Order
from reportkit.records import Session
from reportkit.settings import Settings, settle
from reportkit.workers._piece import Answer, Item, Lost

__all__ = ["Lost", "each", "made"]


def each(
    work: Callable[[Item], Answer], items: Sequence[Item], address: str, *, timeout: float | None = None
) -> Iterator[tuple[int, Answer | Lost]]:
    """Do `work` on every one of `items` on the cluster at `address`; yield each answer as soon as it is there.

    It comes with the number of its item. The workers must be able to import `work`. Raises MachineLacks when nobody is
    at `address`, when a worker would not do the same as this machine, and when all are gone.
    """
    if items:
        with connected(address) as client:
            yield from Run(client, address, work, items, timeout).answers()


def made(orders: Sequence[Order], address: str, *, timeout: float | None = None) -> Iterator[tuple[int, Made | Lost]]:
    """Do on the cluster at `address` what `tasks.make` does here; yield what came of each order with its number.

    Files are proven where they are made, and again on this machine. Raises MachineLacks as `each` does.
    """
    fit = []
    for number, order in enumerate(orders):
        try:
            _parcel.packed(settle(order.session, order.wishes).theme)
            fit.append(number)
        except Exception as error:  # What it is, is told as it would be without a cluster.
            yield number, tasks.make(order, _answering(error))
    for place, answer in each(_hand.make, _Parcels([orders[number] for number in fit]), address, timeout=timeout):
        number = fit[place]
        yield number, answer if isinstance(answer, Lost) else tasks.make(orders[number], _answering(answer))


def _answering(answer: bytes | Exception) -> Callable[[Session, str, Settings], bytes]:
    """Return what stands for `pipeline.publish` when `answer` came from elsewhere: it is accepted, or raised."""

    def publish(session: Session, format: str, settings: Settings) -> bytes:
        return _parcel.accepted(answer, session, settings)

    return publish


@dataclass(frozen=True, slots=True)
class _Parcels(Sequence[Parcel]):
    """Parcels for `orders`, each made when it is sent: a thousand documents with their pictures fill a memory."""

    orders: list[Order]

    def __len__(self) -> int:
        return len(self.orders)

    def __getitem__(self, number: int) -> Parcel:  # type: ignore[override]  # nobody asks for slices
        order = self.orders[number]
        return _parcel.parcel(order.session, order.format, settle(order.session, order.wishes))

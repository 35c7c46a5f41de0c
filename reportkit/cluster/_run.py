"""The pieces of one run, from where they are asked for: sent, waited for, sent again when a worker died.

A theme goes along when a worker says that it has not seen it yet, and with no other piece. Dask would scatter it, but
what is scattered is lost with its worker, and whoever comes later has it not.
"""

import io
import pickle
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from reportkit.cluster._hand import STARTED, Lacks, Stranger, do
from reportkit.cluster._parcel import Dress
from reportkit.cluster._there import PATIENCE, START, differences, outfit, unwarned, would_differ
from reportkit.errors import MachineLacks
from reportkit.workers import Lost
from reportkit.workers._piece import broken, late

if TYPE_CHECKING:
    from distributed import Client, Future

RETURN = 60
"""The seconds that workers have to come back in, once all are gone."""

GRACE = 5
"""The seconds that a piece has to stop in after its time is over, before nobody waits for it any longer."""

TRIES = 4
"""How often a piece is sent that was only near when others killed its workers."""


class _Again:
    """Instead of an answer: the piece is to be sent again, through no fault of its own."""


class Run:
    """The pieces of one run: those on their way, when they were begun, and what came of them.

    No more are on their way than keep all workers busy.
    """

    def __init__(
        self,
        client: "Client",
        address: str,
        work: Callable[[Any], object],  # each() says of what and to what
        items: Sequence[Any],
        timeout: float | None,
    ) -> None:
        self.client, self.address, self.work, self.items, self.timeout = client, address, work, items, timeout
        self.name = uuid4().hex
        self.running: dict[str, tuple[int, Future]] = {}
        self.data: dict[int, bytes] = {}
        self.dresses: dict[str, Dress] = {}
        self.sent = Counter[int]()
        self.begun: dict[int, list[tuple[float, str]]] = {}
        self.arrived: SimpleQueue[Future] = SimpleQueue()
        self.deserted = self.looked = 0.0
        self.workers: dict[str, int] = client.nthreads()
        client.subscribe_topic(STARTED, self._note)

    def _note(self, event: tuple[float, Mapping[str, Any]]) -> None:
        """Write down that a worker has begun a piece, by the clock of this machine."""
        if event[1]["run"] == self.name:
            self.begun.setdefault(event[1]["piece"], []).append((time.monotonic(), event[1]["worker"]))

    def answers(self) -> Iterator[tuple[int, Any]]:
        """Yield the answer to each item with its number, as soon as it is there."""
        numbers = iter(range(len(self.items)))
        waiting = True
        while waiting or self.running:
            while waiting and len(self.running) < self._room():
                if (number := next(numbers, None)) is None:
                    waiting = False
                elif failure := self._pack(number):
                    yield number, failure
                else:
                    self._send(number)
            yield from self._next()

    def _room(self) -> int:
        """Return how many pieces may be on their way: one in the hands of each worker, and one within its reach."""
        return max(2 * sum(self.workers.values()), 1)

    def _pack(self, number: int) -> Lost | None:
        try:
            with io.BytesIO() as file:
                _Packer(file, self.dresses).dump((self.work, self.items[number]))
                self.data[number] = file.getvalue()
        except Exception as error:  # One piece that cannot even be sent must not stop the others.
            return broken(error)
        return None

    def _send(self, number: int, dress: Dress | None = None, worker: str | None = None) -> None:
        self.sent[number] += 1
        self.begun.pop(number, None)
        with unwarned():
            future = self.client.submit(
                do,
                self.data[number],
                dress,
                {"run": self.name, "piece": number},
                outfit(),
                self.timeout,
                key=f"reportkit-{self.name}-{number}-{self.sent[number]}",
                workers=worker,
                allow_other_workers=worker is not None,
            )
        self.running[future.key] = number, future
        future.add_done_callback(self.arrived.put)

    def _next(self) -> Iterator[tuple[int, Any]]:
        """Wait a little for the next answer and yield it; see each second how those fare that nothing is heard of."""
        with suppress(Empty):
            yield from self._taken(self.arrived.get(timeout=1))
        if time.monotonic() > self.looked + 1:
            self.looked, self.workers = time.monotonic(), self.client.nthreads()
            self._count_workers()
            yield from self._overdue()

    def _taken(self, future: "Future") -> Iterator[tuple[int, Any]]:
        """Yield the answer that has arrived, unless the piece is sent again or nobody waits for it any longer."""
        number, _ = self.running.pop(future.key, (None, None))
        if number is None:
            return
        match answer := self._answer(number, future):
            case Lacks():
                self._send(number, self.dresses[answer.dress], answer.worker)
            case Stranger():
                raise would_differ({answer.worker: differences(answer.outfit)})
            case _Again():
                self._send(number)
            case _:
                del self.data[number]
                yield number, answer

    def _answer(self, number: int, future: "Future") -> object:
        from distributed import KilledWorker

        if future.cancelled():
            raise ConnectionError("the scheduler has forgotten what it was asked")
        try:
            return future.result(timeout=PATIENCE)
        except TimeoutError:
            # The worker that had the answer is gone; it is asked for again.
            return _Again()
        except KilledWorker as error:
            deaths = error.allowed_failures + 1
            # Dask blames all that was near. A piece that was begun less often than workers died was not the cause.
            innocent = len(self.begun.get(number, ())) < deaths and self.sent[number] < TRIES
            return _Again() if innocent else Lost(f"its worker died {deaths} times, as when memory runs out")
        except OSError:
            raise
        except Exception as error:  # An answer may be one that cannot travel.
            return broken(error)

    def _overdue(self) -> Iterator[tuple[int, Lost]]:
        """Yield the pieces whose time is over without an answer; nobody waits for them any longer."""
        if self.timeout is None:
            return
        latest = time.monotonic() - self.timeout - GRACE
        for key, (number, future) in list(self.running.items()):
            # A piece whose worker is gone waits for another one.
            if any(begun < latest and worker in self.workers for begun, worker in self.begun.get(number, [])[-1:]):
                del self.running[key]
                future.cancel(force=True)
                yield number, late(self.timeout)

    def _count_workers(self) -> None:
        """Raise MachineLacks when all workers are gone and none comes back."""
        if self.workers:
            self.deserted = 0.0
            return
        self.deserted = self.deserted or time.monotonic()
        if time.monotonic() - self.deserted > RETURN:
            raise MachineLacks(f"no worker is left at {self.address}", f"start workers again; {START}")


class _Packer(pickle.Pickler):
    """Leaves themes that are heavy out of what it packs, and gathers them in `dresses`."""

    def __init__(self, file: io.BytesIO, dresses: dict[str, Dress]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self.dresses = dresses

    def persistent_id(self, part: object) -> str | None:
        if isinstance(part, Dress) and part.heavy:
            self.dresses[part.digest] = part
            return part.digest
        return None

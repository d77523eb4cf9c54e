"""A sweep played on the workers of a Dask scheduler, on this machine or elsewhere."""

from __future__ import annotations

import gc
import pickle
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from model.experiments.sweeps.block_task import Done, do_block
from model.experiments.sweeps.plan import Plan, Task
from model.experiments.sweeps.sweep_files import RESUME, WRITING, RefusedError, SweepError
from model.inputs.formats.plain_text import plural

if TYPE_CHECKING:
    from distributed import Future

AHEAD = 3
"""Blocks that wait for each worker: enough to keep it busy, few enough for any scheduler."""


PATIENCE = 60.0
"""Seconds that a cluster may be without any worker before the sweep stops."""


DEATHS = 20
"""Workers that may die over the same block before the block is blamed."""


LOOK = 2.0
"""Seconds between looks at the cluster while nothing comes."""


SETTINGS = {
    "distributed.scheduler.allowed-failures": DEATHS,
    "distributed.admin.large-graph-warning-threshold": "1GiB",
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}
"""Dask's own settings. It looks at itself up to a hundred times a second, in threads that take the
interpreter from the rules: a twentieth of the time of two workers on two cores."""


ASIDE: dict[str, Any] = {"set_as_default": False}
"""A client that leaves Dask's settings of this process alone, also where it cannot join."""


@contextmanager
def collection_held() -> Iterator[None]:
    """Collect garbage before, and none meanwhile.

    Dask's client takes a lock that is not reentrant while it starts. A client that found no
    scheduler is left as garbage, and closes itself when it is collected, for which it takes the
    same lock: collected at that moment, it would let this process wait for itself for ever.
    """
    gc.collect()
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


class DaskExecutor:
    """Plays on the workers of a Dask scheduler."""

    def __init__(
        self, address: str, code: Callable[[], str] | None = None, wait: float = 20.0
    ) -> None:
        """Name the cluster; it is joined on entering the block.

        address: of a scheduler, such as ``tcp://10.0.0.1:8786``; code: tells the code of a process
        from other code; wait: seconds that the scheduler may take to answer.
        """
        self.address, self._code = address, code
        self._patience = wait
        self._stack = ExitStack()
        self._client: Any = None

    @property
    def words(self) -> str:
        """Who plays, for people."""
        count = len(self._seen()) if self._client else 0
        return f"{plural(count, 'worker')} of the Dask cluster at {self.address}"

    def __enter__(self) -> DaskExecutor:
        try:
            self._client = self._begin()
        except BaseException:
            self._stack.close()
            raise
        return self

    def _begin(self) -> Any:
        import dask
        import distributed

        self._stack.enter_context(dask.config.set(SETTINGS))
        return self._join(distributed.Client)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client = None
        self._stack.close()

    def play(self, plan: Plan, folder: Path, tasks: Iterator[Task]) -> Iterator[Done]:
        """Yield what became of every task; a task whose worker dies is given to another.

        Raises SweepError where the cluster is gone, and what a task raises.
        """
        client = self._ask()
        deliver = not self._share(folder)
        blob = pickle.dumps(plan, protocol=5)
        held = client.submit(pickle.loads, blob, key=f"plan-{plan.key}-{uuid4().hex[:8]}")
        waiting: set[Future[Done]] = set()
        names = uuid4().hex[:8]
        for task in tasks:
            key = f"block-{names}-{task.block}"
            waiting.add(
                client.submit(do_block, held, folder, task, deliver, key=key, priority=-task.block)
            )
            while len(waiting) >= AHEAD * max(len(self._seen()), 1):
                yield from self._gather(waiting)
        while waiting:
            yield from self._gather(waiting)

    def _gather(self, waiting: set[Future[Done]]) -> Iterator[Done]:
        since = time.monotonic()
        while True:
            try:
                done = self._wait(waiting).done
                break
            except TimeoutError:
                since = self._wait_for_workers(since)
        for future in done:
            waiting.discard(future)
            yield self._result(future)

    def _wait_for_workers(self, since: float) -> float:
        """Return when a worker was last seen; raises SweepError where that is too long ago."""
        if self._seen():
            return time.monotonic()
        if time.monotonic() - since > PATIENCE:
            raise SweepError(f"{self._place()} has no worker left; {RESUME}") from None
        return since

    def _wait(self, waiting: set[Future[Done]]) -> Any:
        from distributed import wait

        with self._ask().as_current():
            return wait(waiting, LOOK, "FIRST_COMPLETED")  # type: ignore[no-untyped-call]

    def _result(self, future: Future[Done]) -> Done:
        from concurrent.futures import CancelledError

        from distributed.scheduler import KilledWorker

        since = time.monotonic()
        try:
            while True:
                try:
                    done: Done = future.result(timeout=LOOK)
                    return done
                except TimeoutError:  # it was done, and its worker died before it was fetched
                    since = self._wait_for_workers(since)
        except KilledWorker as error:
            told = f"{DEATHS} workers died over {error.task}"
            logs = "the logs of the workers say of what"
            raise SweepError(f"{told}; {logs}; {RESUME}") from None
        except (CancelledError, OSError) as error:
            if isinstance(error, OSError) and self._ask().status == "running":
                raise
            raise SweepError(f"{self._place()} is gone; {RESUME}") from None

    def _join(self, kind: Any) -> Any:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                with collection_held():
                    client = kind(self.address, timeout=self._patience, **ASIDE)
            self._stack.enter_context(client)
        except (OSError, TimeoutError, TypeError, ValueError) as error:
            said = " ".join(str(error).split())
            raise RefusedError(f"there is no Dask scheduler at {self.address}: {said}") from None
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            wrong = f"the Dask cluster at {self.address} has no worker after {PATIENCE:.0f} seconds"
            raise RefusedError(f"{wrong}; start some and try again") from None
        if self._code is not None:
            ours = self._code()
            others = [at for at, theirs in client.run(self._code).items() if theirs != ours]
            if others:
                wrong = "workers run other code than this process"
                raise RefusedError(f"{wrong}: {', '.join(sorted(others))}")
        return client

    def _share(self, folder: Path) -> bool:
        """Tell whether all workers see the folder; where not, this process writes for them."""
        token = folder.resolve() / WRITING / f"seen-{uuid4().hex}"
        token.touch()
        try:
            seen: dict[str, bool] = self._ask().run(Path.is_file, token)
            return all(seen.values())
        finally:
            token.unlink()

    def _seen(self) -> dict[str, Any]:
        return dict(self._ask().scheduler_info(n_workers=-1)["workers"])

    def _ask(self) -> Any:
        if self._client is None:
            raise SweepError("the cluster was not started")
        return self._client

    def _place(self) -> str:
        return f"the Dask cluster at {self.address}"

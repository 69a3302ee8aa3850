"""The attacks, each a named case. A case does its attack; what must hold in the end the judge of each run knows."""

from collections.abc import Callable
from dataclasses import dataclass

from ..run import Run


@dataclass(frozen=True)
class Case:
    """A named attack. `seconds` is about how long it takes with all that is looked at before and after."""

    name: str
    does: str
    seconds: int
    act: Callable[[Run], None]


CASES: dict[str, Case] = {}


def case(name: str, does: str, seconds: int):
    def registered(act: Callable[[Run], None]) -> Callable[[Run], None]:
        CASES[name] = Case(name, does, seconds, act)
        return act

    return registered


# In the order in which they are run and listed.
from . import listener, payloads, shortage, admin, refusals  # noqa: E402,F401

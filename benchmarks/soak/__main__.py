"""`python -m benchmarks.soak [--seed N] [--minutes 10] [--processes 3] [--engine postgresql|sqlite] [--people 2000]`.

Prints the seed, what was done, figures, and of each invariant whether it holds; status 1 when one does not.
"""

import argparse
import asyncio
import pickle
import sys
import tempfile
from pathlib import Path
from random import Random

from benchmarks.soak.report import printed
from benchmarks.soak.story import Given, soak


def _arguments() -> Given:
    parser = argparse.ArgumentParser(prog="benchmarks.soak", description=__doc__)
    parser.add_argument("--seed", type=int, default=Random().randrange(1_000_000))
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--processes", type=int, default=3)
    parser.add_argument("--engine", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--polling", action="store_true", help="updates are fetched, not brought by webhook")
    parser.add_argument("--calm", action="store_true", help="nothing breaks: the same people on a quiet day")
    parser.add_argument("--folder", type=Path, help="keep what is written there")
    return Given(**vars(parser.parse_args()))


def main() -> int:
    given = _arguments()
    sys.stdout.write(f"{given}\n")
    sys.stdout.flush()
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        folder = given.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        outcome = asyncio.run(soak(given, folder))
        (folder / "outcome.pickle").write_bytes(pickle.dumps(outcome))
        told, failed = printed(outcome)
    sys.stdout.write(told)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

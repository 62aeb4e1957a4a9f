"""How many examples a property has: a handful at every run, the number of the profile in `make fuzz`."""

from hypothesis import HealthCheck, settings

_ALL = settings().max_examples
_IS_QUICK = _ALL < 1000


def examples(quick: int, one_in: int = 1) -> settings:
    """`quick` of them at every run; when many are asked for, the profile's number, or one in so many of dear ones.

    What they share they leave as they found it, or it is made anew for each.
    """
    return settings(
        max_examples=quick if _IS_QUICK else max(1, _ALL // one_in),
        suppress_health_check=[*settings().suppress_health_check, HealthCheck.function_scoped_fixture],
    )

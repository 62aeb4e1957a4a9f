"""Whom to send: the plain list of people, and the fewest places that make all targets true."""

from rules.planning.demand import Need, needs_after, needs_of
from rules.planning.fewest import fewest_people
from rules.planning.model import Sent
from rules.planning.offers import ACCEPTED, Away, Limits, Offer, Unfit, offers_of
from rules.planning.plan import Plan, TargetOutcome, whom_to_send
from rules.planning.prospects import Lack, Prospect, Way, doubt, prospects_of
from rules.planning.question import Limit, Question
from rules.planning.shortfall import Lifted, Shortfall, Unreached, done_by, shortfall_of
from rules.planning.solver import Undecided
from rules.planning.steps import Step, steps_of

__all__ = [
    "ACCEPTED",
    "Away",
    "Lack",
    "Lifted",
    "Limit",
    "Limits",
    "Need",
    "Offer",
    "Plan",
    "Prospect",
    "Question",
    "Sent",
    "Shortfall",
    "Step",
    "TargetOutcome",
    "Undecided",
    "Unfit",
    "Unreached",
    "Way",
    "done_by",
    "doubt",
    "fewest_people",
    "needs_after",
    "needs_of",
    "offers_of",
    "prospects_of",
    "shortfall_of",
    "steps_of",
    "whom_to_send",
]

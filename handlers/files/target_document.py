"""The report on the targets as .docx. Nobody is named in it: it goes from hand to hand."""

from fractions import Fraction

from handlers.files.report_form import Letterhead, Report, report
from handlers.files.target_paper import TargetPaper, lowest_units, missing_people, unit_names
from handlers.files.word_template import Value
from handlers.texts import target_papers as texts
from handlers.texts.targets import dated, percent, required
from rules.comparing import FEWEST
from rules.tallies import UnitSummary
from rules.targets import Figure

TEMPLATE = "bao-cao-chi-tieu.docx"


def target_document(paper: TargetPaper, letterhead: Letterhead) -> Report:
    """The report, by the centre's own template where it has one that works."""
    policy = paper.policy
    own = lowest_units(paper.by_unit)
    lacking = sum(missing_people(each) > 0 for each in own)
    fields: dict[str, Value] = {
        "muc_tieu": texts.measure(policy, paper.units),
        "so_lieu": dated(policy, paper.counted),
        "pham_vi": texts.scope(paper.units) if paper.units else "",
        "ket_luan": texts.told(policy, paper.summary),
        "chi_tieu": [_target(paper, *each) for each in enumerate(paper.summary.figures, 1)],
        "ghi_chu": list(texts.notes(paper.summary, paper.records_of)),
        "don_vi_tom_tat": texts.units_told(lacking, len(own), sums=len(own) < len(paper.by_unit)),
        "don_vi": [_unit(paper, place, name, each) for place, (name, each) in enumerate(_slow(paper), 1)],
    }
    if policy.issuer:
        fields["noi_nhan"] = policy.issuer
    return report(TEMPLATE, letterhead, fields)


def _target(paper: TargetPaper, place: int, figure: Figure) -> dict[str, str]:
    share = texts.NO_DATA if figure.share is None else percent(figure.share, figure.share_required)
    return {
        "tt": str(place),
        "nhom": paper.policy.group_by_id[figure.group].name,
        "trinh_do": texts.level(figure.level),
        "tong_so": str(figure.total),
        "da_co": str(figure.met),
        "ty_le": share,
        "chi_tieu": required(figure.comparator, figure.share_required),
        "dang_hoc": str(figure.studying),
        "con_thieu": texts.needed(figure),
        "ket_qua": texts.result(figure),
    }


def _slow(paper: TargetPaper) -> list[tuple[str, UnitSummary]]:
    """The units where somebody lacks a level, the slowest first; without those of so few people that the figures would
    tell of each, where names may not be seen."""
    named = zip(unit_names(paper.by_unit), paper.by_unit, strict=True)
    return [
        (name, each)
        for name, each in named
        if missing_people(each) and (paper.names_allowed or each.people.total >= FEWEST)
    ]


def _unit(paper: TargetPaper, place: int, name: str, found: UnitSummary) -> dict[str, str]:
    people = found.people
    lacking = {
        number: figure.total - figure.met
        for number, figure in enumerate(found.summary.figures, 1)
        if figure.total > figure.met and (paper.names_allowed or figure.total >= FEWEST)
    }
    return {
        "tt": str(place),
        "ten": texts.unit_name(name),
        "so_nguoi": str(people.total),
        "da_du": str(people.met),
        "con_thieu": str(missing_people(found)),
        "ty_le": percent(Fraction(people.met, people.total)),
        "theo_chi_tieu": texts.by_target(lacking),
    }

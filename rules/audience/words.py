"""An audience in the words of the centre: "Học viên lớp TC-K14, trừ đơn vị xã Tân An"."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rules.access import Role
from rules.audience.expression import NO_CHANNEL, All, Any, Audience, Filter, Key, Not
from rules.audience.facts import ANY_STATE
from rules.classes import EnrolmentState
from rules.levels import Level

MOST_CODES = 5
"""So many codes are told; of more only their number."""


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called before people; an id without a name stands for itself."""

    groups: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


NO_NAMES = Names()
_Phrase = tuple[str, str]
"""The words that stand alone, and those that go on after others."""


def in_words(audience: Audience, names: Names = NO_NAMES) -> str:
    """The audience as one Vietnamese phrase that begins with a capital, without a full stop."""
    words = _alone(audience, names)
    return words[0].upper() + words[1:]


def _alone(audience: Audience, names: Names) -> str:
    match audience:
        case Filter():
            return _phrase(audience, names)[0]
        case Not(part):
            return f"tất cả cán bộ, trừ {_closed(part, names)}"
        case All(parts):
            return _together(parts, names)
        case Any(parts):
            return " hoặc ".join(_closed(part, names) for part in parts)


def _together(parts: Sequence[Audience], names: Names) -> str:
    filters = sorted((part for part in parts if isinstance(part, Filter)), key=_place)
    choices = [f"({_alone(part, names)})" for part in parts if isinstance(part, Any)]
    without = [f"trừ {_closed(part.part, names)}" for part in parts if isinstance(part, Not)]
    first = [_phrase(filters[0], names)[0]] if filters else [] if choices else ["tất cả cán bộ"]
    return ", ".join([*first, *(_phrase(each, names)[1] for each in filters[1:]), *_joined(choices), *without])


def _joined(choices: list[str]) -> list[str]:
    return [" đồng thời ".join(choices)] if choices else []


def _closed(part: Audience, names: Names) -> str:
    return _alone(part, names) if isinstance(part, Filter) else f"({_alone(part, names)})"


def _place(each: Filter) -> tuple[int, tuple[str, ...]]:
    return tuple(Key).index(each.key), each.values


def _phrase(each: Filter, names: Names) -> _Phrase:
    return _PHRASES[each.key](each.values, names)


def _classes(values: Sequence[str], names: Names) -> _Phrase:
    by_state: dict[str, list[str]] = {}
    for value in values:
        code, _, state = value.rpartition(":") if ":" in value else (value, "", EnrolmentState.ENROLLED.value)
        by_state.setdefault(state, []).append(code)
    told = [(_STATES[state], _or(codes)) for state, codes in by_state.items()]
    return (
        " hoặc ".join(f"{alone} lớp {codes}" for (alone, _), codes in told),
        " hoặc ".join(f"{after} lớp {codes}" for (_, after), codes in told),
    )


_STATES: Mapping[str, _Phrase] = {
    EnrolmentState.ENROLLED: ("học viên", "đang học"),
    EnrolmentState.PASSED: ("người đã đạt", "đã đạt"),
    EnrolmentState.FAILED: ("người chưa đạt", "chưa đạt"),
    EnrolmentState.LEFT: ("người đã thôi học", "đã thôi học"),
    ANY_STATE: ("người đang học hoặc đã học xong", "đang học hoặc đã học xong"),
}


def _codes(values: Sequence[str], names: Names) -> _Phrase:
    if len(values) > MOST_CODES:
        told = f"danh sách {len(values)} mã số"
        return told, f"có trong {told}"
    return f"mã số {', '.join(values)}", f"có mã số {_or(values)}"


def _channels(values: Sequence[str], names: Names) -> _Phrase:
    having = [_CHANNELS.get(value, value) for value in values if value != NO_CHANNEL]
    told = [f"dùng {_or(having)}"] if having else []
    if NO_CHANNEL in values:
        told.append("chưa liên kết kênh nào")
    return f"người {' hoặc '.join(told)}", " hoặc ".join(told)


_CHANNELS = {"telegram": "Telegram", "zalo": "Zalo", "web": "trang web"}


def _roles(values: Sequence[str], names: Names) -> _Phrase:
    told = _or([_ROLES[Role(value)] for value in values])
    return told, f"là {told}"


_ROLES = {
    Role.CADRE: "cán bộ trong danh sách",
    Role.LECTURER: "giảng viên",
    Role.OFFICER: "cán bộ phụ trách của đơn vị",
    Role.STAFF: "cán bộ Trung tâm",
    Role.LEADER: "lãnh đạo",
    Role.ADMIN: "quản trị viên",
}


def _or(values: Sequence[str]) -> str:
    return " hoặc ".join(values)


def _levels(values: Sequence[str]) -> str:
    return _or([level.label for level in sorted(map(Level.of, values))])


def _person(words: str) -> _Phrase:
    return f"người {words}", words


_PHRASES: Mapping[Key, Callable[[Sequence[str], Names], _Phrase]] = {
    Key.EVERYONE: lambda values, names: ("tất cả cán bộ", "có trong danh sách cán bộ"),
    Key.LEARNERS: lambda values, names: ("học viên ngoài danh sách cán bộ", "ngoài danh sách cán bộ"),
    Key.CLASS: _classes,
    Key.GROUP: lambda values, names: _of("nhóm", [names.groups.get(value, value) for value in values]),
    Key.POST: lambda values, names: _person(f"giữ chức vụ {_or(values)}"),
    Key.ROLE: _roles,
    Key.CODES: _codes,
    Key.UNIT: lambda values, names: _of("đơn vị", [names.units.get(value, value) for value in values]),
    Key.HOLDS: lambda values, names: _person(f"có trình độ {_levels(values)} trở lên"),
    Key.LACKS: lambda values, names: _person(f"còn thiếu {_levels(values)} theo chỉ tiêu"),
    Key.ELIGIBLE: lambda values, names: _person(f"đủ điều kiện học {_levels(values)} theo dữ liệu"),
    Key.CHANNEL: _channels,
    Key.UNCONFIRMED: lambda values, names: _person(f"chưa xác nhận thông báo số {_or(values)}"),
    Key.REACHED: lambda values, names: _person(f"đã nhận thông báo số {_or(values)}"),
    Key.UNANSWERED: lambda values, names: _person(f"chưa báo dự hay không dự theo thông báo số {_or(values)}"),
}


def _of(kind: str, called: Sequence[str]) -> _Phrase:
    told = f"{kind} {_or(called)}"
    return told, f"thuộc {told}"

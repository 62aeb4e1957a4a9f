"""What comes in from any channel and what goes back: the only words the conversations and the channels share."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What an incoming event is."""

    TEXT = "text"
    TAP = "tap"
    START = "start"
    """The first word to the bot, or a tap on its link; `text` holds the payload of the link."""
    CONTACT = "contact"
    FILE = "file"
    VOICE = "voice"
    STICKER = "sticker"
    BLOCKED = "blocked"
    """The person closed the chat to the bot; nothing is answered."""
    UNBLOCKED = "unblocked"
    UNSUPPORTED = "unsupported"
    NOT_CARRIED = "not_carried"
    """Sent by the person, but the channel itself keeps it back: a document in Zalo."""


@dataclass(frozen=True, slots=True)
class Contact:
    phone: str
    """As the channel gives it, in any form."""
    own: bool
    """True only when the card is the sender's own and not forwarded."""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    name: str
    size: int
    """Bytes, as the channel declares them; 0 when it does not."""
    fetch: Callable[[], Awaitable[bytes]] = field(compare=False)
    """Downloads the content. Raises `FileUnavailable` when the channel cannot give it."""


class FileUnavailable(Exception):
    """The channel could not hand over a file's content."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event of one chat, free of any messenger's types."""

    channel: str
    """`telegram`, `zalo`, `web`, `terminal`."""
    chat: str
    event: str
    """Unique in its channel: a second one with the same id is the same event."""
    at: datetime
    kind: Kind
    text: str = ""
    key: str = ""
    """The key of the tapped button."""
    contact: Contact | None = None
    file: IncomingFile | None = None
    display_name: str = ""
    private: bool = True
    """False in a group chat, where nothing personal is ever said."""

    def without_nul(self) -> "Incoming":
        """The same without the one character that PostgreSQL does not keep; hardly any event has it."""
        phone, name = self.contact.phone if self.contact else "", self.file.name if self.file else ""
        if "\0" not in f"{self.text}{self.key}{self.display_name}{phone}{name}":
            return self
        return replace(
            self,
            text=_without_nul(self.text),
            key=_without_nul(self.key),
            display_name=_without_nul(self.display_name),
            contact=self.contact and replace(self.contact, phone=_without_nul(phone)),
            file=self.file and replace(self.file, name=_without_nul(name)),
        )

    def as_tap(self, key: str) -> "Incoming":
        """The tap that typed words mean, so that every dialog works without buttons."""
        return Incoming(
            self.channel, self.chat, self.event, self.at, Kind.TAP, self.text, key,
            self.contact, self.file, self.display_name, self.private,
        )  # fmt: skip


def _without_nul(text: str) -> str:
    return text.replace("\0", "")


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    """At most seven syllables."""
    key: str
    """What a tap sends back: name, id and version joined by ":", at most 64 bytes of UTF-8."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or a picture that goes with a reply."""

    name: str
    content: bytes
    picture: bool = False
    digest: str = ""
    """That of a content the file store keeps for good: such a file is uploaded once, however many it goes to."""


HOME = Button("Về đầu", "home")
"""The way back; typed as 0."""


@dataclass(frozen=True, slots=True)
class FormState:
    """An open form: what is being filled in, at which step, and what was given so far."""

    name: str
    step: str
    data: dict[str, str] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    """The steps already taken, for "Quay lại"."""


@dataclass(frozen=True, slots=True)
class Look:
    """Whose names a reply shows to somebody else; kept, so that each person can be told who saw theirs."""

    what: str
    """Through what, in words of the program: "nominate:K1"."""
    people: tuple[str, ...]
    """Ids, or codes of the roster."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, for every channel. `**text**` in the text is emphasis; everything else is literal."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    files: tuple[Attachment, ...] = ()
    edits: bool = False
    """Replace the message whose button was tapped, where the channel can."""
    asks_contact: bool = False
    """Offer the channel's own way to share one's phone number."""
    form: FormState | None = None
    """The form that is open after this reply; None closes any."""
    topic: str = ""
    """What was talked about, for a follow-up such as "còn cao cấp thì sao?"."""
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A button as a number: what is typed on a channel without buttons, and everywhere else too."""

    number: int
    label: str
    key: str


def choices(buttons: tuple[tuple[Button, ...], ...]) -> tuple[Choice, ...]:
    """Number the buttons from 1 in reading order; "Về đầu" is always 0 and last."""
    flat = [button for row in buttons for button in row]
    numbered = [Choice(n, b.label, b.key) for n, b in enumerate((b for b in flat if b.key != HOME.key), 1)]
    return (*numbered, *(Choice(0, b.label, b.key) for b in flat if b.key == HOME.key))

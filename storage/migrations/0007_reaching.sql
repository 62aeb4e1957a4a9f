-- To which of a person's chats goes what was not asked for, and which classes they were told of.

-- When the chat was last used, kept to about a day.
alter table account add column used_at bigint not null default 0;
update account set used_at = coalesce(linked_at, created_at);

-- Whose message it is, the channels of theirs that come next (JSON), and the chats that turned out closed (JSON).
alter table outbox add column holder_id text;
alter table outbox add column onward text not null default '[]';
alter table outbox add column tried text not null default '[]';

-- A class whose opening, or whose last days of registration, people are being told of, since when.
create table class_announcement (
    class_id text not null references training_class (id),
    kind text not null check (kind in ('opening', 'reminder')),
    at bigint not null,
    primary key (class_id, kind)
);

-- What a person was told of without asking, once each; how much there was in a week is counted here too.
create table class_told (
    class_id text not null references training_class (id),
    kind text not null check (kind in ('opening', 'reminder')),
    holder_id text not null,
    at bigint not null,
    reacted_at bigint,
    primary key (class_id, kind, holder_id)
);
create index class_told_by_holder on class_told (holder_id, at);

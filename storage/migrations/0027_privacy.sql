-- What people ask about their data, when it is due, and what was decided.
create table privacy_request (
    number bigint primary key,
    kind text not null check (kind in ('erase_chat', 'erase_record', 'restrict', 'object')),
    holder_id text,
    account_id text not null references account (id),
    words text not null,
    state text not null check (state in ('open', 'agreed', 'done', 'refused')),
    asked_at bigint not null,
    answer_by text not null,
    due_on text not null,
    extension text not null,
    answered_at bigint,
    answered_by text,
    answer text not null,
    version bigint not null
);
create index privacy_request_open on privacy_request (due_on) where state in ('open', 'agreed');
create index privacy_request_by_holder on privacy_request (holder_id);
-- What was erased, by ids alone: done again after an older backup was restored.
create table erasure (
    id text primary key,
    at bigint not null,
    scope text not null check (scope in ('chat', 'record')),
    holder_id text,
    accounts text not null
);
create index journal_looks on journal (at) where action in ('look_at_names', 'look_at_record');

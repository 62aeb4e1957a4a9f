-- The web chat with its logins, files that are handed out or kept as proof, and the channel a person prefers.

-- What a person and the assistant wrote in the web chat. `seq` grows with every change of a message, so that what a page
-- missed is what has a greater one. `buttons` and `files` are JSON.
create table web_message (
    id text primary key,
    chat text not null,
    seq bigint not null,
    author text not null check (author in ('person', 'assistant')),
    text text not null,
    buttons text not null,
    files text not null,
    at bigint not null
);
create unique index web_message_by_seq on web_message (chat, seq);

-- A browser that may speak in a chat. Only the digest of its cookie is kept.
create table web_session (
    digest text primary key,
    chat text not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create index web_session_by_chat on web_session (chat);

-- A link from a linked messenger into the web chat, used once.
create table web_login (
    digest text primary key,
    holder_id text not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

-- Files by the digest of their content, which lies in the folder of `[files]`. Without `keep_until` a file stays.
create table stored_file (
    digest text primary key,
    size bigint not null,
    created_at bigint not null,
    keep_until bigint
);

-- Where a person wants what was not asked for.
create table preferred_channel (
    holder_id text primary key,
    channel text not null
);

-- The photo or paper that goes with a request to correct a record.
alter table correction add column proof text;
alter table correction add column proof_name text;

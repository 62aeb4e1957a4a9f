-- Questions asked often. `phrasings` is a JSON list; `shipped` is the id in the file that comes with the program, and
-- `digest` what it said; `replaces` the entry that an approved one puts away.
create table faq_entry (
    number bigint primary key,
    phrasings text not null,
    answer text not null,
    source text not null,
    certainty text not null check (certainty in ('high', 'medium', 'unknown', 'centre')),
    since text,
    until text,
    rule text not null,
    state text not null check (state in ('draft', 'approved', 'retired')),
    shipped text unique,
    digest text not null,
    replaces bigint,
    written_by text not null,
    written_at bigint not null,
    approved_by text,
    approved_at bigint,
    version bigint not null
);
-- The words of the phrasings that carry their meaning, folded: what is searched, alike on both engines.
create table faq_word (
    word text not null,
    number bigint not null references faq_entry (number),
    primary key (word, number)
);
-- What nobody but a person can answer. Questions that are alike share a cluster, named by the first of them.
create table question_cluster (
    number bigint primary key,
    state text not null check (state in ('open', 'answered', 'closed')),
    taken_by text,
    touched_at bigint,
    promised_at bigint not null,
    escalated_at bigint,
    answer text not null,
    answered_by text,
    answered_at bigint,
    in_faq bigint not null default 0 check (in_faq in (0, 1)),
    version bigint not null
);
create index question_cluster_open on question_cluster (promised_at) where state = 'open';
create table question (
    number bigint primary key,
    cluster bigint not null references question_cluster (number),
    account_id text not null references account (id),
    holder_id text,
    words text not null,
    state text not null check (state in ('open', 'answered', 'withdrawn', 'closed')),
    asked_at bigint not null,
    promised_at bigint not null,
    ended_at bigint
);
create index question_by_cluster on question (cluster);
create index question_by_account on question (account_id);
create index question_open on question (asked_at) where state = 'open';
-- A chat in which a person of the centre answers, and the assistant is silent.
create table handover (
    account_id text primary key references account (id),
    question bigint not null references question (number),
    staff_id text not null unique,
    begun_at bigint not null,
    touched_at bigint not null
);

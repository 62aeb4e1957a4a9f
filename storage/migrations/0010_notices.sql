-- Notices and the ledger of their ways to people. Instants are milliseconds; JSON where said.

-- `audience` is the canonical text of rules.audience; `approved_hash` is kept when a notice is proposed, and binds the
-- approval to text, audience and time. `chase_hours` and `chase_times` are those of this notice alone, or null.
create table notice (
    id text primary key,
    number bigint not null unique,
    state text not null check (state in
        ('draft', 'proposed', 'freezing', 'scheduled', 'sending', 'paused', 'done', 'cancelled')),
    kind text not null,
    text text not null,
    audience text not null,
    class_id text references training_class (id),
    receipt bigint not null check (receipt in (0, 1)),
    urgent bigint not null check (urgent in (0, 1)),
    send_at bigint,
    useful_until bigint,
    corrects text references notice (id),
    author text not null,
    created_at bigint not null,
    proposed_at bigint,
    approved_by text,
    approved_at bigint,
    approved_hash text,
    pause_reason text not null,
    done_at bigint,
    chase_hours bigint,
    chase_times bigint,
    version bigint not null
);
create index notice_at_work on notice (state)
    where state in ('proposed', 'freezing', 'scheduled', 'sending', 'paused');

create table notice_file (
    notice_id text not null references notice (id),
    place bigint not null,
    digest text not null,
    name text not null,
    size bigint not null,
    picture bigint not null check (picture in (0, 1)),
    primary key (notice_id, place)
);

-- The ledger: one row a (notice, person), made once and never again. `rest` holds the channels still open to the person
-- after this one (JSON), `fields` what the text says to this person alone (JSON), `message` what the messenger calls
-- the message that arrived. Receipts that came by phone or on paper have `receipt_by`, who wrote them down, and
-- `receipt_way`; `receipt_note` is why somebody cannot come, in their words.
create table delivery (
    notice_id text not null references notice (id),
    holder_id text not null,
    channel text not null,
    chat text not null,
    rest text not null,
    fields text not null,
    state text not null check (state in
        ('waiting', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'skipped')),
    reason text not null,
    attempts bigint not null,
    due_at bigint not null,
    settled_at bigint,
    message text,
    receipt text check (receipt in ('received', 'coming', 'not_coming')),
    receipt_at bigint,
    receipt_by text,
    receipt_way text check (receipt_way in ('phone', 'paper')),
    receipt_note text,
    chased bigint not null,
    chased_at bigint,
    primary key (notice_id, holder_id)
);
create index delivery_to_send on delivery (notice_id, channel, due_at, holder_id) where state = 'waiting';
create index delivery_under_way on delivery (notice_id) where state in ('claimed', 'sending');
create index delivery_of_holder on delivery (holder_id);

-- A file is uploaded once a channel, then sent by the id the messenger gave it.
create table uploaded_file (
    channel text not null,
    digest text not null,
    picture bigint not null check (picture in (0, 1)),
    handle text not null,
    at bigint not null,
    primary key (channel, digest, picture)
);

create table named_audience (
    name text primary key,
    audience text not null,
    author text not null,
    at bigint not null
);

-- Every version of a template stays.
create table notice_template (
    name text not null,
    version bigint not null,
    kind text not null,
    text text not null,
    author text not null,
    at bigint not null,
    primary key (name, version)
);

-- The notice whose silent recipient a message reminds: it is not sent once the reminder is needless.
alter table outbox add column chases text;

-- Who was asked to approve what is proposed now: the next person is asked when office time has passed.
create table notice_ask (
    notice_id text not null references notice (id),
    holder_id text not null,
    at bigint not null,
    primary key (notice_id, holder_id)
);

-- The message that tells the author how far a notice is, edited in place. `message` is empty while it was not sent.
create table notice_progress (
    notice_id text primary key references notice (id),
    channel text not null,
    chat text not null,
    message text not null,
    shown text not null,
    menu text not null,
    ended bigint not null check (ended in (0, 1))
);

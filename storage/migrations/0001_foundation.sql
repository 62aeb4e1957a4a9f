-- The roster: units, cadres, what they hold.

create table unit (
    id text primary key,
    name text not null,
    folded text not null,
    sort_key text collate "binary" not null,
    tier text not null check (tier in ('district', 'commune')),
    kind text not null,
    parent_id text references unit (id),
    valid_from text,
    valid_to text
);
create unique index unit_by_name on unit (name);

create table cadre (
    id text primary key,
    code text not null unique,
    name text not null,
    folded text not null,
    sort_key text collate "binary" not null,
    unit_id text not null references unit (id),
    birth text,
    gender text,
    ethnicity text not null,
    phone text not null,
    category text not null,
    grade text not null,
    education text not null,
    party_joined text,
    party_full text,
    version bigint not null,
    gone_at bigint
);
create index cadre_by_unit on cadre (unit_id);
create index cadre_by_phone on cadre (phone);
create index cadre_by_name on cadre (folded);

create table post (
    id text primary key,
    cadre_id text not null references cadre (id),
    place bigint not null,
    title text not null,
    unit_id text not null references unit (id),
    kind text not null check (kind in ('incumbent', 'planned')),
    committee bigint not null check (committee in (0, 1)),
    since text,
    until text
);
create index post_by_cadre on post (cadre_id);

create table credential (
    id text primary key,
    cadre_id text not null references cadre (id),
    place bigint not null,
    level text not null check (level in ('none', 'so_cap', 'trung_cap', 'cao_cap')),
    mode text,
    number text not null,
    issued text,
    issuer text not null,
    verified bigint not null check (verified in (0, 1))
);
create index credential_by_cadre on credential (cadre_id);

create table rating (
    cadre_id text not null references cadre (id),
    year bigint not null,
    rating text not null,
    primary key (cadre_id, year)
);

-- People of the centre who stand on no roster.

create table staff_person (
    id text primary key,
    code text not null unique,
    name text not null
);

create table role_grant (
    id text primary key,
    holder_id text not null,
    role text not null check (role in ('lecturer', 'officer', 'staff', 'leader', 'admin')),
    unit_id text references unit (id),
    granted_at bigint not null,
    revoked_at bigint
);
create index role_grant_by_holder on role_grant (holder_id);

-- Chat accounts. holder_id is a cadre or a staff_person; without one it is a stranger's.

create table account (
    id text primary key,
    channel text not null,
    chat text not null,
    holder_id text,
    display_name text not null,
    linked_at bigint,
    closed_at bigint,
    muted bigint not null check (muted in (0, 1)),
    quiet text not null,
    menu text,
    created_at bigint not null,
    unique (channel, chat)
);
create index account_by_holder on account (holder_id);

-- A form, and what was talked about, belong to the person: they move from one channel to another.

create table dialog (
    owner text primary key,
    form text,
    topic text not null
);

create table consent (
    id text primary key,
    account_id text not null references account (id),
    purpose text not null,
    version text not null,
    given_at bigint not null,
    withdrawn_at bigint
);
create index consent_by_account on consent (account_id);

create table link_code (
    digest text primary key,
    holder_id text not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    used_by text
);
create index link_code_by_holder on link_code (holder_id);

create table link_attempt (
    id text primary key,
    channel text not null,
    chat text not null,
    at bigint not null
);
create index link_attempt_by_chat on link_attempt (channel, chat, at);

create table link_request (
    id text primary key,
    account_id text not null references account (id),
    name text not null,
    birth_year text not null,
    unit text not null,
    state text not null check (state in ('open', 'confirmed', 'refused')),
    created_at bigint not null,
    decided_at bigint,
    decided_by text
);

create table correction (
    number bigint primary key,
    cadre_id text not null references cadre (id),
    account_id text not null references account (id),
    subject text not null,
    words text not null,
    state text not null check (state in ('open', 'done', 'refused')),
    created_at bigint not null,
    answered_at bigint,
    answered_by text,
    answer text
);

-- What came in, and what goes out without being an answer.

create table inbox (
    seq bigint primary key,
    channel text not null,
    event text not null,
    chat text not null,
    payload text,
    state text not null check (state in ('waiting', 'answering', 'answered', 'unknown', 'set_aside')),
    note text not null,
    received_at bigint not null,
    done_at bigint,
    unique (channel, event)
);
create index inbox_unfinished on inbox (seq) where state in ('waiting', 'answering');

create table outbox (
    id text primary key,
    channel text not null,
    chat text not null,
    reply text,
    state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown')),
    reason text not null,
    attempts bigint not null,
    created_at bigint not null,
    due_at bigint not null,
    done_at bigint
);
create index outbox_waiting on outbox (due_at) where state in ('waiting', 'sending');

-- Classes.

create table training_class (
    id text primary key,
    code text not null unique,
    name text not null,
    level text not null,
    course text not null,
    mode text,
    run_by text not null check (run_by in ('centre', 'school', 'academy')),
    state text not null check (state in ('planned', 'open', 'closed', 'running', 'results', 'archived', 'cancelled')),
    starts_on text,
    ends_on text,
    register_until text,
    hours text not null,
    places bigint,
    place text not null,
    audience text not null,
    note text not null
);
create index training_class_by_start on training_class (starts_on);

create table class_session (
    id text primary key,
    class_id text not null references training_class (id),
    day text not null,
    part text not null check (part in ('sang', 'chieu', 'toi')),
    topic text not null,
    room text not null,
    lecturer text not null
);
create index class_session_by_class on class_session (class_id, day);

create table enrolment (
    class_id text not null references training_class (id),
    cadre_id text not null references cadre (id),
    state text not null check (state in ('enrolled', 'passed', 'failed', 'left')),
    result text not null,
    primary key (class_id, cadre_id)
);
create index enrolment_by_cadre on enrolment (cadre_id);

create table material (
    id text primary key,
    class_id text not null references training_class (id),
    lesson bigint,
    title text not null,
    body text not null
);
create index material_by_class on material (class_id);

-- Spreadsheets read in.

create table layout (
    fingerprint text primary key,
    accepted_at bigint not null,
    accepted_by text not null
);

create table roster_import (
    number bigint primary key,
    file_name text not null,
    at bigint not null,
    by_whom text not null,
    added bigint not null,
    changed bigint not null,
    gone bigint not null,
    undone_at bigint
);

create table import_change (
    import_number bigint not null references roster_import (number),
    cadre_id text not null references cadre (id),
    before text,
    version_after bigint not null,
    primary key (import_number, cadre_id)
);
create index import_change_by_cadre on import_change (cadre_id);

-- The journal: who, what, when, on which record. Personal values lie beside it and can be erased alone.

create table journal (
    id text primary key,
    at bigint not null,
    by_whom text not null,
    action text not null,
    kind text not null,
    record_id text not null
);
create index journal_by_record on journal (kind, record_id, at);

create table journal_value (
    journal_id text primary key references journal (id),
    before text,
    after text
);

-- Small facts of the database itself: is it a demonstration, where its clock stands, numbers given out.

create table house_fact (
    name text primary key,
    value text not null
);

-- From plan to certificate: learners, requests for a seat, roll calls, results, certificates, lecturers.

-- Somebody in a class who stands on no roster: linked, told, certified, never in a target.
create table learner (
    id text primary key,
    code text not null unique,
    name text not null,
    folded text not null,
    birth text,
    gender text not null,
    unit_id text not null references unit (id),
    phone text,
    note text not null,
    cadre_id text references cadre (id),
    version bigint not null
);
create index learner_by_unit on learner (unit_id);
create index learner_by_phone on learner (phone);

-- person_id is that of a cadre or of a learner; number is the place in the class's list, by which the roll is called.
create table enrolment_anew (
    class_id text not null references training_class (id),
    person_id text not null,
    number bigint,
    state text not null check (state in ('enrolled', 'passed', 'failed', 'left')),
    mark text not null,
    result text not null,
    version bigint not null,
    primary key (class_id, person_id)
);
insert into enrolment_anew (class_id, person_id, number, state, mark, result, version)
    select class_id, cadre_id, null, state, '', result, 1 from enrolment;
drop table enrolment;
alter table enrolment_anew rename to enrolment;
create index enrolment_by_person on enrolment (person_id);

-- taken: seats held, by people enrolled and by requests under way; only conditional updates change it.
alter table training_class add column kind text not null default '';
alter table training_class add column plan_line text not null default '';
alter table training_class add column opens_on text;
alter table training_class add column taken bigint not null default 0;
alter table training_class add column version bigint not null default 1;
update training_class set
    kind = case when course <> '' then course when level <> 'none' then level else '' end,
    taken = (select count(*) from enrolment e where e.class_id = training_class.id and e.state <> 'left');
alter table class_session add column lecturer_id text;
alter table class_session add column cancelled bigint not null default 0 check (cancelled in (0, 1));
alter table class_session add column version bigint not null default 1;

create table class_quota (
    class_id text not null references training_class (id),
    unit_id text not null references unit (id),
    places bigint not null,
    taken bigint not null,
    chased_at bigint,
    primary key (class_id, unit_id)
);

-- class_id null: a wish for a course without an open class. asked_by is another than the person where it was asked for
-- them; agreed_by spoke for the unit, also of somebody who still waits for a seat. place is the order of arrival.
create table seat_request (
    id text primary key,
    place bigint not null,
    kind text not null,
    class_id text references training_class (id),
    person_id text not null,
    unit_id text not null references unit (id),
    asked_by text not null,
    agreed_by text,
    state text not null check (state in ('wish', 'asked', 'agreed', 'waiting', 'offered', 'enrolled', 'forwarded',
        'declined', 'returned', 'withdrawn', 'expired')),
    word text not null,
    due_at bigint,
    chased_at bigint,
    asked_at bigint not null,
    changed_at bigint not null,
    version bigint not null
);
create unique index seat_request_live on seat_request (person_id, kind)
    where state in ('wish', 'asked', 'agreed', 'waiting', 'offered', 'forwarded');
create index seat_request_by_class on seat_request (class_id, place);
create index seat_request_by_unit on seat_request (unit_id, state);

-- A unit's signed list for a class, photographed or scanned; unit_id null where staff sent it in.
create table nomination_paper (
    id text primary key,
    class_id text not null references training_class (id),
    unit_id text references unit (id),
    digest text not null,
    file_name text not null,
    sent_by text not null,
    sent_at bigint not null
);
create index nomination_paper_by_class on nomination_paper (class_id, unit_id);

create table attendance (
    session_id text not null references class_session (id),
    person_id text not null,
    state text not null check (state in ('present', 'absent', 'excused', 'announced')),
    reason text not null,
    by_whom text not null,
    at bigint not null,
    primary key (session_id, person_id)
);

-- A result counts once a second person has confirmed it.
create table class_result (
    class_id text not null references training_class (id),
    person_id text not null,
    attempt bigint not null,
    mark text not null,
    grade text not null,
    passed bigint not null check (passed in (0, 1)),
    typed_by text not null,
    typed_at bigint not null,
    confirmed_by text,
    confirmed_at bigint,
    version bigint not null,
    primary key (class_id, person_id, attempt)
);

create table certificate (
    number text primary key,
    class_id text not null references training_class (id),
    person_id text not null,
    level text not null,
    issued_on text not null,
    registered_by text not null,
    registered_at bigint not null
);
create unique index certificate_once on certificate (class_id, person_id);

-- Who gave feedback is kept apart from what was said.
create table feedback_given (
    class_id text not null references training_class (id),
    person_id text not null,
    primary key (class_id, person_id)
);
create table feedback (
    id text primary key,
    class_id text not null references training_class (id),
    content bigint not null,
    lecturer bigint not null,
    service bigint not null,
    word text not null
);

create table lecturer (
    id text primary key,
    code text not null unique,
    name text not null,
    folded text not null,
    full_time bigint not null check (full_time in (0, 1)),
    holder_id text,
    unit_id text references unit (id),
    phone text,
    topics text not null,
    state text not null check (state in ('proposed', 'examined', 'submitted', 'approved', 'ended')),
    decision text not null,
    decided_on text,
    term_until text,
    note text not null,
    proposed_by text not null,
    submitted_by text not null,
    version bigint not null
);
create index lecturer_by_holder on lecturer (holder_id);

-- A work counts once staff have confirmed it.
create table lecturer_work (
    id text primary key,
    lecturer_id text not null references lecturer (id),
    kind text not null check (kind in ('research', 'practice', 'method')),
    title text not null,
    day text not null,
    note text not null,
    told_by text not null,
    confirmed_by text
);

-- A lecturer asks to be relieved of a session, or for another day of it; staff answer.
create table lecturer_swap (
    id text primary key,
    session_id text not null references class_session (id) on delete cascade,
    lecturer_id text not null references lecturer (id),
    word text not null,
    state text not null check (state in ('asked', 'granted', 'refused')),
    asked_at bigint not null,
    answered_by text,
    answered_at bigint
);
create unique index lecturer_swap_open on lecturer_swap (session_id, lecturer_id) where state = 'asked';

-- A material belongs to a course, a class or a session of it; its content is text, a link, or a file of the store.
create table material_anew (
    id text primary key,
    kind text not null,
    class_id text references training_class (id),
    session_id text references class_session (id) on delete set null,
    lesson bigint,
    title text not null,
    body text not null,
    digest text not null,
    file_name text not null,
    size bigint not null,
    added_by text not null,
    added_at bigint not null
);
insert into material_anew (id, kind, class_id, session_id, lesson, title, body, digest, file_name, size, added_by, added_at)
    select id, '', class_id, null, lesson, title, body, '', '', 0, '', 0 from material;
drop table material;
alter table material_anew rename to material;
create index material_by_class on material (class_id);
create index material_by_kind on material (kind);

-- A session as its class was last told of it: what differs is news, told once.
create table session_told (
    session_id text primary key,
    day text not null,
    part text not null,
    room text not null,
    lecturer text not null,
    cancelled bigint not null check (cancelled in (0, 1)),
    version bigint not null
);

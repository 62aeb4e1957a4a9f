-- Reminders by the clock, each once. What a parcel was put in line for is looked at again as it goes out.

-- Who was reminded of which session, for which day of it; materials that went to somebody stand here with an empty day.
-- `version` is the session's as it was told. A parcel that is dropped unsent takes its rows with it.
create table session_reminder (
    session_id text not null,
    person_id text not null,
    day text not null,
    kind text not null check (kind in ('first', 'eve', 'material')),
    material_id text not null,
    version bigint not null,
    parcel_id text not null,
    at bigint not null,
    primary key (session_id, person_id, day, kind, material_id)
);
create index session_reminder_by_parcel on session_reminder (parcel_id);
create index session_reminder_by_material on session_reminder (material_id) where kind = 'material';
create index session_reminder_by_person on session_reminder (person_id);

-- When people were last told of a change of a session.
alter table session_told add column told_at bigint not null default 0;

-- The parcel in which somebody is told of a class, and until when a parcel is of use.
alter table class_told add column parcel_id text;
create index class_told_by_parcel on class_told (parcel_id);
alter table outbox add column useful_until bigint;

-- When the unit was reminded of a leader's request, and the centre of a request that its unit agreed to.
alter table study_request add column chased_at bigint;
alter table seat_request add column centre_chased_at bigint;

-- Who was sent the numbers of those below their level, in which month (YYYY-MM).
create table below_level_told (
    holder_id text not null,
    month text not null,
    at bigint not null,
    primary key (holder_id, month)
);

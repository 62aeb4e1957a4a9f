-- Lecturers' own side: a session handed to a colleague, its periods, and whom it was told to as its lecturer.

-- other_id: the colleague who is asked; null leaves the choice to staff. asked: the colleague has not answered;
-- waiting: staff have not.
drop table lecturer_swap;
create table lecturer_swap (
    id text primary key,
    session_id text not null references class_session (id) on delete cascade,
    lecturer_id text not null references lecturer (id),
    other_id text references lecturer (id),
    word text not null,
    answer text not null,
    state text not null check (state in ('asked', 'waiting', 'declined', 'granted', 'refused', 'withdrawn')),
    asked_at bigint not null,
    answered_by text,
    answered_at bigint,
    version bigint not null
);
create unique index lecturer_swap_open on lecturer_swap (session_id, lecturer_id) where state in ('asked', 'waiting');
create index lecturer_swap_by_lecturer on lecturer_swap (lecturer_id);
create index lecturer_swap_by_other on lecturer_swap (other_id);

-- How many periods (tiết) a session lasts, where the timetable says so.
alter table class_session add column periods bigint;
create index class_session_by_lecturer on class_session (lecturer_id, day);

alter table session_told add column lecturer_id text;
update session_told set lecturer_id = (select s.lecturer_id from class_session s
    where s.id = session_told.session_id and s.lecturer = session_told.lecturer);

create index lecturer_work_by_day on lecturer_work (day);

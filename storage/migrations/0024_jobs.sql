-- A run of a job. Whoever inserts the row of an instant runs the job for it; the key keeps everybody else from it.
create table job_run (
    job text not null,
    due_at bigint not null,
    cause text not null check (cause in ('clock', 'start', 'hand')),
    asked_by text not null default '',
    started_at bigint not null,
    -- When the process that runs it was last heard of; beyond a while it is taken for dead.
    alive_at bigint not null,
    ended_at bigint,
    -- No outcome: waiting for a process to take it up (state 'asked') or running.
    state text not null check (state in ('asked', 'running', 'done', 'late', 'failed', 'skipped')),
    -- Why it was skipped.
    reason text not null default '',
    -- How many instants before this one passed without a run.
    missed bigint not null default 0,
    tries bigint not null default 0,
    next_try_at bigint,
    -- How much it did, where the job says so.
    did bigint,
    -- The kind of the error, never its words.
    error text not null default '',
    primary key (job, due_at)
);
create index job_run_open on job_run (state) where state in ('asked', 'running') or next_try_at is not null;
-- What staff chose for a job; without a row it is on, at its usual hour.
create table job_setting (
    job text not null primary key,
    is_on bigint not null check (is_on in (0, 1)),
    -- As crontab; empty for the usual hour.
    own_when text not null default '',
    changed_by text not null,
    changed_at bigint not null
);
-- Staff are told of a job that fails once a day, and once when it runs again.
create table job_trouble (
    job text not null,
    day text not null,
    told_at bigint not null,
    over_at bigint,
    primary key (job, day)
);

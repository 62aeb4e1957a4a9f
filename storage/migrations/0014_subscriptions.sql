-- Who wants the figures of the targets by themselves, when, and whether to be told when something happens to them.
create table target_subscription (
    holder_id text primary key,
    rhythm text not null default '' check (rhythm in ('', 'weekly', 'monthly', 'once')),
    day text not null default '',
    hour bigint not null default 0 check (hour between 0 and 23),
    -- Since when it is this schedule: what was due before is nobody's business.
    chosen_at bigint not null default 0,
    alerts bigint not null default 0 check (alerts in (0, 1))
);

-- What became of each day on which figures were due, once each. figures: what was told, as JSON, to compare the next.
create table target_push (
    holder_id text not null,
    due_on text not null,
    at bigint not null,
    outcome text not null check (outcome in ('sent', 'late', 'no_right', 'no_chat', 'muted')),
    day text not null default '',
    basis text not null default '',
    figures text not null default '{}',
    primary key (holder_id, due_on)
);

-- What those who want to be told knew last.
create table target_known (
    holder_id text primary key,
    day text not null,
    basis text not null,
    figures text not null
);

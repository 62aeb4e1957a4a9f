-- The figures of a day, frozen: counts only. unit_id '' stands for all units together.

create table snapshot (
    id text primary key,
    day text not null,
    policy_id text not null,
    policy_hash text not null,
    count_unverified bigint not null check (count_unverified in (0, 1)),
    taken_at bigint not null,
    unique (day, policy_id)
);

create table snapshot_figure (
    snapshot_id text not null references snapshot (id),
    target_id text not null,
    unit_id text not null,
    total bigint not null,
    met bigint not null,
    studying bigint not null,
    primary key (snapshot_id, target_id, unit_id)
);

-- How many people of a unit are what to the targets (a letter a target, rules/tallies.py). unit_id '' is all units.

create table tally (
    unit_id text not null,
    profile text not null,
    people bigint not null,
    primary key (unit_id, profile)
);

-- What they were counted under: one row, whose lock lets one refresh at a time.

create table tally_basis (
    place bigint primary key check (place = 1),
    day text not null,
    policy_id text not null,
    policy_hash text not null,
    count_unverified bigint not null check (count_unverified in (0, 1)),
    program text not null
);

-- Units whose people changed since. Each change adds a mark of its own, so that none is lost while others are removed,
-- and nobody waits for anybody.

create table stale_unit (
    id text primary key,
    unit_id text not null
);
create index stale_unit_by_unit on stale_unit (unit_id);

create index unit_by_parent on unit (parent_id);

-- Several centres in one deployment: each counts its units under a policy of its own. A place is the top unit of a
-- centre; '' is the deployment itself with the units of no centre, and all there was before.

create table tally_by_place (
    unit_id text not null,
    place text not null,
    profile text not null,
    people bigint not null,
    primary key (unit_id, place, profile)
);

insert into tally_by_place (unit_id, place, profile, people) select unit_id, '', profile, people from tally;

drop table tally;

alter table tally_by_place rename to tally;

-- What each place was counted under. The row of '' is also the lock that lets one refresh at a time.

create table tally_basis_by_place (
    place text primary key,
    day text not null,
    policy_id text not null,
    policy_hash text not null,
    count_unverified bigint not null check (count_unverified in (0, 1)),
    program text not null
);

insert into tally_basis_by_place (place, day, policy_id, policy_hash, count_unverified, program)
    select '', day, policy_id, policy_hash, count_unverified, program from tally_basis;

drop table tally_basis;

alter table tally_basis_by_place rename to tally_basis;

-- The figures of a day are frozen for each place.

create table snapshot_by_place (
    id text primary key,
    day text not null,
    place text not null,
    policy_id text not null,
    policy_hash text not null,
    count_unverified bigint not null check (count_unverified in (0, 1)),
    taken_at bigint not null,
    unique (day, place, policy_id)
);

insert into snapshot_by_place (id, day, place, policy_id, policy_hash, count_unverified, taken_at)
    select id, day, '', policy_id, policy_hash, count_unverified, taken_at from snapshot;

create table snapshot_figure_by_place (
    snapshot_id text not null references snapshot_by_place (id),
    target_id text not null,
    unit_id text not null,
    total bigint not null,
    met bigint not null,
    studying bigint not null,
    primary key (snapshot_id, target_id, unit_id)
);

insert into snapshot_figure_by_place (snapshot_id, target_id, unit_id, total, met, studying)
    select snapshot_id, target_id, unit_id, total, met, studying from snapshot_figure;

drop table snapshot_figure;

drop table snapshot;

alter table snapshot_by_place rename to snapshot;

alter table snapshot_figure_by_place rename to snapshot_figure;

-- Reorganisations: a plan is kept as it was confirmed; on its day it is carried out, and what it did is kept here.
create table reorganisation (
    number bigint primary key,
    name text not null,
    day text not null,
    plan text not null,
    state text not null check (state in ('planned', 'done', 'undone', 'refused')),
    note text not null,
    planned_at bigint not null,
    planned_by text not null,
    ended_at bigint
);
create index reorganisation_by_day on reorganisation (state, day);

-- What took over from a unit that has ended, under the name it bore; the first place took whoever was placed nowhere.
create table former_unit (
    unit_id text not null references unit (id),
    successor_id text not null references unit (id),
    place bigint not null,
    name text not null,
    reorganisation bigint not null references reorganisation (number),
    primary key (unit_id, successor_id)
);

-- Where people were before, to count an earlier day by the units of that day: ids alone.
create table moved_person (
    reorganisation bigint not null references reorganisation (number),
    cadre_id text not null,
    unit_id text not null references unit (id),
    primary key (reorganisation, cadre_id)
);

-- The same of units that went below another one.
create table moved_unit (
    reorganisation bigint not null references reorganisation (number),
    unit_id text not null references unit (id),
    parent_id text not null references unit (id),
    primary key (reorganisation, unit_id)
);

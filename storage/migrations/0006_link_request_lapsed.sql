-- A request that nobody answers lapses. SQLite cannot widen a check, so the table is made anew.

create table link_request_anew (
    id text primary key,
    account_id text not null references account (id),
    name text not null,
    birth_year text not null,
    unit text not null,
    state text not null check (state in ('open', 'confirmed', 'refused', 'lapsed')),
    created_at bigint not null,
    decided_at bigint,
    decided_by text
);
insert into link_request_anew (id, account_id, name, birth_year, unit, state, created_at, decided_at, decided_by)
    select id, account_id, name, birth_year, unit, state, created_at, decided_at, decided_by from link_request;
drop table link_request;
alter table link_request_anew rename to link_request;
create index link_request_open on link_request (created_at) where state = 'open';

-- Which process does what only one may do at a time. Used where several share a database: on PostgreSQL alone.

create table lease (
    name text primary key,
    holder text not null,
    until bigint not null
);
create index lease_by_holder on lease (holder);

-- Whoever keeps a message sees what waits in its chat, perhaps kept by another process.
drop index inbox_unfinished;
create index inbox_unfinished on inbox (channel, chat, seq) where state in ('waiting', 'answering');

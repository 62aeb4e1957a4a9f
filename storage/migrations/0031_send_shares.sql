-- How the processes that send with one bot's token divide what it may send in a second. Used where several share a
-- database: on PostgreSQL alone, whose clock gives the instants.

-- `version` counts the changes: whoever changes a share names the version that they saw, and so nobody gives away what
-- another has taken since. Nobody sends before `paused_until`, as the messenger asked one of them.
create table send_channel (
    channel text primary key,
    version bigint not null,
    paused_until bigint not null
);
-- `tokens` of the channel's rate are the worker's alone, and it has use for as many as `wants`. After `until` they are
-- free: nothing that the worker sent can still be under way.
create table send_share (
    channel text not null,
    worker text not null,
    tokens bigint not null,
    wants bigint not null,
    until bigint not null,
    primary key (channel, worker)
);

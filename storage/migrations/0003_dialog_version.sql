-- Two messages of one person, from two channels at once, must not each undo what the other left.

alter table dialog add column version bigint not null default 0;

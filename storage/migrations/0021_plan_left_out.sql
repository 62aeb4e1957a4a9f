-- Whom a leader leaves out of the plans of whom to send, until they take them back. Each leader's own; it decides
-- nothing about the person.

create table plan_left_out (
    holder_id text not null,
    cadre_id text not null references cadre (id),
    at bigint not null,
    primary key (holder_id, cadre_id)
);
create index plan_left_out_by_cadre on plan_left_out (cadre_id);

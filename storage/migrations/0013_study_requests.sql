-- What units are asked: to consider sending a person to a class. It enrols nobody. `targets` is a JSON list of the
-- targets it would help, `unit_id` the person's unit when it was asked, `word` what the unit said.

create table study_request (
    number bigint primary key,
    cadre_id text not null references cadre (id),
    class_id text not null references training_class (id),
    unit_id text not null references unit (id),
    targets text not null,
    state text not null check (state in ('asked', 'agreed', 'declined', 'lapsed')),
    asked_by text not null,
    asked_at bigint not null,
    answer_by text not null,
    answered_by text,
    answered_at bigint,
    word text not null,
    version bigint not null
);
create unique index study_request_standing on study_request (cadre_id, class_id) where state in ('asked', 'agreed');
create index study_request_by_unit on study_request (unit_id, state);

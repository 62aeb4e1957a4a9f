-- Short forms of chat that the centre's staff added to the program's own: what is typed, small letters with a space
-- between words, and what it means: a JSON list, the likeliest first. `before` is what it meant before the last change.
-- `centre` is the id of the top unit of the centre, '' for the whole deployment.
create table short_form (
    number bigint primary key,
    centre text not null,
    typed text not null,
    meanings text not null,
    before text,
    removed bigint not null default 0 check (removed in (0, 1)),
    changed_by text not null,
    changed_at bigint not null,
    version bigint not null,
    unique (centre, typed)
);

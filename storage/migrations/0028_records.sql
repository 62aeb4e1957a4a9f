-- What the records doctor found: whether staff were told of it, and whether they keep it as it is, with the reason.
-- `subject` names the ids it is about, `facts` a digest of what it rests on: once that changes, the row means nothing.
create table record_finding (
    flaw text not null,
    subject text not null,
    facts text not null,
    told_at bigint,
    kept_at bigint,
    kept_by text,
    why text not null,
    primary key (flaw, subject)
);

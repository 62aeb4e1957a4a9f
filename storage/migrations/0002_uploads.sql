-- Files sent in chat that wait for a yes. The content is base64; a row goes with its yes, or after a day.

create table upload (
    id text primary key,
    owner text not null,
    name text not null,
    content text not null,
    created_at bigint not null
);
create index upload_by_owner on upload (owner);

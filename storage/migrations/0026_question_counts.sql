-- How many questions there were a day, of which topic, and who answered them. No words, and nobody's.
create table question_count (
    day text not null,
    topic text not null,
    way text not null check (way in ('assistant', 'person', 'nobody')),
    questions bigint not null,
    primary key (day, topic, way)
);

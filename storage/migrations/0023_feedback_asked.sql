-- Who was asked once to say something of a class that is over; what they say is kept without them.
create table feedback_asked (
    class_id text not null references training_class (id),
    person_id text not null,
    asked_at bigint not null,
    primary key (class_id, person_id)
);

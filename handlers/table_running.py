"""The lines of the table of answers that are about the program at work; `handlers.table` takes them in."""

from handlers.answers import STAFF, Answer

RUNNING_ANSWERS: tuple[Answer, ...] = (
    Answer("jobs", STAFF, "staff.jobs:board", "lichtudong", "Việc Trợ lý tự làm"),
    Answer("job", STAFF, "staff.jobs:card"),
    Answer("job_run", STAFF, "staff.jobs:run"),
    Answer("job_off", STAFF, "staff.jobs:off"),
    Answer("job_off_yes", STAFF, "staff.jobs:off_yes"),
    Answer("job_on", STAFF, "staff.jobs:on"),
    Answer("job_hour", STAFF, "staff.jobs:hour"),
    Answer("job_usual_hour", STAFF, "staff.jobs:usual_hour"),
)

RUNNING_FORMS = {"job_hour": "staff.jobs:FORM"}

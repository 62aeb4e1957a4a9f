"""The pool of lecturers as staff keep it."""

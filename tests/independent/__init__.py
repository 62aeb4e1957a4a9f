"""The product judged from outside: offices' files in, figures out, beside a count that shares no code with it."""

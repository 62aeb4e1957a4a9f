"""The rules of the field: pure functions and values, no input, no output, no clock."""

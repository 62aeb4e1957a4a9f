"""One's own data: what one agreed to, all of it as a file, who saw it, and asking to have it erased or restricted."""

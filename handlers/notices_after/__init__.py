"""After a notice went out: who got it, who answered, who must be phoned, what is handed on."""

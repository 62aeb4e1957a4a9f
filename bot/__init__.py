"""The running program: settings, command line, channels, jobs and wiring."""

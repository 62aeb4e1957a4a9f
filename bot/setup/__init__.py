"""Setting the assistant up in the browser: pages on this machine only, over the same rooms as the command line."""

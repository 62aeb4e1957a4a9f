"""`python -m bot` is the command `cadrebot`."""

from bot.cli import main

if __name__ == "__main__":
    main()

"""What must be read nowhere: tokens, passphrases, passwords, keys, linking codes, phones."""

"""Every Vietnamese sentence of the conversations, by subject. Functions put facts into words; nothing here decides."""

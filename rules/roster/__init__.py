"""The roster: sheets of cells → how they are laid out → people and all problems → what would change."""

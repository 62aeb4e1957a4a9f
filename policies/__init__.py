"""The policy files of the house: groups, targets and regulations as TOML, each rule with its source."""

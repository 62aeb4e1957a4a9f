"""Classes and sessions as spreadsheets: columns in any order, all problems at once, what a file would change."""

"""Results of a class at the clerk's desk: typed, confirmed by a second person, certified."""

"""The inbox of questions at staff's desk: taking, answering, talking, and making an entry of an answer."""

"""What came from the units for the classes: put in, sent on, given back; who waits; what is wished for."""

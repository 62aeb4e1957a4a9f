"""What the program is made of: its locked dependencies as a bill of materials, and what is known against them."""

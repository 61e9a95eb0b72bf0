"""What the photographer types, checked and turned into the values that services take."""

"""What is found of a row, of which kind it is, and the draft that a row is until it is judged."""

"""What a record is, and the one door through which records enter."""

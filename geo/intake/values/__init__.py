"""What a header or a cell says: names of fields, words of ours, dates, money, numbers."""

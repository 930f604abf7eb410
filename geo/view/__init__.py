"""What is shown: a view and its parts, each with the text that stands for it in a link."""

"""Answers in words and in tables, in Chinese and English."""

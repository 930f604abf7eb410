"""Sheets, reports and answers on paper, drawn by matplotlib."""

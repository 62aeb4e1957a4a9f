"""Spreadsheets in and out. Their libraries are imported when a file is first read or written."""

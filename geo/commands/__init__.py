"""The command line: a module a command, each with what it is told and what it does."""

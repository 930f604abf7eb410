"""From a file's bytes to its raw table: a module a format, and how sheets are laid out."""

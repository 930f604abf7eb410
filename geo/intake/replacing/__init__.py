"""A register's folder replaced by another, whole, with a backup; mended where that broke off."""

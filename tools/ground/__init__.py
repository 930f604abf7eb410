"""The offline ground: streets, runways and names, built from two packages of the registry."""

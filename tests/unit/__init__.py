"""Unit tests of geo and layers."""

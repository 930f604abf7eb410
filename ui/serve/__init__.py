"""What is served beside the page: data, scripts, exports and snapshots."""

"""The pages, run by AppTest without a browser."""

"""Parts that pages and tabs are put together from."""

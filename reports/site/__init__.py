"""The public results as a static site: pages that need no server program and no script, and the data behind them."""

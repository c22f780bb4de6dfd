"""Ready rulebooks with column maps for real platforms; no data."""

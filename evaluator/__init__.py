"""The application: the competition folder, the pipeline and its doors."""

"""Names of picked photos for other programs: one module for each way to write them down."""

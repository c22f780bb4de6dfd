"""The page on which anybody verifies a code, without a program on a server and without a network."""

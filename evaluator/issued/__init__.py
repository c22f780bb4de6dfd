"""What was issued: signed, entered in a register, verified, withdrawn, printed again."""

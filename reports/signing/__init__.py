"""Electronic signatures on what leaves the house: a key signs, and what is signed is judged by anybody."""

import logging

for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what they find is said by us, or by nobody

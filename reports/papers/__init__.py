"""Papers that an office signs and files: minutes, the annex to a decree. One content, written as PDF and as DOCX."""

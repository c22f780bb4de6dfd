"""What leaves the house: certificates, the report, the ranking workbook and the tables."""

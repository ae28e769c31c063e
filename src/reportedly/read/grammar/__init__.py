"""What every room reads from: parsed paragraphs, the parts of a clause, classes of words, countries by their words."""

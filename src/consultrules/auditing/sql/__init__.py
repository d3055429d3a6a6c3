"""Rules as SQL: from the trees that judge one record, the text that judges millions of rows."""

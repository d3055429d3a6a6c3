"""Tables judged where they lie: the same rules on millions of rows, embedded, in a database, on a cluster."""

"""The life of a topic: a process as data, decisions with every reason, and a journal of what happened."""

"""How the reader of needs is made: which classes make what a line names, and which phrases are wanted."""

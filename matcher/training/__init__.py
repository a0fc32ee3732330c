"""How the bundled encoder, and anyone's own, is made from pairs of texts."""

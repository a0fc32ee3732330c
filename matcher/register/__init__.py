"""How the bundled register of real plants is made from Mexican federal open data: facts only."""

"""The two translation models that come with the program: their text, their grammar and how they are trained."""

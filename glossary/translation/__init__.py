"""Translating with names that are held: from a document to a document.

`plan` makes units and what each has to hold, `recall` asks a memory, `hold` an engine; what is not there is put there
by `swap`, `standins` or `force`, and `pivot` goes through a third language. `settle` puts the text together, with the
notes of `annotate` and the second names of `pairs`; `trail` says how each name came to stand where it does. `filling`
is for files that have source and target beside each other, `memories` for files of what was translated before.
"""

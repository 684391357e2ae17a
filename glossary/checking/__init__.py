"""A finished translation held against its source.

`align` and `bilingual` say which sentence and which name renders which, `stance` what side a text takes, and `check`
what has been lost, changed, added or softened on the way.
"""

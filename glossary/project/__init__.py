"""A project's files and what it has settled about them: from paths to the findings of each file.

`config` reads settings, and `desk` says which hold for a file (`settings`); `walk` goes through folders; `sweep` checks
one file after the other, `crew` in several processes; `examine` puts together what one text is asked. What a project
lets pass is told by `suppress`, `baseline` and `changes`, and listed by `accepted`; `fix` mends.
"""

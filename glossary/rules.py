"""The manual page of every rule."""

from glossary.perspective import Rule

PAGES = {
    Rule.ONE_SIDED_NAME: """\
A name that some of the parties to a dispute use and others do not stands in the writer's own voice.

Not reported: a name in quotation marks or a block quotation; a name that is attributed ("which Japan calls …",
"known as … in Japan"); a name whose rival the document also gives; the ordinary word of the text's own language; a
name that the chosen perspective follows.

To mend: say who calls it so, give both names, or write one that takes no side.""",
    Rule.PARTY_VERDICT: """\
A party's judgement ("illegally seized", "inherent territory", "results of World War II") in the writer's own voice.

Not reported: the same words quoted, or reported as somebody's ("Tokyo claims that …", "the minister said …"). Words
for a fact of control ("Russian-held") or for the dispute itself ("disputed") are no verdicts.

To mend: attribute the judgement, or state who holds the place and who claims it.""",
    Rule.VARIANT_SPELLING: """\
A dated or non-standard spelling of a name, such as an older romanisation. Level info by default.

Not reported in quotations, which keep their speaker's word.""",
    Rule.TERM_LOST: """\
A name of the source did not arrive in the translation in any form the termbase allows, or fewer times than it stood
there. Found by `glossary translate`, which ends with 1 under --strict, and by `glossary check`, where a name that the
same paragraph has already given may be a pronoun the next time.

To mend: translate the sentence by hand, or try another engine.""",
    Rule.STANCE_SHIFT: """\
The translation takes another stand than its source: it has the other side's name, or one side's where the source takes
none; a quotation gives its speaker a word that is not his own; a word that the source attributes to somebody has become
the writer's own; a party's verdict has appeared or is gone.

Not reported: the ordinary word of the target's language; in the writer's own voice, what the chosen perspective writes,
or a name that takes no side; a name whose rival stands beside it.

To mend: write the name that keeps the side, or say whose word it is.""",
    Rule.INCONSISTENT_RENDERING: """\
One name of the source has become several names in the translation's own voice. One finding, with all places.

Not reported: inflected forms and spellings of one name; quotations and attributions, which keep their speaker's word.

To mend: choose one.""",
    Rule.BARRED_NAME: """\
The translation's own voice has a name that the house has ruled out: its perspective writes another, or an authority of
the side that it follows bars or avoids this one.

To mend: write what the perspective writes; `glossary lookup` shows it.""",
    Rule.NOTE_MISSING: """\
The first mention of a contested name in a translation is explained to nobody: no note, no bracket, no rival beside it,
and nobody named who calls it so. Asked for with `glossary check --notes`.

To mend: add a note. `glossary lookup` has its text.""",
}

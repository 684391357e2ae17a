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
there. Found by `glossary translate`, which ends with 1 under --strict.

To mend: translate the sentence by hand, or try another engine.""",
}

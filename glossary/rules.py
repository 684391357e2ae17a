"""The manual page of every rule."""

from glossary.perspective import Rule

PAGES = {
    Rule.ONE_SIDED_NAME: """\
A name that some of the parties to a dispute use and others do not stands in the writer's own voice.

Not reported: a name in quotation marks or a block quotation; a name that is attributed ("which Japan calls …",
"known as … in Japan"); a name whose rival the document also gives; the ordinary word of the text's own language; a
name that the chosen perspective follows. What a house makes of each of these voices is a setting: see ``[voices]``.

To mend: say who calls it so, give both names, or write one that takes no side.""",
    Rule.PARTY_VERDICT: """\
A party's judgement ("illegally seized", "inherent territory", "results of World War II") in the writer's own voice.

Not reported: the same words quoted, or reported as somebody's ("Tokyo claims that …", "the minister said …"). Words
for a fact of control ("Russian-held") or for the dispute itself ("disputed") are no verdicts.

To mend: attribute the judgement, or state who holds the place and who claims it.""",
    Rule.VARIANT_SPELLING: """\
A dated or non-standard spelling of a name, such as an older romanisation. Level info by default.

Not reported in quotations, which keep their speaker's word.""",
    Rule.UNPAIRED_MENTION: """\
The first mention of a contested name in the writer's own voice, or one in a headline, without a rival name beside it.
Only for the concepts and disputes that a perspective lists:

    pair = ["southern-kurils", "senkaku-diaoyu"]     # or ["*"]
    pair-in = ["first-mention", "headline"]          # both, unless the house says otherwise

A rival counts that stands in the same sentence or before it, attributed or not: "the Mist Islands (Outer Skerries)",
"the Mist Islands, which Belmark calls the Outer Skerries". A headline has to give both itself.

Not reported: quotations, titles, names that all sides use; a name that GL101 reports anyway.

To mend: give both names the first time, and the short form afterwards.""",
    Rule.MIXED_NAMING: """\
One document calls one thing by rival names in the writer's own voice: one side's here, the other's there. There is one
finding for each thing, at the first place, with all the others as related places.

Not reported: names given side by side ("A/B", "A (B)", in one sentence); names quoted, attributed or spoken of.

To mend: give both names once and then keep to one, or say each time whose name it is.""",
    Rule.SUPERSEDED_NAME: """\
A name that was given up before the date of the document, such as a state's before it was renamed.

The date is the one of ``--date``; else of the document itself (``date`` in its front matter, a date in the head of an
HTML page); else ``date`` of the settings; else today.

Not reported: quotations, attributions and titles; a sentence that speaks of the past ("then-Swaziland", "formerly", a
year in which the name was in force); a document older than the change; a name that the perspective's own side uses.

To mend: write the present name, or say that it is the former one.""",
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
    Rule.UNUSED_SUPPRESSION: """\
A comment that silences findings has nothing to silence, or is past its day, or names a rule or a concept that there
is not. Such a comment hides what will be written there tomorrow.

    <!-- glossary: disable-next-line GL101 term=southern-kurils until=2030-01-31 -- title of the treaty -->

The verbs are `disable-line`, `disable-next-line`, `disable` … `enable`, and `ignore` for the whole file. Rules by code,
beginning of a code (`GL1`) or name; all without one. `term=` names concepts, `until=` the last day.

To mend: take the comment out, or correct the word that is named.""",
    Rule.SUPPRESSION_WITHOUT_REASON: """\
A comment silences findings and does not say why. Reported where the setting `require-suppression-reason` is true.

To mend: write the reason behind two hyphens, ` -- title of the treaty`.""",
}


def page(word: str) -> tuple[Rule, str] | None:
    """A rule by its name or its code, and its page under both; None for a word that is neither."""
    for rule in Rule:
        if word.lower() in (rule.value, rule.code.lower()):
            return rule, f"{rule.code} {rule.value}\n\n{PAGES[rule]}"
    return None

"""Attribution: who says what, by which cue, relayed by whom, and inside whose words."""

from __future__ import annotations

import time

import pytest

from attribution_cases import head, parser, passages, read, said, speaker
from reportedly.read.attribution.attribution import attributions, holder, index
from reportedly.read.attribution.marked import mark
from reportedly.read.grammar.passage import Passage

ONE = [
    # text, speaker, content
    ("The army, the ministry said, shelled two villages.", "the ministry", ["The army", "shelled two villages"]),
    ("Two villages were shelled, the ministry said on Sunday.", "the ministry", ["Two villages were shelled"]),
    ("The ministry said two villages were shelled.", "The ministry", ["two villages were shelled"]),
    ("According to the mayor, two villages were shelled.", "the mayor", ["two villages were shelled"]),
    ("Two villages were shelled, according to the mayor.", "the mayor", ["Two villages were shelled"]),
    ("As the mayor put it, the war is over.", "the mayor", ["the war is over"]),
    ("The rebels accused the army of shelling a market.", "The rebels", ["shelling a market"]),
    ("Opposition groups accused government forces of gassing hundreds of people.", "Opposition groups", ["gassing hundreds of people"]),
    ("The party called for an end to the attacks.", "The party", ["an end to the attacks"]),
    ("He called on the rebels to lay down their arms.", "He", ["the rebels to lay down their arms"]),
    ("The ministry denied shelling the town.", "The ministry", ["shelling the town"]),
    ("The mayor denied reports that the town had fallen.", "The mayor", ["reports that the town had fallen"]),
    ("The army announced in a statement that rebels had left the base.", "The army", ["that rebels had left the base"]),
    ("The ministry put the number of fighters killed at 92.", "The ministry", ["the number of fighters killed at 92"]),
    ("A report by the Kelmet Observatory said 12 people died.", "A report by the Kelmet Observatory", ["12 people died"]),
    ("Another attack claimed by the group killed nine.", "the group", ["Another attack"]),
    ("The convoy, which the council says was carrying flour, was hit.", "the council", ["was carrying flour"]),
    ("A bomb struck a bridge and left a small crater in the road a local official said.", "a local official",
     ["A bomb struck a bridge and left a small crater in the road"]),
    ("The council will not lay down its guns, its chairman, Tarek Alwan, said on Tuesday, hours after the raid.",
     "its chairman, Tarek Alwan", ["The council will not lay down its guns"]),
    ("Ten people were killed when jets hit a bus in the northern city of Marat the Northern Observatory for Rights said on Monday.",
     "the Northern Observatory for Rights", ["Ten people were killed when jets hit a bus in the northern city of Marat"]),
    ("The militia has offered Alwan a post, but he has turned it down, according to Samir Haddad, a spokesman for the council.",
     "Samir Haddad", ["The militia has offered Alwan a post, but he has turned it down"]),
    ("Several rebels were killed, according to Samir Haddad, a spokesman for the council, but the town held.",
     "Samir Haddad", ["Several rebels were killed", "but the town held"]),
    ("Coalition Denies Being Behind Kelmet Strike", "Coalition", ["Being Behind Kelmet Strike"]),
    ("Army: ten rebels killed in raid", "Army", ["ten rebels killed in raid"]),
    ("Ten rebels killed in raid: ministry", "ministry", ["Ten rebels killed in raid"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "who", "what"), ONE, ids=[text for text, _, _ in ONE])
def test_one_attribution(text: str, who: str, what: list[str]) -> None:
    (item,) = read(text)
    assert speaker(text, item) == who
    assert said(text, item) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("“We will never give up,” Omar Haddad wrote.", ["“We will never give up,”"]),
        ('Haddad said: "We were not there. We never were."', ['"We were not there. We never were."']),
        ('"We won. They lost," said Omar Haddad.', ['"We won. They lost,"']),
        ("'We were not there,' said Omar Haddad.", ["'We were not there,'"]),
        ('Haddad: "We were not there at all."', ['"We were not there at all."']),
        ("Haddad said: “We won. They lost.", ["“We won. They lost"]),
    ],
)
def test_direct_speech(text: str, what: list[str]) -> None:
    (item,) = read(text)
    assert said(text, item) == what
    assert head(text, item) == "Haddad"
    assert item.kind in ("direct", "colon")


def test_interrupted_speech_keeps_its_speaker() -> None:
    text = '"Three soldiers died," he said. "We will answer this."'
    first, second = read(text)
    assert (first.kind, second.kind) == ("direct", "carried")
    assert said(text, second) == ['"We will answer this."']
    assert speaker(text, second) == "he"


def test_speech_over_paragraphs_belongs_to_the_cue_at_its_end() -> None:
    text = '"We won.\n"We will win again.\n"They lost," said Omar Haddad, a commander of the Northern Front.'
    (item,) = read(text)
    assert said(text, item) == ['"We won', '"We will win again', '"They lost,"']
    assert head(text, item) == "Haddad"


def test_a_statement_behind_a_colon_fills_the_paragraphs_after_it() -> None:
    text = "Speaking today Mr Haddad said:\nA year ago the army took the town.\nWe will take it back.\nThe minister said the town was calm."
    first, second = read(text)
    assert said(text, first) == ["A year ago the army took the town", "We will take it back"]
    assert speaker(text, second) == "The minister"


def test_a_chain_of_both_sides_and_a_medium() -> None:
    text = "Clashes go on with both sides claiming to have caused heavy casualties to the other, according to TOLO news."
    outer, inner = read(text)
    assert outer.kind == "according_to"
    assert outer.speaker is not None
    assert outer.speaker.kind == "media"
    assert inner.parent == 0
    assert inner.speaker is not None
    assert inner.speaker.both_sides
    assert [relay.text for relay in inner.relays] == ["TOLO news"]
    assert said(text, inner) == ["to have caused heavy casualties to the other"]


RELAYS = [
    ("The attacks were pushed back, the rebel group told TOLO news.", "the rebel group", ["TOLO news"]),
    ("Reuters reported, citing two officials, that the bridge had fallen.", "two officials", ["Reuters"]),
    ("State news agency SANA quoted a military source as saying that ten militants were killed.", "a military source", ["SANA"]),
    ("The commander was quoted by AFP as saying that his men had left.", "The commander", ["AFP"]),
    ("The minister told parliament that the war was over.", "The minister", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "who", "relays"), RELAYS)
def test_relays(text: str, who: str, relays: list[str]) -> None:
    (item,) = read(text)
    assert speaker(text, item) == who
    assert [relay.text for relay in item.relays] == relays


def test_a_parenthesis_and_its_sentence_are_two_attributions() -> None:
    text = "Omar Haddad, a spokesman for the resistance – who says he is in Kelmet – said that the reports were false."
    first, second = read(text)
    assert said(text, first) == ["he is in Kelmet"]
    assert said(text, second) == ["that the reports were false"]
    for item in (first, second):
        assert item.speaker is not None
        assert item.speaker.role == "spokesman for the resistance"
        assert item.speaker.party_head is not None
        assert passages(text)[0].doc[item.speaker.party_head].text == "resistance"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Taliban spokesman Zabihullah Mujahid said the valley had fallen.", "Mujahid", "Taliban spokesman"),
        ("The leader of the National Front, Ahmad Karim, said the valley had fallen.", "Karim", "leader of the National Front"),
        ("The ministry's statement said the valley had fallen.", "ministry", None),
    ],
)
def test_heads_and_roles(text: str, name: str, role: str | None) -> None:
    (item,) = read(text)
    assert head(text, item) == name
    assert item.speaker is not None
    assert item.speaker.role == role


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("He wrote on his official Facebook page that the war goes on.", "his official Facebook page"),
        ("He said in a video message that the war goes on.", "video message"),
        ("The spokesman tweeted that the war goes on.", "tweeted"),
        ("He said in a statement that the war goes on.", None),
    ],
)
def test_channels(text: str, channel: str | None) -> None:
    (item,) = read(text)
    assert (item.channel.text if item.channel else None) == channel


NOBODY = [
    ("There were unconfirmed reports that the town had been captured.", ["that the town had been captured"]),
    ("The militia reportedly fled the town.", ["The militia reportedly fled the town"]),
    ("It was reported that three soldiers died.", ["that three soldiers died"]),
    ("The general is believed to have fled.", ["The general", "to have fled"]),
]


@pytest.mark.parametrize(("text", "what"), NOBODY)
def test_nobody_named_is_hedged(text: str, what: list[str]) -> None:
    (item,) = read(text)
    assert item.kind == "null"
    assert item.stance == "hedged"
    assert said(text, item) == what
    assert item.speaker is None or item.speaker.kind == "unnamed"


@pytest.mark.parametrize(
    "text",
    [
        "He said goodbye.",
        "She told him to leave.",
        "The army did not say what happened.",
        "He refused to say who fired.",
        "The clock read nine.",
    ],
)
def test_nothing_is_reported(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army denied that it shelled the town.", "denied"),
        ("He dismissed the reports as lies.", "denied"),
        ("The government vowed to crush the rebels.", "planned"),
        ("The council urged residents to leave the town.", "demand"),
        ("Villagers fear that the dam will break.", "hedged"),
        ("The rebels claimed that they hold the port.", None),
        ("The rebels accused the army of shelling a market.", None),
        ("The speaker called the raid a crime.", None),
    ],
)
def test_what_a_cue_imposes(text: str, stance: str | None) -> None:
    assert [item.stance for item in read(text)] in ([stance], [] if stance is None else None)


def test_a_medium_around_a_claim_relays_it() -> None:
    text = "SANA said rebels had claimed to hold the port."
    outer, inner = read(text)
    assert inner.parent == 0
    assert [relay.text for relay in inner.relays] == ["SANA"]
    assert outer.relays == ()


def test_holder_is_the_innermost() -> None:
    text = "SANA said rebels had claimed to hold the port. It rained."
    holders = index(read(text))
    assert holder(holders, text.index("hold")) == 1
    assert holder(holders, text.index("rebels")) == 0
    assert holder(holders, text.index("rained")) is None
    assert holder(holders, 0) is None
    assert holder(index(()), 3) is None


def test_a_stray_mark_hides_no_speaker() -> None:
    text = 'The gun was "taken. The army said it fired twice. Rebels said nothing.'
    assert [speaker(text, item) for item in read(text)] == ["The army"]


def test_parents_never_run_in_circles() -> None:
    text = "He said she said they say he claims she told him that it was said. " * 3
    found = read(text)
    for number in range(len(found)):
        seen, above = set(), number
        while found[above].parent is not None:
            assert above not in seen
            seen.add(above)
            above = found[above].parent


def test_long_paragraphs_take_linear_time() -> None:
    text = '"We won," he said. Reuters said the "rebels" fled. According to police, "two died". '

    def seconds(times: int) -> float:
        passage = Passage(0, 0, parser()(text * times))
        began = time.perf_counter()
        assert attributions(mark([passage]))
        return time.perf_counter() - began

    assert seconds(400) < 8 * seconds(100) + 0.5


@pytest.mark.parametrize(
    ("text", "cue", "who"),
    [
        ("Barzan said the raid served the interests of armed groups, adding that the base had supplied the army.", "add", "Barzan"),
        ("The interior ministry also reported the raid saying two bombers had blown themselves up.", "say", "The interior ministry"),
    ],
)
def test_who_goes_on_speaking(text: str, cue: str, who: str) -> None:
    (item,) = [item for item in read(text) if item.lemma == cue]
    assert speaker(text, item) == who


TRANSCRIPT = """[REPORT] [LUIS MORA] [TEXT] President Tomas Arce blamed the front.

[BEGIN RECORDING] [ARCE] Our soldiers took the bridge. [WORDS INDISTINCT]

The rebels [of the southern front] fled. [END RECORDING]

The front attacked a convoy."""


def test_recorded_words_belong_to_the_name_in_brackets_until_the_recording_ends() -> None:
    (item,) = [item for item in read(TRANSCRIPT) if item.cue is None]
    assert item.kind == "direct"
    assert speaker(TRANSCRIPT, item) == "ARCE"
    assert said(TRANSCRIPT, item) == [
        "Our soldiers took the bridge. [WORDS INDISTINCT]",
        "The rebels [of the southern front] fled",
    ]


def test_an_interview_has_turns_and_a_lone_label_none() -> None:
    interview = (
        "Reporter: What happened in the town?\n\nKarim Saleh: The army shelled it.\n\nReporter: And then?\n\nKarim Saleh: We fled north."
    )
    turns = [item for item in read(interview) if item.cue is None]
    assert [speaker(interview, item) for item in turns] == ["Reporter", "Karim Saleh", "Reporter", "Karim Saleh"]
    assert said(interview, turns[1]) == ["The army shelled it"]
    assert not [item for item in read("[Northern Front] The army shelled the town. It burned.") if item.cue is None]


def test_nobody_named_is_unnamed_unless_the_outlet_says_reportedly() -> None:
    (accused,) = read("The army is accused of killing ten people.")
    assert accused.speaker is not None
    assert accused.speaker.kind == "unnamed"
    (reportedly,) = read("Two men were reportedly killed.")
    assert reportedly.speaker is None
    (none,) = read("No injuries were reported.")
    assert none.speaker is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Word spread that the town had fallen.", "that the town had fallen"),
        ("Reports emerged that the town had fallen.", "that the town had fallen"),
        ("Anonymous posts said the town had fallen.", "the town had fallen"),
    ],
)
def test_rumours_have_unnamed_speakers_and_hedge(text: str, what: str) -> None:
    (item,) = read(text)
    assert item.speaker is not None
    assert item.speaker.kind == "unnamed"
    assert item.stance == "hedged"
    assert said(text, item) == [what]


def test_a_virus_that_spreads_says_nothing() -> None:
    assert not read("The virus spread in the camp and the doctors had it in hand.")


def test_reports_received_are_hedged_and_their_receiver_speaks() -> None:
    text = "Observers have received reports of killings in the village."
    (item,) = read(text)
    assert (speaker(text, item), item.stance, said(text, item)) == ("Observers", "hedged", ["killings in the village"])


def test_a_subject_the_parse_has_lost_stands_before_its_verb() -> None:
    text = "Speaking from the town activist Karim Saleh said two rockets hit a school."
    (item,) = read(text)
    assert head(text, item) == "Saleh"
    text = "We will have a list of all the dead in a week, Mayor Tarek Alwan told The Marat Express."
    (item,) = [item for item in read(text) if item.lemma == "tell"]
    assert head(text, item) == "Alwan"


def test_a_statement_issued_fills_the_quotations_and_paragraphs_behind_its_colon() -> None:
    text = "The commander, Karim Saleh, provided the following statement:\n\n“The front has taken the city. It will stay.”"
    (item,) = read(text)
    assert (head(text, item), item.kind) == ("Saleh", "carried")
    text = "The Foreign Secretary, Tomas Arce, said:\n\nThis inquiry has concluded that gas was used.\n\nThe use of gas is a crime."
    said_by = [item for item in read(text) if head(text, item) == "Arce"]
    assert said(text, said_by[0]) == ["This inquiry has concluded that gas was used", "The use of gas is a crime"]


def test_a_text_in_its_makers_own_name_is_his_throughout() -> None:
    text = "The Union strongly condemns the attack on the camp. Our thoughts are with its victims.\n\nWe stand by them. Ten died."
    (item,) = [item for item in read(text) if item.cue is None]
    assert speaker(text, item) == "The Union"
    assert said(text, item)[1] == "We stand by them. Ten died"
    report = text + " The mayor said ten people were hurt."
    assert not [item for item in read(report) if item.cue is None]


def test_a_spelled_out_body_is_not_named_by_its_initials() -> None:
    text = "Writing on his page, the leader of the Northern Front (NF) said the group would not give up."
    (item,) = read(text)
    assert head(text, item) == "leader"


def test_reports_of_a_day_keep_their_clause_and_accused_men_have_no_named_accuser() -> None:
    text = "There were unconfirmed reports on Friday that the front had seized the town."
    (item,) = read(text)
    assert said(text, item) == ["that the front had seized the town"]
    text = "Casolo, accused of arms possession, was arrested on Friday."
    (item,) = read(text)
    assert item.speaker is not None
    assert (item.speaker.kind, item.stance, said(text, item)) == ("unnamed", "hedged", ["arms possession"])


def test_who_cites_relays_and_who_is_cited_speaks() -> None:
    text = "According to the Nordic agency, quoting the main newspaper of the north, the army has been placed on alert."
    (item,) = read(text)
    assert speaker(text, item) == "the main newspaper of the north"
    assert [span.text for span in item.relays] == ["Nordic agency"]
    assert said(text, item) == ["the army has been placed on alert"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('A communiqué of the Northern Front on Thursday went further: "The town is in our hands."', "Front"),
        ("The mayor was blunt: “They shelled us for ten days.”", "mayor"),
    ],
)
def test_a_colon_alone_brings_what_the_subject_says(text: str, who: str) -> None:
    (item,) = read(text)
    assert (item.kind, head(text, item)) == ("direct", who)


def test_word_that_spread_in_a_subordinate_clause_is_a_rumour() -> None:
    text = "The council will not lay down its guns, its chairman, Tarek Alwan, said, hours after word spread that its base had fallen."
    (item,) = [item for item in read(text) if item.lemma == "spread"]
    assert (head(text, item), item.stance, said(text, item)) == ("word", "hedged", ["that its base had fallen"])


def test_a_cue_before_a_quotation_brings_the_quotation() -> None:
    text = 'Asked to describe the bomb that destroyed the bridge, Haddad said "I will not go into that today."'
    (item,) = [item for item in read(text) if item.lemma == "say"]
    assert said(text, item) == ['"I will not go into that today."']

"""Tolls in detail: every kind of number and victim, what is none, parts, earlier figures, who was counted, over which time, by what.

The sentences are invented; the forms are those of reports from many countries.
"""

from __future__ import annotations

import time
from functools import cache

import msgspec
import pytest

import samples
from reportedly import codec, english, gazetteer
from reportedly.model import Claim, Reading, Toll
from reportedly.read import read as read_report
from reportedly.read.amounts.amounts import amounts
from reportedly.read.amounts.tolls import tolls
from reportedly.read.grammar.passage import Passage
from told import parser
from told import tolls_in as read


def numbers(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(m.measure, m.toll.low, m.toll.high) for m in read(text) if not m.subset and not m.superseded]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("At least 14 people were killed when a drone hit a minibus outside Kostiantynivka on Tuesday.", [("killed", 14, None)]),
        ("A suicide bomber killed more than 30 worshippers at a mosque in Peshawar.", [("killed", 31, None)]),
        ("Up to 40 miners died when gunmen stormed a gold pit in Zamfara.", [("killed", None, 40)]),
        ("Between 10 and 15 herders were shot dead near Jos.", [("killed", 10, 15)]),
        ("Dozens were killed in the market of Tombouka.", [("killed", 12, None)]),
        ("Scores of people died in the fire that followed the shelling.", [("killed", 20, None)]),
        ("Hundreds have been killed in Port-au-Prince.", [("killed", 100, None)]),
        ("Several policemen were hurt in Tbilisi.", [("wounded", 2, None)]),
        ("No one was hurt in the blast in Izmir.", [("wounded", 0, 0)]),
        ("Nobody was killed or injured, the governor of Narathiwat said.", [("killed", 0, 0), ("wounded", 0, 0)]),
        ("There were no injuries.", [("wounded", 0, 0)]),
        ("There were no deaths or injuries in the strike.", [("killed", 0, 0), ("wounded", 0, 0)]),
        ("No casualties were reported.", [("killed", 0, 0), ("wounded", 0, 0)]),
        ("The mortar round caused no casualties.", [("killed", 0, 0), ("wounded", 0, 0)]),
        ("Some 1,200 people have been wounded in Darfur, the ministry said.", [("wounded", 1200, 1200)]),
        ("Around 45 rebels were slain near Mocoa.", [("killed", 45, 45)]),
        ("Nearly 300 villagers were massacred at El Rosal.", [("killed", 300, 300)]),
        ("About two dozen soldiers were killed in the ambush.", [("killed", 24, 24)]),
        ("Half a dozen guards were wounded.", [("wounded", 6, 6)]),
        ("Two hundred and six people were killed in the camp.", [("killed", 206, 206)]),
        ("As many as 60 fighters may have been killed.", [("killed", None, 60)]),
        ("Fewer than ten people were killed.", [("killed", None, 9)]),
        ("Not fewer than 17 farmers were killed in Benue.", [("killed", 17, None)]),
        ("No fewer than 17 farmers were killed in Benue.", [("killed", 17, None)]),
        ("An estimated 70 people died.", [("killed", 70, 70)]),
        ("Three to five soldiers were wounded.", [("wounded", 3, 5)]),
        ("Two or three men were killed.", [("killed", 2, 3)]),
        ("A hundred or so people were killed.", [("killed", 100, 100)]),
        ("1.2 million people were displaced and 4,000 killed.", [("killed", 4000, 4000)]),
        ("The strike left 12 dead and 30 others injured.", [("killed", 12, 12), ("wounded", 30, 30)]),
        ("Twelve dead, thirty injured as bus hits mine in Mali", [("killed", 12, 12), ("wounded", 30, 30)]),
        ("The attack claimed 9 lives.", [("killed", 9, 9)]),
        ("Eight people lost their lives in the shelling of Nikopol.", [("killed", 8, 8)]),
        ("The clashes cost the lives of four police officers.", [("killed", 4, 4)]),
        ("The fighting resulted in the death of six soldiers.", [("killed", 6, 6)]),
        ("The landmine took the lives of a mother and her two sons.", [("killed", 3, 3)]),
        ("The bodies of 11 men were found in a well near Sinjar.", [("killed", 11, 11)]),
        ("Police recovered 15 bodies from the river.", [("killed", 15, 15)]),
        ("Rescuers pulled seven bodies from the rubble.", [("killed", 7, 7)]),
        ("A mass grave with 43 bodies was found outside Tarhuna.", [("killed", 43, 43)]),
        ("The death toll rose to 58 on Thursday.", [("killed", 58, 58)]),
        ("The death toll from the bombing has climbed to at least 91.", [("killed", 91, None)]),
        ("The death toll stands at 120, with 300 wounded.", [("killed", 120, 120), ("wounded", 300, 300)]),
        ("The toll was 4 dead and 11 hurt.", [("killed", 4, 4), ("wounded", 11, 11)]),
        ("Gunmen shot and killed a judge and two clerks in Quetta.", [("killed", 3, 3)]),
        ("Gunmen shot dead five policemen.", [("killed", 5, 5)]),
        ("Three people were shot dead by police in Lagos.", [("killed", 3, 3)]),
        ("A sniper's bullet killed a 9-year-old boy.", [("killed", 1, 1)]),
        ("A grenade wounded 7.", [("wounded", 7, 7)]),
        ("Six were killed and 13 wounded when shells struck Taiz.", [("killed", 6, 6), ("wounded", 13, 13)]),
        ("A further 20 were injured.", [("wounded", 20, 20)]),
        ("Another 16 soldiers were wounded in the crash of a helicopter.", [("wounded", 16, 16)]),
        ("Both men died at the scene.", [("killed", 2, 2)]),
        ("Neither pilot survived.", [("killed", 2, 2)]),
        ("One soldier died of his wounds on Friday.", [("killed", 1, 1)]),
        ("The blast wounded at least 40 people, nine of them critically.", [("wounded", 40, None)]),
        ("The army lost 14 men at Bakhmut.", [("killed", 14, 14)]),
        ("The junta suffered 30 fatalities.", [("killed", 30, 30)]),
        ("The rebels suffered 12 dead and 20 wounded.", [("killed", 12, 12), ("wounded", 20, 20)]),
        ("Some 15 of the attackers were killed.", [("killed", 15, 15)]),
        ("Five of the hostages were executed.", [("killed", 5, 5)]),
        ("They beheaded 21 Coptic workers on a beach.", [("killed", 21, 21)]),
        ("Security forces neutralized 8 terrorists in Hakkari.", [("killed", 8, 8)]),
        ("Paramilitaries hacked to death 12 villagers.", [("killed", 12, 12)]),
        ("Twelve villagers were hacked to death.", [("killed", 12, 12)]),
        ("Four protesters were beaten to death in Tehran.", [("killed", 4, 4)]),
        ("Three students were burned to death.", [("killed", 3, 3)]),
        ("The mob lynched two men.", [("killed", 2, 2)]),
        ("A roadside bomb ripped through a convoy, killing 5 and injuring more than a dozen.", [("killed", 5, 5), ("wounded", 13, None)]),
        ("The strike killed at least 8, injured 25 and left 3 missing.", [("killed", 8, None), ("wounded", 25, 25), ("missing", 3, 3)]),
        ("At least 70 people were killed or wounded in Deir ez-Zor.", [("casualties", 70, None)]),
        ("The enemy suffered 1,050 killed and wounded over the past day.", [("casualties", 1050, 1050)]),
        ("The shelling caused more than 200 casualties.", [("casualties", 201, None)]),
        ("Fifty people were dead or injured.", [("casualties", 50, 50)]),
        ("Some 300 dead and wounded were brought to the hospital.", [("casualties", 300, 300)]),
        ("The Front says it inflicted heavy losses on the army.", [("casualties", None, None)]),
        ("There were dozens of casualties.", [("casualties", 12, None)]),
        ("At least 90 troops were killed, wounded or captured.", [("casualties", 90, None)]),
        ("Twelve sailors are missing after the strike.", [("missing", 12, 12)]),
        ("Seven people are still missing.", [("missing", 7, 7)]),
        ("Another 31 people remain missing under the rubble.", [("missing", 31, 31)]),
        ("More than 200 are unaccounted for.", [("missing", 201, None)]),
        ("Some 20 villagers have gone missing since the raid.", [("missing", 20, 20)]),
        ("Nine activists disappeared in Caracas.", [("missing", 9, 9)]),
        ("Police detained 63 demonstrators in Minsk.", [("detained", 63, 63)]),
        ("More than 400 people were arrested in Bishkek.", [("detained", 401, None)]),
        ("Gunmen abducted 87 pupils from a school in Kaduna.", [("detained", 87, 87)]),
        ("Eighty-seven pupils were kidnapped.", [("detained", 87, 87)]),
        ("The rebels took 12 soldiers prisoner.", [("detained", 12, 12)]),
        ("The militants took eleven workers hostage.", [("detained", 11, 11)]),
        ("The army said it captured 34 fighters.", [("detained", 34, 34)]),
        ("Two officers were taken captive near Goma.", [("detained", 2, 2)]),
        ("Police rounded up 30 youths.", [("detained", 30, 30)]),
        ("Three soldiers were killed and two captured.", [("killed", 3, 3), ("detained", 2, 2)]),
        ("The strike killed 22 children and 6 teachers.", [("killed", 28, 28)]),
        ("Three women, two men and a baby were killed in Rafah.", [("killed", 6, 6)]),
        ("Four soldiers and nine rebels were killed in the firefight.", [("killed", 13, 13)]),
        ("The attack killed two police officers, a civilian and three attackers.", [("killed", 6, 6)]),
        ("A mother and her three daughters were killed.", [("killed", 4, 4)]),
        ("Five people - three men and two women - were killed.", [("killed", 5, 5)]),
        ("Five people, three men and two women, were killed.", [("killed", 5, 5)]),
        ("Seven people (four women and three children) died.", [("killed", 7, 7)]),
        ("Ten people were killed: six soldiers and four civilians.", [("killed", 10, 10)]),
        ("A family of five was killed in Sarmin.", [("killed", 5, 5)]),
        ("Five members of one family were killed.", [("killed", 5, 5)]),
        ("A couple and their son were shot dead.", [("killed", 3, 3)]),
        ("A farmer and his wife were killed by a shell.", [("killed", 2, 2)]),
        ("Two soldiers were killed and another wounded.", [("killed", 2, 2), ("wounded", 1, 1)]),
        ("Two soldiers were killed and four others wounded.", [("killed", 2, 2), ("wounded", 4, 4)]),
        ("One person was killed and another two were injured.", [("killed", 1, 1), ("wounded", 2, 2)]),
        ("Two civilians were killed, three were wounded and one is missing.", [("killed", 2, 2), ("wounded", 3, 3), ("missing", 1, 1)]),
        ("Six policemen were wounded, two of them seriously.", [("wounded", 6, 6)]),
        ("The bomb killed Colonel Haris Bekele and his driver.", [("killed", 2, 2)]),
        ("Journalist Samir Haddad was shot dead in Aden.", [("killed", 1, 1)]),
        ("Mayor Luis Prado and three bodyguards were gunned down in Celaya.", [("killed", 4, 4)]),
        ("He was killed on 12 May.", [("killed", 1, 1)]),
        ("He was killed in 2014.", [("killed", 1, 1)]),
        ("A 22-year-old was killed.", [("killed", 1, 1)]),
        ("A 22-year-old man was wounded.", [("wounded", 1, 1)]),
        ("Ahmed, 34, was killed.", [("killed", 1, 1)]),
        ("The strike destroyed 12 houses and killed three people.", [("killed", 3, 3)]),
        ("Three people were killed 12 kilometres from Homs.", [("killed", 3, 3)]),
        ("Three people were killed at 10 p.m. on Sunday.", [("killed", 3, 3)]),
        ("Police arrested two men with 12 rifles.", [("detained", 2, 2)]),
        ("Two of the 12 missiles were shot down, killing nobody.", [("killed", 0, 0)]),
        ("The 3rd Brigade killed five rebels.", [("killed", 5, 5)]),
        ("Six rebels of the 29th Front were killed.", [("killed", 6, 6)]),
        ("Troops killed 3 and seized 14 guns.", [("killed", 3, 3)]),
        ("She has been missing for 12 days.", [("missing", 1, 1)]),
        ("The man accused of killing 12 people went on trial.", [("killed", 12, 12)]),
        ("The army said 20 rebels and three soldiers had died.", [("killed", 23, 23)]),
        ("Azerbaijan lost 192 soldiers and Armenia 105.", [("killed", 192, 192)]),
        ("Officials said 17 insurgents were killed while two soldiers were wounded.", [("killed", 17, 17), ("wounded", 2, 2)]),
        ("SEVEN GUERRILLAS AND TWO SOLDIERS WERE KILLED IN CUSCATLAN.", [("killed", 9, 9)]),
        ("The army killed 12 guerrillas and wounded 4, and seized 3 rifles.", [("killed", 12, 12), ("wounded", 4, 4)]),
        ("Death toll in Sudan market attack hits 54", [("killed", 54, 54)]),
        ("5 killed, 12 hurt in Karachi blast", [("killed", 5, 5), ("wounded", 12, 12)]),
        ("Israeli strike kills 3 in southern Lebanon", [("killed", 3, 3)]),
        ("Roadside bomb kills two soldiers, wounds three in Cauca", [("killed", 2, 2), ("wounded", 3, 3)]),
        ("Gunmen kill at least 20 in northwest Nigeria", [("killed", 20, None)]),
        ("2 dead, 3 missing after strike on boat", [("killed", 2, 2), ("missing", 3, 3)]),
        ("Ukraine: 6 killed in Kharkiv shelling", [("killed", 6, 6)]),
        ("Bomb blast near Kabul airport leaves scores dead", [("killed", 20, None)]),
        ("Since October 2023, more than 40,000 people have been killed in the enclave.", [("killed", 40001, None)]),
        ("More than 14,000 people have been killed in eight years of war.", [("killed", 14001, None)]),
        ("So far this year, 312 people have been killed by gangs.", [("killed", 312, 312)]),
        ("The war has killed an estimated 377,000 people.", [("killed", 377000, 377000)]),
        ("The insurgency, now in its 13th year, has left some 35,000 people dead.", [("killed", 35000, 35000)]),
        ("The four-year conflict has claimed at least 6,000 lives.", [("killed", 6000, None)]),
        ("At least 85 journalists have been killed in the past decade.", [("killed", 85, None)]),
        ("Over the past three days 61 people have been killed.", [("killed", 61, 61)]),
        ("In the last 24 hours, 13 people were killed and 50 injured.", [("killed", 13, 13), ("wounded", 50, 50)]),
        ("Twenty-one soldiers were killed at the Kolwa barracks.", [("killed", 21, 21)]),
        ("One hundred and thirty-two people died in Nuristan.", [("killed", 132, 132)]),
        ("The quake of shells killed 1,024 people.", [("killed", 1024, 1024)]),
        ("The siege killed 10.000 people, the wire said.", [("killed", 10000, 10000)]),
        ("Well over a hundred people were killed in the bombardment.", [("killed", 101, None)]),
        ("Upwards of 50 villagers were killed in Ituri.", [("killed", 51, None)]),
        ("In excess of 200 people were injured.", [("wounded", 201, None)]),
        ("Close to 90 people died.", [("killed", 90, 90)]),
        ("Roughly 35 fighters were killed.", [("killed", 35, 35)]),
        ("Just under 40 people were killed.", [("killed", None, 39)]),
        ("At most three people were killed.", [("killed", None, 3)]),
        ("No more than five guards were wounded.", [("wounded", None, 5)]),
        ("Fifty or more people were killed.", [("killed", 50, None)]),
        ("50+ killed in strike on Homs bakery", [("killed", 50, None)]),
        ("10-12 militants were killed.", [("killed", 10, 12)]),
        ("Between eight and ten soldiers were wounded in Kidal.", [("wounded", 8, 10)]),
        ("A handful of people were hurt.", [("wounded", 2, None)]),
        ("A couple of guards were hurt.", [("wounded", 2, 2)]),
        ("Many people were killed.", [("killed", 2, None)]),
        ("Countless villagers were killed.", [("killed", 2, None)]),
        ("An unknown number of rebels were killed.", [("killed", 2, None)]),
        ("Tens of thousands of people have been killed in Tigray.", [("killed", 10000, None)]),
        ("Several hundred people were wounded.", [("wounded", 200, 200)]),
        ("Half a million people died in the war.", [("killed", 500000, 500000)]),
        ("Not a single soldier was killed.", [("killed", 0, 0)]),
        ("None of the passengers was hurt.", [("wounded", 0, 0)]),
        ("No civilians were killed, the coalition said.", [("killed", 0, 0)]),
        ("Nobody was hurt.", [("wounded", 0, 0)]),
        ("The drone hit an empty barracks without causing casualties.", [("killed", 0, 0), ("wounded", 0, 0)]),
        ("The army did not suffer any casualties.", [("killed", 0, 0), ("wounded", 0, 0)]),
        ("A policeman was killed and his partner wounded.", [("killed", 1, 1), ("wounded", 1, 1)]),
        ("She was killed by a stray bullet.", [("killed", 1, 1)]),
        ("The shell killed a woman.", [("killed", 1, 1)]),
        ("A man, his wife and their four children were killed.", [("killed", 6, 6)]),
        ("The blast killed a colonel, two captains and a driver.", [("killed", 4, 4)]),
        ("Killed were two nurses and a patient.", [("killed", 3, 3)]),
        ("The shooting left a student dead and two teachers wounded.", [("killed", 1, 1), ("wounded", 2, 2)]),
        ("The assault left more than 100 dead.", [("killed", 101, None)]),
        ("The raid resulted in 14 deaths and 30 injuries.", [("killed", 14, 14), ("wounded", 30, 30)]),
        ("There were 14 deaths.", [("killed", 14, 14)]),
        ("The ambush caused the death of eleven recruits.", [("killed", 11, 11)]),
        ("Fatalities numbered 60.", [("killed", 60, 60)]),
        ("Civilian deaths rose to 340.", [("killed", 340, 340)]),
        ("The number of people killed has risen to 72.", [("killed", 72, 72)]),
        ("The confirmed death toll reached 16.", [("killed", 16, 16)]),
        ("Medics counted 19 bodies.", [("killed", 19, 19)]),
        ("Two charred bodies lay in the road.", [("killed", 2, 2)]),
        (
            "Soldiers opened fire on the crowd, killing at least nine, wounding 40 and detaining hundreds.",
            [("killed", 9, None), ("wounded", 40, 40), ("detained", 100, None)],
        ),
        ("Dozens were killed, hundreds wounded and thousands displaced in Sagaing.", [("killed", 12, None), ("wounded", 100, None)]),
        ("Eight militants were killed and three arrested in Dagestan.", [("killed", 8, 8), ("detained", 3, 3)]),
        ("Police arrested 12 suspects and seized 40 rifles.", [("detained", 12, 12)]),
        ("Seventeen people were injured, three of them children.", [("wounded", 17, 17)]),
        ("Some 30 people were hospitalised after the attack.", [("wounded", 30, 30)]),
        ("Four people suffered gunshot wounds.", [("wounded", 4, 4)]),
        ("Nine people sustained injuries.", [("wounded", 9, 9)]),
        ("Two soldiers were critically injured.", [("wounded", 2, 2)]),
        ("Three people were seriously hurt and 12 slightly injured.", [("wounded", 3, 3), ("wounded", 12, 12)]),
        ("The rocket slightly wounded a farmer.", [("wounded", 1, 1)]),
        ("More than 60 villagers are still missing in Yelewata.", [("missing", 61, None)]),
        ("Five sailors went missing after the attack on the tanker.", [("missing", 5, 5)]),
        ("The whereabouts of 43 students remain unknown.", [("missing", 43, 43)]),
        ("Soldiers rounded up dozens of men.", [("detained", 12, None)]),
        ("Two reporters were seized at a checkpoint.", [("detained", 2, 2)]),
        ("Gunmen seized 30 passengers from a bus.", [("detained", 30, 30)]),
        ("The clashes killed at least 400 people and displaced 70,000.", [("killed", 400, None)]),
        ("Two Palestinians and an Israeli settler were killed in the West Bank.", [("killed", 3, 3)]),
        ("A UN peacekeeper from Ghana was killed in Mali.", [("killed", 1, 1)]),
        ("Two Turkish soldiers, four Syrian fighters and a child were killed in Tal Abyad.", [("killed", 7, 7)]),
        ("Thirty rebels, eleven soldiers dead in Mindanao clash", [("killed", 41, 41)]),
        ("Mali: jihadist raid leaves 21 dead", [("killed", 21, 21)]),
        ("Bomb kills MP, four guards in Mogadishu", [("killed", 5, 5)]),
        ("Kashmir gunfight: two soldiers, three militants killed", [("killed", 5, 5)]),
        ("The officer died on 7 June at 5:30 pm.", [("killed", 1, 1)]),
        ("The three-day battle killed 40 fighters.", [("killed", 40, 40)]),
        ("Route 12 was closed after a bomb killed a driver.", [("killed", 1, 1)]),
        ("A 120-mm shell killed two children.", [("killed", 2, 2)]),
        ("The AK-47 killed him.", [("killed", 1, 1)]),
        ("Flight 655 was shot down, killing all 290 aboard.", [("killed", 290, 290)]),
        ("All 12 crew members were killed.", [("killed", 12, 12)]),
        ("A boat with 60 migrants was hit, killing 20.", [("killed", 20, 20)]),
        ("Some 2,000 soldiers attacked, killing five.", [("killed", 5, 5)]),
        ("A crowd of 500 beat a man to death.", [("killed", 1, 1)]),
    ],
)
def test_tolls_of_many_kinds(text: str, want: list[tuple[str, int | None, int | None]]) -> None:
    assert numbers(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "The dead included two children.",
        "The militants fired 12 rockets at the base.",
        "Killed in action is a film about 22 years of war.",
        "The drone flew 300 kilometres and hit a depot.",
        "The raid killed 40 sheep.",
        "He killed time for two hours.",
        "The bill was killed by 60 votes.",
        "The court sentenced 75 people to death.",
        "The group threatened to kill 20 hostages.",
        "Nine tanks were lost.",
        "The army lost 9 tanks.",
        "Five villages were captured.",
        "The rebels captured 3 villages and a tank.",
        "The rebels captured two tanks.",
        "The fire injured 3 dogs.",
        "It was the deadliest attack in 10 years.",
        "Among those killed was a UN worker.",
        "The regiment fired 300 shells and 20 missiles.",
        "The convoy of 40 trucks was 12 kilometres from the front.",
        "Police seized 30 kg of explosives.",
        "It was the 14th attack in three weeks.",
        "The bomb weighed 250 kilograms.",
        "The 82nd Brigade left the town on 3 May 2024.",
        "The general, 61, lost his post.",
        "The party lost 12 seats.",
        "The team lost 3-1.",
        "Some 300 people attended the funeral.",
        "About 70,000 people fled their homes.",
        "The shelling destroyed 22 houses and a clinic.",
        "The strike killed power to 40 villages.",
        "Two drones were shot down.",
        "Four tanks were captured and nine destroyed.",
        "The ministry raised pay by 12 percent.",
        "Rebels captured 12 rifles.",
        "The group killed off two of its websites.",
        "The army plans to kill 100 cattle.",
        "They vowed to kill 50 soldiers a day.",
        "The court sentenced 12 men to death.",
        "The militia holds 300 square kilometres.",
        "He was 12 when the war began.",
        "It lasted 45 minutes and hit 7 districts.",
    ],
)
def test_weapons_ages_dates_and_distances_are_no_tolls(text: str) -> None:
    assert numbers(text) == []


def parts(text: str) -> list[tuple[str, int | None, str | None]]:
    return [(m.measure, m.toll.low, m.toll.of) for m in read(text) if m.subset]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("At least 26 people, including three children, were killed in Idlib.", [("killed", 3, "children")]),
        ("Ten people were killed, among them three policemen and a nurse.", [("killed", 4, "policemen and a nurse")]),
        ("Fifteen people died, eight of them children.", [("killed", 8, "children")]),
        ("The blast killed 40, 12 of them soldiers.", [("killed", 12, "soldiers")]),
        ("The blast killed 40 people, of whom 12 were soldiers.", [("killed", 12, "soldiers")]),
        ("Twenty people were wounded, two of them seriously.", [("wounded", 2, None)]),
        ("Eight of the 15 dead were children.", [("killed", 8, "children")]),
        ("Of the 15 dead, eight were children.", [("killed", 8, "children")]),
        ("109 of the dead were evacuees.", [("killed", 109, "evacuees")]),
        ("Of those killed, 109 were evacuees.", [("killed", 109, "evacuees")]),
        ("Two of those killed were Turkish citizens.", [("killed", 2, "Turkish citizens")]),
        ("Fifteen of the wounded were in a critical condition.", [("wounded", 15, None)]),
        ("Two of the victims were sisters.", [("killed", 2, "sisters")]),
        ("Among the dead were two children.", [("killed", 2, "children")]),
        ("The dead include two boys and a priest.", [("killed", 3, "boys and a priest")]),
        ("There were also 20 women among the dead.", [("killed", 20, "women")]),
        ("Three children were among the 19 people killed.", [("killed", 3, "children")]),
        ("The strikes killed 11 civilians, including three children in raids on a northern town.", [("killed", 3, "children")]),
        ("The siege left 23 civilians - including nine children - dead.", [("killed", 9, "children")]),
        ("Ten people were killed, among them medical staff.", []),
        ("At least 20 people were killed, including medical personnel.", []),
        ("The toll has risen to 85, including five entire families.", []),
    ],
)
def test_parts_are_tolls_of_their_own(text: str, want: list[tuple[str, int | None, str | None]]) -> None:
    assert parts(text) == want


@pytest.mark.parametrize(
    ("text", "now", "earlier"),
    [
        ("It put the toll at 45, updating an earlier 112.", [45], [112]),
        ("More bodies were found, raising the toll from 31 to 45.", [45], [31]),
        ("The blast killed 45 people, raising the toll from 31.", [45], [31]),
        ("The toll, previously put at 9, rose to 12.", [12], [9]),
        ("The death toll rose to 45, up from 31 on Monday.", [45], [31]),
        ("The death toll climbed to 60 from 48.", [60], [48]),
        ("Officials revised the toll down to 8 from an initial 15.", [8], [15]),
        ("The ministry lowered its count of the dead from 60 to 41.", [41], [60]),
        ("The ministry said 60 had died, compared with 48 on Monday.", [60], [48]),
        ("The number of dead rose to 60 from a previous count of 48.", [60], [48]),
        ("At least 60 people died, revising an earlier toll of 48.", [60], [48]),
        ("The previous death toll was 20.", [], [20]),
        ("Earlier reports put the number of dead at 20.", [], [20]),
        ("Police had earlier said 15 people were killed.", [], [15]),
        ("The march moved from 31 villages to the capital, and 45 people were killed.", [45], []),
    ],
)
def test_earlier_figures_are_told_from_the_one_that_stands(text: str, now: list[int], earlier: list[int]) -> None:
    found = read(text)
    assert [m.toll.low for m in found if not m.superseded] == now
    assert [m.toll.low for m in found if m.superseded] == earlier


def groups(text: str) -> list[tuple[object, ...]]:
    """Number, who, name, civilian, sex, child, youngest and oldest of every group of a text's first toll."""
    return [(g.best, g.who, g.name, g.civilian, g.sex, g.child, g.youngest, g.oldest) for g in read(text)[0].toll.groups]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "The strike killed 22 children and 6 teachers.",
            [(22, "children", None, None, None, True, None, None), (6, "teachers", None, True, None, None, None, None)],
        ),
        (
            "Ten people were killed on Friday: six soldiers and four civilians.",
            [(6, "soldiers", None, False, None, None, None, None), (4, "civilians", None, True, None, None, None, None)],
        ),
        (
            "Seven people (four women and three children) died.",
            [(4, "women", None, None, "female", False, None, None), (3, "children", None, None, None, True, None, None)],
        ),
        (
            "The army said 20 rebels and three soldiers had died.",
            [(20, "rebels", None, False, None, None, None, None), (3, "soldiers", None, False, None, None, None, None)],
        ),
        ("A 9-year-old girl was killed by a sniper.", [(1, "girl", None, None, "female", True, 9, 9)]),
        ("A 22-year-old was killed in the shelling.", [(1, None, None, None, None, False, 22, 22)]),
        ("Journalist Samir Haddad, 34, was shot dead in Aden.", [(1, "Journalist", "Samir Haddad", True, None, False, 34, 34)]),
        ("A nurse, Lia Moreno, aged 41, died in the blast.", [(1, "nurse", "Lia Moreno", True, None, False, 41, 41)]),
        ("Lia Moreno, a nurse, was killed.", [(1, "nurse", "Lia Moreno", True, None, None, None, None)]),
        ("Two brothers, aged 9 and 11, were killed near Kunduz.", [(2, "brothers", None, None, "male", True, 9, 11)]),
        ("Five children under 10 were wounded.", [(5, "children", None, None, None, True, None, 9)]),
        ("Two girls under the age of 10 were killed.", [(2, "girls", None, None, "female", True, None, 9)]),
        ("Three men aged over 60 were killed.", [(3, "men", None, None, "male", False, 61, None)]),
        ("A six-month-old baby was killed.", [(1, "baby", None, None, None, True, 0, 0)]),
        ("Six female fighters were killed.", [(6, "female fighters", None, False, "female", None, None, None)]),
        ("Three child soldiers were killed.", [(3, "child soldiers", None, False, None, True, None, None)]),
        ("Four off-duty soldiers died.", [(4, "off-duty soldiers", None, False, None, None, None, None)]),
        ("The attack killed 40 Shia worshippers.", [(40, "Shia worshippers", None, True, None, None, None, None)]),
        ("Two policemen were wounded.", [(2, "policemen", None, None, "male", False, None, None)]),
        ("Ten people were killed, among them medical staff.", []),
        ("Ten people were killed.", []),
        ("At least 12 were wounded.", []),
        (
            "At least 26 people, including three children and a pregnant woman, were killed.",
            [(3, "children", None, None, None, True, None, None), (1, "pregnant woman", None, None, "female", False, None, None)],
        ),
    ],
)
def test_groups_say_who_was_counted(text: str, want: list[tuple[object, ...]]) -> None:
    assert groups(text) == want


def test_the_words_of_groups_stand_at_their_offsets() -> None:
    text = "On Friday shells killed 22 children, Lia Moreno, a nurse, and 6 teachers in Tarnel."
    for mention in read(text):
        for group in mention.toll.groups:
            assert text[group.start : group.end] == group.text


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Since October 2023, more than 40,000 people have been killed in the enclave.", "Since October 2023"),
        ("More than 14,000 people have been killed in eight years of war.", "in eight years of war"),
        ("So far this year, 312 people have been killed by gangs.", "So far this year"),
        ("The war has killed an estimated 377,000 people.", "The war"),
        ("The four-year conflict has claimed at least 6,000 lives.", "The four-year conflict"),
        ("At least 85 journalists have been killed in the past decade.", "in the past decade"),
        ("Over the past three days 61 people have been killed.", "Over the past three days"),
        ("In the last 24 hours, 13 people were killed.", "In the last 24 hours"),
        (
            "Strikes have killed thousands of civilians since Moscow intervened in September 2015.",
            "since Moscow intervened in September 2015",
        ),
        ("Some 2,000 people have been killed since the start of the year.", "since the start of the year"),
        ("Fighting between the clans has killed 90 people since Saturday.", "since Saturday"),
        ("The number of civilians killed in the war stands at 10,582.", "in the war"),
        ("It brought to 19 the number of soldiers killed this month.", "this month"),
        ("More than 5,000 people were killed last year alone.", "last year alone"),
        ("At least 120 people have died in three weeks of fighting.", "in three weeks of fighting"),
        ("The army has killed 4,500 civilians since the coup.", "since the coup"),
        ("The blast killed 12 people, the deadliest attack since 2019.", None),
        ("Since they were unarmed, the 12 villagers were killed easily.", None),
        ("Police, who have ruled since the coup in 2021, killed 12 protesters.", None),
        ("A bomb killed 12 people this month.", None),
        ("A shell killed 12 people on Friday.", None),
    ],
)
def test_running_totals_tell_their_period(text: str, period: str | None) -> None:
    toll = read(text)[0].toll
    assert (toll.cumulative, toll.period) == (None if period is None else True, period)


def test_a_strike_beside_a_running_total_is_none() -> None:
    found = read("More than 300 have died since the offensive began on Monday, and on Friday a strike killed 12.")
    assert [(m.toll.low, m.toll.period) for m in found] == [(301, "since the offensive began on Monday"), (12, None)]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Two boys were killed by a landmine near Kunduz.", "a landmine"),
        ("Six people died in an airstrike.", "an airstrike"),
        ("A roadside bomb killed five soldiers.", "A roadside bomb"),
        ("Seven people died when a landmine exploded.", "a landmine"),
        ("Two officers were wounded by gunfire.", "gunfire"),
        ("Gunmen killed two officers.", None),
        ("Two officers were killed on Friday.", None),
    ],
)
def test_means(text: str, by: str | None) -> None:
    span = read(text)[0].toll.by
    assert (None if span is None else span.text) == by
    assert span is None or text[span.start : span.end] == span.text


@cache
def reading(text: str) -> Reading:
    """The reading by rules alone: what the learned parts keep is not what is tested here."""
    report = samples.report(text, id=codec.report_id(text, None, None, "2031-08-05"), published="2031-08-05")
    with english.scratch():
        return read_report(report, parse=english.parse, lookup=gazetteer.open_index().find, reader=samples.reading().reader)


def killed(text: str) -> list[Claim]:
    return [claim for claim in reading(text).claims if claim.killed is not None]


def links(text: str) -> list[tuple[str, int | None, int | None]]:
    """Kind of each relation, with the killed of the claim it is from and of the one it is to."""
    by_id = {claim.id: claim.killed for claim in reading(text).claims}
    pairs = [(relation.kind, by_id[relation.from_id], by_id[relation.to_id]) for relation in reading(text).relations]
    return [(kind, one.low if one else None, other.low if other else None) for kind, one, other in pairs]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (
            "A car bomb killed 45 people in the market of Tarnel on Saturday, the Health Ministry said, raising the toll from 31.",
            ("updates", 45, 31),
        ),
        ("The ministry put the death toll from the shelling of Tarnel at 45, updating an earlier 112.", ("updates", 45, 112)),
        ("The death toll from the blast in Tarnel, previously put at 9, rose to 12 on Friday, police said.", ("updates", 12, 9)),
        ("A blast killed 40 people in Tarnel on Friday, 12 of them soldiers, the army said.", ("part_of", 12, 40)),
        ("Gunmen killed 20 people, including four children, in Tarnel on Friday, police said.", ("part_of", 4, 20)),
        (
            "Shelling killed 130 people in Tarnel on Friday, the ministry said. It said 109 of the dead were evacuees.",
            ("part_of", 109, 130),
        ),
    ],
)
def test_earlier_figures_and_parts_are_claims_with_relations(text: str, link: tuple[str, int, int]) -> None:
    assert sorted(claim.killed.low or 0 for claim in killed(text) if claim.killed) == sorted(link[1:])
    assert links(text) == [link]


def test_a_running_total_of_a_war_is_background_and_the_days_news_is_not() -> None:
    found = killed(
        "Gunmen killed 20 people in Tarnel on Friday, police said.\n\n"
        "Since October 2023, more than 40,000 people have been killed in the war, according to the Health Ministry.\n\n"
        "The army said 60 rebels had been killed since Monday."
    )
    said = [(c.killed.low, c.killed.cumulative, c.background) for c in found if c.killed]
    assert said == [(20, None, False), (40001, True, True), (60, True, False)]


def test_groups_and_periods_survive_the_codec() -> None:
    text = "Since October 2023, shelling has killed 22 children and 6 teachers in Tarnel, the ministry said."
    first = reading(text)
    again = codec.decode(codec.encode(first))
    assert again == first
    toll = next(claim.killed for claim in again.claims if claim.killed is not None)
    assert [group.who for group in toll.groups] == ["children", "teachers"]
    assert toll.period == "Since October 2023"


def test_readings_written_before_tolls_had_groups_are_read() -> None:
    old = {"low": 3, "high": 3, "best": 3, "text": "3", "start": 0, "end": 1, "of": None, "cumulative": None, "period": None}
    assert msgspec.convert(old, Toll) == Toll(low=3, high=3, best=3, text="3", start=0, end=1)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("At least 13 civilians were killed and 30 others wounded in airstrikes by the Guard on Tarnel on Friday.", (13, 30)),
        ("Five civilians were killed and dozens injured in Karsovan airstrikes on Tarnel on Monday.", (5, 12)),
        ("The Kelmet Post gave a toll of at least 12 dead and 55 wounded.", (12, 55)),
        ("Snipers opened fire on shoppers in the old town of Tarnel, leaving two people dead.", (2, None)),
        ("A clinic in Tarnel was destroyed on Friday by airstrikes that killed 13 people.", (13, None)),
        ("A bombing hit the outskirts of Tarnel at dawn, which resulted in 56 civilians dying.", (56, None)),
        ("The militia shelled Tarnel and fired at its market, leaving four people dead and 38 others injured.", (4, 38)),
    ],
)
def test_a_deed_and_what_came_of_it_are_one_claim(text: str, want: tuple[int, int | None]) -> None:
    found = [(c.killed, c.wounded) for c in reading(text).claims if c.killed or c.wounded]
    assert [(k.low if k else None, w.low if w else None) for k, w in found] == [want]


def test_two_doers_have_two_tolls() -> None:
    found = killed("The Guard killed five fighters near Tarnel, and the rebels wounded three soldiers at Kelmet, the mayor said.")
    assert [claim.wounded for claim in found] == [None]


def test_those_taken_are_detained() -> None:
    claims = reading("The rebels took 12 soldiers prisoner near Tarnel on Friday, the army said.").claims
    assert [(c.event_type, c.detained.low) for c in claims if c.detained] == [("COERCE", 12)]


def test_a_war_that_claims_lives_says_nothing() -> None:
    claims = reading("The shelling of Tarnel went on in a war that has claimed 6,000 lives.").claims
    assert {claim.speaker for claim in claims} == {None}


def test_a_run_on_line_costs_in_proportion() -> None:
    doc = parser()("At least 12 villagers, including three children, were killed and 30 wounded since May 2023, up from 9, and " * 40)
    passage = Passage(0, 0, doc)
    start = time.perf_counter()
    assert len(tolls(passage, amounts(passage))) > 100
    assert time.perf_counter() - start < 3.0

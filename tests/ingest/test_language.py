"""The language of a text by its script, its frequent words and letters, over what a page says of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.documents import content_of
from rashomon.ingest.language import UNKNOWN, guess, language, language_signal, profiles
from rashomon.records import BY_WORDS, Zone

SENTENCES = {
    "en": "The man said that it was not for him to say what the ministry had done with the ships in the harbour.",
    "de": "Der Rat sagte, dass die Boote nicht in den Hafen gekommen sind und auch von der Stadt nicht zu sehen.",
    "fr": "Le ministre a dit que les navires ne sont pas dans le port et que la ville est sur une île.",
    "es": "El alcalde dijo que los barcos no están en el puerto y que la ciudad se ha quedado sin agua desde el lunes.",
    "it": "Il sindaco ha detto che le navi non sono nel porto e che la città è rimasta senza acqua per due giorni.",
    "pt": "O ministro disse que os navios não estão no porto e que a cidade ficou sem água durante dois dias.",
    "nl": "De burgemeester zei dat de schepen niet in de haven liggen en dat er in de stad geen water meer is.",
    "sv": "Borgmästaren sade att fartygen inte ligger i hamnen och att det inte finns något vatten i staden längre.",
    "da": "Borgmesteren sagde, at skibene ikke ligger i havnen, og at der ikke er mere vand i byen efter angrebet.",
    "no": "Ordføreren sa at skipene ikke ligger i havna, og at det ikke er mer vann igjen i byen etter angrepet.",
    "fi": "Kaupunginjohtaja sanoi, että laivat eivät ole satamassa ja että kaupungissa ei ole ollut vettä enää.",
    "pl": "Burmistrz powiedział, że statków nie ma w porcie i że w mieście od dwóch dni nie ma już wody.",
    "cs": "Starosta řekl, že lodě v přístavu nejsou a že ve městě už dva dny není voda.",
    "sk": "Starosta povedal, že lode v prístave nie sú a že v meste už dva dni nie je voda, pretože chýba.",
    "hu": "A polgármester azt mondta, hogy a hajók nincsenek a kikötőben, és hogy a városban két napja nincs víz.",
    "ro": "Primarul a spus că vasele nu sunt în port și că în oraș nu mai este apă de două zile.",
    "tr": "Belediye başkanı, gemilerin limanda olmadığını ve şehirde iki gündür su bulunmadığını söyledi, ama bu yeni.",
    "ru": "Он сказал, что на пристани никого не было, но это не так: из порта по реке и за город ушли они все.",
    "uk": "Він сказав, що на пристані нікого не було, але це не так: із порту за місто пішли вони всі.",
    "bg": "Кметът каза, че корабите не са в пристанището и че в града вече два дни няма вода.",
    "sr": "Градоначелник је рекао да бродови нису у луци и да у граду већ два дана нема воде, али да ће је бити.",
    "el": "Ο δήμαρχος είπε ότι τα πλοία δεν είναι στο λιμάνι.",
    "ar": "وقال رئيس البلدية إن السفن ليست في الميناء وإن المدينة بقيت من دون ماء منذ يومين بعد هذا الهجوم.",
    "fa": "شهردار گفت که کشتی‌ها در بندر نیستند و این شهر از دو روز پیش آب ندارد و باید برای آن کاری کرد.",
    "ur": "میئر نے کہا کہ جہاز بندرگاہ میں نہیں ہیں اور شہر میں دو دن سے پانی نہیں ہے۔",
    "he": "ראש העיר אמר כי הספינות לא נמצאות בנמל וכי אין מים בעיר כבר יומיים, אבל גם זה לא הכל.",
    "hi": "महापौर ने कहा कि जहाज बंदरगाह में नहीं हैं और शहर में दो दिन से पानी नहीं है।",
    "zh": "市长说，船只不在港口，城里已经两天没有水了。",
    "ja": "市長は、船は港にいないと述べ、町には二日間水がないと語った。",
    "ko": "시장은 배들이 항구에 없으며 도시에 이틀째 물이 없다고 말했다.",
    "vi": "Thị trưởng nói rằng các con tàu không ở trong cảng và thành phố đã không có nước từ hai ngày nay.",
    "id": "Wali kota mengatakan bahwa kapal-kapal itu tidak ada di pelabuhan dan kota itu sudah dua hari tanpa air.",
    "th": "นายกเทศมนตรีกล่าวว่าเรือไม่ได้อยู่ในท่าเรือ",
    "et": "Linnapea ütles, et laevu ei ole sadamas ja et linnas ei ole enam kaks päeva vett, kuid see pole kõik.",
    "lt": "Meras sakė, kad laivų uoste nėra ir kad mieste jau dvi dienas nėra vandens, bet tai dar ne viskas.",
    "lv": "Mērs teica, ka kuģu ostā nav un ka pilsētā jau divas dienas nav ūdens, bet tas vēl nav viss.",
    "ca": "L'alcalde ha dit que els vaixells no són al port i que a la ciutat no hi ha aigua des de fa dos dies.",
    "sw": "Meya alisema kwamba meli hizo hazipo katika bandari na kwamba mji huo hauna maji kwa siku mbili sasa.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_told_by_its_words(code: str) -> None:
    """One sentence of a news report is enough."""
    found = guess(SENTENCES[code])
    assert found.code == code
    assert 0.5 <= found.p <= 1.0


@pytest.mark.parametrize("code", SENTENCES)
def test_a_text_of_several_languages_has_its_main_one(code: str) -> None:
    """A document of four parts of one language and one of another is of the first."""
    other = SENTENCES["fr" if code != "fr" else "de"]
    assert language(" ".join([SENTENCES[code], other, *[SENTENCES[code]] * 3])) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ships quay harbour",
        "12 345 – 67",
        "Zürich Łódź Málaga Århus Brno Győr",
        "lorem zork blint krumm sproing twarp flim gorp zwick",
    ],
)
def test_what_is_unclear_stays_open(text: str) -> None:
    """Names, numbers and nonsense are of no language."""
    assert language(text) == ""
    assert guess(text).code == UNKNOWN


def test_names_of_another_language_do_not_make_a_text_foreign() -> None:
    """English about Łódź, Győr and Århus stays English."""
    text = "The mayors of Łódź, Győr, Århus, Málaga and Plzeň said that they would not go to Zürich before the vote."
    assert language(text) == "en"


def test_more_than_sixty_languages_are_known() -> None:
    """Each profile has words of its own, none of them twice in the weights."""
    known = [code for entries in profiles().values() for code in entries]
    assert len(set(known)) > 60
    assert all(len(profile.words) >= 15 for entries in profiles().values() for profile in entries.values())


@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    """Whatever the text, there is a code and a probability."""
    found = guess(text)
    assert 0.0 <= found.p <= 1.0
    assert found.code


@given(st.permutations(SENTENCES["en"].split()))
def test_the_order_of_the_words_does_not_matter(words: list[str]) -> None:
    """The answer rests on the words alone."""
    assert language(" ".join(words)) == "en"


def test_the_article_s_own_zones_decide() -> None:
    """Menus in another language do not count; the signal says how sure it is."""
    menu, story = "Start Über uns Kontakt und die Preise der Stadt ", SENTENCES["en"] * 2
    text = menu * 10 + story
    zones = (
        Zone(start=0, end=len(menu) * 10 - 1, kind="navigation"),
        Zone(start=len(menu) * 10, end=len(text), kind="body"),
    )
    (signal,) = language_signal(text, zones)
    assert (signal.value, signal.where) == ("en", BY_WORDS)
    assert signal.p > 0.8


def test_the_words_of_an_article_overrule_its_template() -> None:
    """A German article under a template that says English is German by its words."""
    story = "<p>Der Rat sagte, dass die Boote nicht in den Hafen gekommen sind und von der Stadt nicht zu sehen.</p>"
    page = f'<!doctype html><html lang="en"><head><title>Hafen</title></head><body>{story * 4}</body></html>'
    content = content_of(page.encode())
    assert [s.value for s in language_signal(content.text, content.zones)] == ["de"]

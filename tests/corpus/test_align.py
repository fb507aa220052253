"""Sentences of the 1973 memo and their translation, paired by hand, against what `align` finds."""

from dataclasses import replace
from itertools import pairwise

import pytest

from corpus import wilson_center
from corpus.align import align
from corpus.blocks import Block, Part, compose
from corpus.document import Span
from corpus.sentences import sentences
from corpus.settings import MEMOS

FLOOR = 0.97
"""Share of the hand-made pairs that must be right; 1.0 was measured."""

PAIRS = [
    ("First of all, I would like to point out", "Преди всичко искам да изтъкна"),
    ("As our Korean comrades pointed out", "Както подчертаха и самите корейски другари"),
    ("I am relaying these conversations in brief", "Разговорите предавам накратко и по памет"),
    ("The conversations between us were lengthy", "Разговорите между двама ни бяха продължителни"),
    ("The task I had assigned myself was", "Задачата, която си бях поставил, беше"),
    ("I pointed out the role of the Soviet Union", "Изтъкнах ролята на Съветския съюз"),
    ("My statement visibly impressed", "Видимо моето изложение"),
    ("At the end of the official meetings", "Накрая на официалните разговори"),
    ("We provided them with a contingent", "Ние им предоставихме контингент"),
    ("But after some time, we told the Chinese", "Но след известно време казахме на китайците"),
    ("This could push the Chinese towards", "Това би могло да тласне китайците"),
    ("You cannot put the Soviet Union and the USA", "Не могат да се поставят на една дъска"),
    ("- On the Chinese thesis about the socialist", "- за тезиса на китайците"),
    ('No "threat from the North" exists', 'Никаква "заплаха от Север" не съществува'),
    ("- On the practical alliance of the Chinese", "- за фактическия съюз на китайците"),
    ("Comrade Kim Il Sung responded on the issue", "Какво отговори др.Ким Ир Сен"),
    ("During the Cultural Revolution, the Chinese set up", "По време на културната революция китайците"),
    ("The population along the border could not sleep", "Населението по границата не можеше да спи"),
    ("When he came back he said", "Когато се върна, той ми каза"),
    ("The story that Kim Il Sung told", "Но случаят, който др.Ким Ир Сен разказа"),
    ("There were similar, less significant", "Подобни по-малки инциденти"),
    ("The reason for my visit was to meet with Sihanouk", "Поводът за моето посещение"),
    ('We have a saying: "Mountains', 'Ние имаме поговорка: "Планините'),
    ("After the Cuban Embassy", "След посолството на Куба"),
    ("China is all around us", "Китай е обгърнал нашата страна"),
    ("Our language has many Chinese words", "В нашия език има много китайски думи"),
    ("You, comrade Zhivkov, you see", "Вие, другарю Живков, виждате"),
    ("This is a task for the future", "Това е задача перспективна"),
    ("- Without this process of establishing", "- Без такъв процес на изграждане"),
    ("I spoke with comrade Polyansky", "По този въпрос разговарях и с др. Полянски"),
    ("First, it will guarantee the independence", "Т.ж първо - ще гарантира"),
    ("Fourth, in the future it will open", "четвърто - в перспектива"),
    ("I pointed out that the Chinese are against", "Отбелязах, че китайците са против"),
    ("- Bilateral cooperation between the countries", "- Не е достатъчно само двустранното"),
    ("I pointed out that for them, too", "Подчертах, че и за тях преди всичко е необходима координация."),
    ("In this connection, I spoke in detail", "Във връзка с това аз се впуснах"),
    ("But, because of the meetings with representatives", "Но поради срещите с представители"),
    ("Ever since I was 16 years old", "От 16-годишна възраст"),
    ("I have about 5 more years", "На мен ми остават за активна работа"),
    ("When we left Pyongyang", "Когато си тръгнахме от Пхенян"),
    ("I gave him the example with Bulgaria and Cuba", "Приведох му примера с България"),
    ("I pointed out that they have a lot of natural", "Подчертах, че те имат доста природни"),
    ("He pointed out that they had an observer", "Подчерта, че имат наблюдател в СИБ"),
    ("When I discussed these issues", "Когато говорих по тези въпроси"),
    ("What would a confederation look like", "Как ще изглежда конфедерацията"),
    ("- Our first task is to pull South Korea", "– Първата задача, която си поставяме"),
    ("This, however, will not cover domestic policy", "Това обаче не се отнася до вътрешната"),
    ("South Korea will have to reduce its army", "Южна Корея ще трябва да намали армията си"),
    ("The political goals we are after", "- Политическите цели, които преследваме"),
    ("We will simply call it the revolution", "Направо ще вдигнем революцията"),
    ("This is related to the period after", "Има се предвид периодът след"),
    ("He explained this factionary activity", "Той обясни тази фракционна дейност"),
    ("They took measures to prevent that", "Взели мерки да предотвратят това"),
    ("He said that after that, Khrushchev", "Съобщи, че по-късно и Хрущов"),
    ("At his insistence we extended our visit", "По негово настояване ние удължихме"),
    ("From the first day until the very end", "Още от първия ден до самото изпращане"),
    ("My speeches at the mass meetings", "Произнесените от мене речи"),
    ("30 October 1973", "30 октомври 1973 година"),
    ("Ulan Bator", "У л а н Б а т о р"),
    ("T. Zhivkov", "Т. ЖИВКОВ"),
]


@pytest.fixture(scope="module")
def memo():
    path = MEMOS / "1973-10-30-zhivkov-kim-il-sung.md"
    return wilson_center.read(path.read_text(encoding="utf-8"), path.name)


def sentence(text, start):
    """The one sentence of a text that begins so."""
    found = [
        span
        for section in text.sections
        for paragraph in section.paragraphs
        for span in sentences(text.body, text.language, paragraph.start, paragraph.end)
        if section.number != "catalogue" and text.body.startswith(start, span.start)
    ]
    assert len(found) == 1, start
    return found[0]


def test_hand_made_pairs_are_found_both_ways(memo):
    bulgarian, english = memo.texts
    wrong = []
    for here, there in PAIRS:
        one, other = sentence(english, here), sentence(bulgarian, there)
        if memo.counterpart(english, one).start != other.start:
            wrong.append(here)
        if memo.counterpart(bulgarian, other).start != one.start:
            wrong.append(there)
    assert 1 - len(wrong) / (2 * len(PAIRS)) >= FLOOR, wrong


def test_the_pair_of_a_sentence_is_as_small_as_a_sentence(memo):
    bulgarian, english = memo.texts
    for here, there in PAIRS:
        one, other = sentence(english, here), sentence(bulgarian, there)
        assert memo.counterpart(english, one).end <= other.end + 60, here


def test_pairs_lie_in_order_and_cover_both_texts(memo):
    for side, text in (("original", memo.texts[0]), ("translation", memo.texts[1])):
        spans = [getattr(pair, side) for pair in memo.pairs]
        assert all(a.end <= b.start for a, b in pairwise(spans))
        first = next(s for s in text.sections if s.number != "catalogue").start
        covered = sum(span.end - span.start for span in spans)
        assert covered > 0.98 * (len(text.body) - first)


def test_headings_are_paired(memo):
    bulgarian, english = memo.texts
    for section in english.sections[1:-1]:
        found = memo.counterpart(english, Span(section.start, section.start + 1))
        same = next(s for s in bulgarian.sections if s.number == section.number)
        assert (found.start, found.end) == (same.start, same.paragraphs[0].start - 2)


def test_the_catalogue_has_no_counterpart(memo):
    english = memo.texts[1]
    section = english.sections[0]
    assert memo.counterpart(english, Span(section.start, section.end)) is None


ORIGINAL = [
    "Ich war im Mai 1966 in Moskau. Wir sprachen mit Breschnew und Kossygin.",
    "Die Delegation besuchte 14 Betriebe. Es regnete.",
    "Die Produktion von Nickel stieg um 27 Prozent, wie Genosse Ulbricht betonte.",
    "Am Ende unterzeichneten wir das Protokoll in Pankow.",
]
TRANSLATION = [
    "I was in Moscow in May 1966. We talked to Brezhnev and Kosygin.",
    "The delegation visited 14 factories. It rained.",
    "The production of nickel rose by 27 per cent, as Comrade Ulbricht stressed.",
    "At the end we signed the protocol in Pankow.",
]


def text(paragraphs, language, number="text"):
    blocks = tuple(Block(paragraph) for paragraph in paragraphs)
    return compose([Part(number, None, None, blocks)], language)


def words(text, span):
    return text.body[span.start : span.end]


def paired(original, translation):
    pairs = align(original, translation)
    return [(words(original, pair.original), words(translation, pair.translation)) for pair in pairs]


@pytest.mark.parametrize("missing", range(4))
def test_a_paragraph_that_was_not_translated_stays_alone(missing):
    translation = TRANSLATION[:missing] + TRANSLATION[missing + 1 :]
    found = paired(text(ORIGINAL, "de"), text(translation, "en"))
    assert not any(ORIGINAL[missing].startswith(one) for one, _ in found)
    kept = [
        (one.split(".")[0], other.split(".")[0]) for one, other in zip(ORIGINAL, TRANSLATION, strict=True)
    ]
    del kept[missing]
    assert {(one.split(".")[0], other.split(".")[0]) for one, other in found} >= set(kept)


def test_two_sentences_that_became_one_are_one_pair():
    original = text(["Wir kamen an. Der Minister empfing uns am Flughafen sehr freundlich."], "de")
    translation = text(["We arrived, and the minister received us very kindly at the airport."], "en")
    assert paired(original, translation) == [(original.body, translation.body)]


def test_sections_without_a_namesake_go_with_the_one_before():
    original = compose(
        [
            Part("opening", None, None, (Block(ORIGINAL[0]),)),
            Part("closing", None, None, (Block(ORIGINAL[3]),)),
        ],
        "de",
    )
    translation = text([TRANSLATION[0], TRANSLATION[3]], "en", number="opening")
    assert (ORIGINAL[3], TRANSLATION[3]) in paired(original, translation)


def test_texts_with_nothing_in_them_have_no_pairs():
    empty = compose([], "de")
    assert align(empty, text(TRANSLATION, "en")) == ()
    assert align(text(ORIGINAL, "de"), replace(empty, language="en")) == ()

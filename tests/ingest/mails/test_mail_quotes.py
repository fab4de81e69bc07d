"""What in a mail's body is whose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.mails.mail_quotes import mail_content

ANSWER = "The mayor said that two ships had been seen off the quay before the first shell fell."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(z.kind, text[z.start : z.end]) for z in mail_content(text).zones]


@pytest.mark.parametrize(
    "line",
    [
        "On Thu, Feb 6, 2020 at 9:00 AM Bob Example <b@example.org> wrote:",
        "On Thu, Feb 6, 2020 at 9:00 AM Bob Example\n<b@example.org> wrote:",
        "Am 06.02.2020 um 09:00 schrieb Bob Example:",
        "Le jeu. 6 févr. 2020 à 09:00, Bob Example <b@example.org> a écrit :",
        "El jue, 6 feb 2020 a las 9:00, Bob (<b@example.org>) escribió:",
        "Il giorno gio 6 feb 2020 alle ore 09:00 Bob <b@example.org> ha scritto:",
        "чт, 6 февр. 2020 г. в 09:00, Bob Example <b@example.org> написал(а):",
        "Op 6 feb. 2020 om 09:00 schreef Bob <b@example.org>:",
        "Em qui., 6 de fev. de 2020 às 09:00, Bob <b@example.org> escreveu:",
        "Bob Example <b@example.org> writes:",
    ],
)
def test_lines_that_introduce_quotations(line: str) -> None:
    """The line that says who wrote belongs to the quotation, in many languages, on one line or two."""
    text = f"{ANSWER}\n\n{line}\n> What did the mayor say?\n\n{ANSWER}"
    assert kinds(text) == [
        ("body", ANSWER),
        ("blockquote", f"{line}\n> What did the mayor say?"),
        ("body", ANSWER),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "-----Original Message-----\nFrom: Bob\nSent: Thursday\n",
        "-----Ursprüngliche Nachricht-----\nVon: Bob\n",
        "---------- Forwarded message ---------\nFrom: Bob <b@example.org>\n",
        "Begin forwarded message:\n",
        "From: Bob Example\nSent: Thursday, February 6, 2020\nTo: Ann\nSubject: ships\n",
        "________________________________\nVon: Bob\nGesendet: Donnerstag\nAn: Ann\nBetreff: Schiffe\n",
        "De : Bob\nEnvoyé : jeudi\nÀ : Ann\nObjet : navires\n",
        "De: Bob\nEnviado el: jueves\nPara: Ann\nAsunto: barcos\n",
        "От: Bob\nОтправлено: четверг\nКому: Ann\nТема: корабли\n",
        "-------- Пересылаемое сообщение --------\n",
        "On Thu, Feb 6, 2020 at 9:00 AM Bob <b@example.org> wrote:\n",
    ],
)
def test_all_that_follows_is_quoted(head: str) -> None:
    """Below the head of another mail all is that mail, without a mark on its lines."""
    found = kinds(f"{ANSWER}\n\n{head}\nThe fleet had left before noon, he said.")
    assert found[0] == ("body", ANSWER)
    assert {kind for kind, _ in found[1:]} == {"blockquote"}
    assert found[-1][1].endswith("The fleet had left before noon, he said.")


def test_signature_and_footer() -> None:
    """What stands under "-- " is about the author; what a list adds is navigation, and so is a device's line."""
    footer = "_______________________________\nQuay mailing list\nquay@example.org"
    assert kinds(f"{ANSWER}\n\n-- \nAnn Example\nThe Lantern\n{footer}") == [
        ("body", ANSWER),
        ("author_bio", "-- \nAnn Example\nThe Lantern"),
        ("navigation", footer),
    ]
    assert kinds(f"{ANSWER}\n\nSent from my iPhone")[-1] == ("navigation", "Sent from my iPhone")
    groups = "-- \nYou received this message because you are subscribed to the group."
    assert kinds(f"{ANSWER}\n{groups}")[-1] == ("navigation", groups)


def test_disclaimer() -> None:
    """A lawyer's lines are a disclaimer."""
    notice = "This e-mail and any attachments are confidential and intended\nsolely for the addressee."
    assert kinds(f"{ANSWER}\n\n{notice}")[-1] == ("disclaimer", notice)


@pytest.mark.parametrize(
    "text",
    [
        "On 7 February 2020 the mayor wrote:\n\nNo ship has been seen.",
        "In 2019 he wrote:\nNo ship has been seen.",
        "From: the quay\nThe fleet left before noon.",
        "The price was 5 > 3, she said.\nAnd -- as ever -- nobody knew.",
        "The committee met on Monday.\n--- \nIt said nothing.",
    ],
)
def test_prose_is_not_quoted(text: str) -> None:
    """A sentence that announces words, and signs in running text, quote nothing."""
    assert not {"blockquote", "author_bio"} & {kind for kind, _ in kinds(text)}


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                ANSWER,
                "> a",
                ">",
                "",
                "-- ",
                "On 1.2.2020 10:00 x@y wrote:",
                "From: a",
                "Sent: b",
                "To: c",
                "____________",
                "unsubscribe",
                "  x",
                "-----Original Message-----",
            ]
        ),
        max_size=25,
    )
)
def test_every_character_is_in_one_zone(lines: list[str]) -> None:
    """Zones stand in order, do not overlap, have no white space at their edges, and leave out nothing else."""
    text = "\n".join(lines)
    content = mail_content(text)
    last = 0
    for zone in content.zones:
        assert not text[last : zone.start].strip()
        piece = text[zone.start : zone.end]
        assert piece == piece.strip() != ""
        last = zone.end
    assert not text[last:].strip()

"""Which column of a row holds what, by its name in a dozen languages, and the document that a row makes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from rashomon.errors import Unreadable
from rashomon.ingest.items import Content
from rashomon.ingest.tables.composed import Composer, body_of, is_markup, one_line, plain, whole_characters
from rashomon.ingest.tables.stamps import dated
from rashomon.records import Signal

NAMES = {
    "text": "full_text fulltext article_body text content_html content_text content_full body_html body_text body_xhtml"
    " body content html article selftext self_text story post tweet message text_content main_text maintext"
    " volltext inhalt artikel nachricht beitrag texte contenu corps texto contenido cuerpo mensaje testo contenuto"
    " corpo conteúdo mensagem mensaje tekst treść inhoud bericht метин текст содержание сообщение зміст повідомлення"
    " metin içerik mesaj نص النص المحتوى محتوى 内容 正文 本文 description summary beschreibung descripción descrizione"
    " descrição описание caption",
    "title": "title headline subject heading titel überschrift schlagzeile betreff titre objet título titulo asunto"
    " titolo oggetto assunto tytuł заголовок название тема назва başlık عنوان العنوان 标题 標題 タイトル",
    "standfirst": "standfirst subtitle subheadline sub_headline teaser abstract lead lede excerpt deck dek untertitel"
    " vorspann chapô chapo entradilla sottotitolo subtítulo лид подзаголовок description summary",
    "author": "author authors byline by_line creator username user_name user from sender screen_name author_name"
    " written_by posted_by attributed_to account autor autorin autoren verfasser verfasserin auteur auteurs autore"
    " autora autores автор авторы yazar كاتب الكاتب 作者 著者",
    "published": "published date_published published_at publish_date published_date publication_date pub_date date_time"
    " datetime date posted_at posted post_date created_at created date_created created_utc created_time version_created"
    " timestamp time sent datum veröffentlicht erschienen zeit date_de_publication publié publié_le fecha"
    " fecha_de_publicación publicado data data_di_pubblicazione pubblicato data_publikacji дата опубликовано"
    " дата_публикации tarih تاريخ التاريخ 日期 日付",
    "updated": "updated updated_at date_modified modified modified_at last_modified date_updated aktualisiert geändert"
    " mis_à_jour actualizado обновлено",
    "url": "url link permalink web_url source_link adresse lien enlace ссылка адрес رابط 链接 canonical_url uri",
    "outlet": "outlet publisher publication newspaper site site_name feed_title feed domain channel subreddit source"
    " source_name medium zeitung quelle média journal fuente medio fonte testata veículo źródło bron"
    " источник издание сми kaynak"
    " مصدر المصدر 来源",
    "language": "language lang in_language sprache langue idioma lingua língua język taal язык мова dil لغة اللغة 语言",
    "id": "id guid id_str uid uuid identifier nr no number nummer número номер",
    "based_on": "based_on is_based_on source_url original_url via_url in_reply_to_url",
}
"""For each field the names of its columns, the surest first; case, spaces, dashes and underscores do not count."""
BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|oleh)\s+(?=\S)", re.IGNORECASE)
WANTED = "text, body, content, message or full_text"
INSIDE = ("text", "rendered", "value", "html", "full_text")
"""Keys under which an object that stands in a text's place keeps its words."""
MAX_NAMED = 12
MAX_LIST = 200


def squeezed(name: str) -> str:
    """A column's name as it is compared: letters and digits alone, case and compatibility forms folded."""
    return _squeezed(name[:80])


@lru_cache(maxsize=4096)
def _squeezed(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


@cache
def ranks() -> dict[str, tuple[tuple[str, int], ...]]:
    """The fields that a squeezed name may stand for, each with the place of the name in its list."""
    found: dict[str, list[tuple[str, int]]] = {}
    for field, names in NAMES.items():
        for rank, name in enumerate(names.split()):
            entry = found.setdefault(squeezed(name), [])
            if field not in (known for known, _ in entry):
                entry.append((field, rank))
    return {name: tuple(fields) for name, fields in found.items()}


def fields_of(name: str) -> tuple[str, ...]:
    """The fields that a column of this name may hold; none for an unknown one."""
    return tuple(field for field, _ in ranks().get(squeezed(name), ()))


def has_text_column(names: Iterable[str]) -> bool:
    """Whether one of the columns may hold the text."""
    return any("text" in fields_of(name) for name in names)


def by_field(row: Mapping[str, Any]) -> dict[str, list[tuple[str, Any]]]:
    """The row's columns for each field, the surest first, as pairs of the column's own name and its value."""
    found: dict[str, list[tuple[int, str, Any]]] = {}
    for name, value in row.items():
        for field, rank in ranks().get(squeezed(name), ()):
            found.setdefault(field, []).append((rank, name, value))
    return {
        field: [(name, value) for _, name, value in sorted(columns, key=lambda c: c[0])]
        for field, columns in found.items()
    }


def words_of(value: Any, depth: int = 4) -> str:
    """The text in a column: a string, an object's `text`, or the parts of a list joined as some exports split them."""
    if isinstance(value, str):
        return value
    if depth == 0:
        return ""
    if isinstance(value, list):
        return "".join(words_of(part, depth - 1) for part in value[:10_000])
    if isinstance(value, dict):
        return next((text for key in INSIDE if (text := words_of(value.get(key), depth - 1))), "")
    return ""


def names_of(value: Any, depth: int = 4) -> str:
    """Names in a string, a list, or an object's name; a number is none."""
    if isinstance(value, str):
        return one_line(value)
    if depth == 0:
        return ""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, (names_of(part, depth - 1) for part in value[:MAX_LIST]))))
    if isinstance(value, dict):
        keys = ("name", "display_name", "displayName", "title", "screen_name", "username", "acct")
        return next((found for key in keys if (found := names_of(value.get(key), depth - 1))), "")
    return ""


def person(author: str) -> str:
    """An author's name without the word that bylines begin with."""
    return BY.sub("", author)


def first_of(columns: Iterable[tuple[str, Any]]) -> tuple[str, str]:
    """The first column with words in it: its name, its words."""
    return next(((name, text) for name, value in columns if (text := words_of(value)).strip()), ("", ""))


def readable(row: Mapping[str, Any]) -> bool:
    """Whether the row has a text, or a headline beside a column for a text."""
    columns = by_field(row)
    if first_of(columns.get("text", ()))[0]:
        return True
    return bool(first_of(columns.get("title", ()))[0]) and "text" in columns


def refusal(names: Iterable[str]) -> str:
    """The reason for refusing a table or an object without a text: the columns found, and those wanted."""
    found = [one_line(str(name))[:40] for name in names]
    more = f" and {len(found) - MAX_NAMED} more" if len(found) > MAX_NAMED else ""
    listed = ", ".join(found[:MAX_NAMED]) + more if found else "none"
    return (
        f"JSON or table data in which no column holds a text (columns: {listed}; wanted: one named {WANTED}); "
        "rename the column, or save each text as a .txt or HTML file of its own"
    )


def read_row(row: Mapping[str, Any], media_type: str) -> Content:
    """The document that a row makes: title, author and date, body; a post without a title is its body alone.

    Raises `Unreadable`, with the columns found and wanted, when there is no text.
    """
    columns = by_field(row)
    if not readable(row):
        raise Unreadable(refusal(row))
    _, title = first_of(columns.get("title", ()))
    name, body = first_of(columns.get("text", ()))
    author = next((found for _, value in columns.get("author", ()) if (found := names_of(value))), "")
    composer = Composer()
    if title.strip():
        composer.add(without_tags(title), "headline")
        composer.add(author, "byline")
        composer.add(written_stamp(columns), "dateline", "\n" if author else "\n\n")
        composer.add(standfirst(columns, name, body), "standfirst")
    composer.add_content(content_in(name, body))
    if composer.empty:
        raise Unreadable("a row whose text shows nothing once its markup is taken away")
    return composer.content(media_type, signals_of(columns, author))


def content_in(name: str, value: str) -> Content:
    """The content of a text column; a name that says what is in it is believed."""
    import html

    known = squeezed(name)
    if known in {"contenttext", "textcontent", "texttext"}:
        return plain(whole_characters(value).strip())
    if known.endswith("html") and not is_markup(value):
        return plain(whole_characters(html.unescape(value)).strip())
    return body_of(value)


def standfirst(columns: Mapping[str, list[tuple[str, Any]]], used: str, body: str) -> str:
    """A short text beside the body, unless it is the body's own beginning."""
    for name, value in columns.get("standfirst", ()):
        text = without_tags(words_of(value))
        if name != used and 0 < len(text) <= 600:
            start = squeezed(text[:60]).removesuffix("etc")
            return "" if start in squeezed_text(body) else text
    return ""


def squeezed_text(text: str) -> str:
    """The letters and digits of the first part of a text."""
    return "".join(c for c in re.sub(r"<[^<>]*>", "", text[:4000]).casefold() if c.isalnum())


def without_tags(text: str) -> str:
    """A line without the tags and references that feeds leave in titles."""
    import html

    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,500}>", "", text)
    return one_line(text)


def written_stamp(columns: Mapping[str, list[tuple[str, Any]]]) -> str:
    """The date as the row writes it, with the day where that is a number of seconds."""
    for name, value in columns.get("published", ()):
        found = dated("published", value, name)
        if found:
            number = not isinstance(value, str) or value.strip().replace(".", "").isdecimal()
            return found[0].value if number else one_line(value)[:120]
    return ""


def signals_of(columns: Mapping[str, list[tuple[str, Any]]], author: str) -> list[Signal]:
    """What the columns say, with the column's name as the place."""
    found: list[Signal] = []
    for field in ("title", "outlet", "language", "url", "based_on"):
        for name, value in columns.get(field, ()):
            text = without_tags(names_of(value)) if field != "url" else names_of(value)
            if field == "language":
                match = re.match(r"([a-zA-Z]{2,3})(?:[-_]|$)", text)
                text = match.group(1).lower() if match else ""
            if text:
                found.append(Signal(field=field, value=text[:2000], where=f"column {name[:40]}"))
    if author:
        found.append(Signal(field="author", value=person(author)[:500], where=f"column {columns['author'][0][0][:40]}"))
    for field in ("published", "updated"):
        for name, value in columns.get(field, ()):
            found += dated(field, value, f"column {name[:40]}")
    # A column whose day is certain comes before one that has to be guessed at, whatever their names.
    return sorted(found, key=lambda signal: signal.p != 0.0)

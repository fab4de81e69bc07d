"""What class names, ids and itemprops say of an element: each word's meaning, looked up once a process."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rashomon.records import ZoneKind

LONGEST = 60
"""Characters: a longer class name is made by a machine and says nothing."""


class Said(NamedTuple):
    """What one word says: that comments are inside, that one comment is, a role inside comments and outside, a box."""

    area: bool = False
    item: bool = False
    inside: str = ""
    outside: str = ""
    box: ZoneKind | None = None


NOTHING = Said()
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
AREA = re.compile(
    r"(?:comments?|comment-?list|comment-(?:list|area|section|thread|wrapper|container|body|content|text|item|stream)s?"
    r"|comments-(?:list|area|section|wrapper|container|thread|content|block|stream|wrap)|disqus-thread|dsq-.*|post-list"
    r"|wpdcom|wpd-thread.*|wpd-comment.*|wc-(?:thread|comment).*|wpdiscuz.*|fb-comments|respond|(?:reader|user)s?-?comments?"
    r"|kommentare?|commentaires?|comentarios?|commenti|kommentarer|reacties|discussion-thread|livefyre.*|talk-stream.*"
    r"|coral(?:-(?:talk|stream|comment|thread|comments))?.*|hyvor-talk.*|isso-thread|remark42|vf-comments|viafoura|spot-im.*"
    r"|webmention(?:s|-list)?|u-comment|h-cite|p-comment)"
)
ITEM = re.compile(
    r"(?:comment|comment-(?:item|wrap|body|entry|container|node|\d+)|(?:div|li|wpd|wc)?-?comm(?:ent)?-?[\d-]+|wpd-comment"
    r"|wc-comment|kommentar|commentaire|comentario|dsq-comment(?:-\d+)?|c-comment|comment-reply|user-comment|isso-comment"
    r"|(?:single|one|each|user|parent|child|reader)-comment|coral-comment|talk-comment|u-comment|p-comment|webmention|h-cite)"
)
DISQUS_ITEM = re.compile(r"post(?:-\d+)?")
NOT_COMMENT = re.compile(r"count|link|form|number|icon|toggle|button|open|closed|off|status|policy|guideline")
WHO = re.compile(
    r"(?:who|author|vcard|fn|(?:comment-?|wpd-comment-|coral-|post-|p-)?(?:author|user-?name|commenter|nick-?name|display-?name)"
    r"(?:-(?:name|link|meta))?|user|name|p-author|commenter|nick(?:name)?|publisher-anchor-color|coral-username.*"
    r"|coral-comment-username.*|url-author|screen-name)"
)
WHEN = re.compile(
    r"(?:when|date|time|timestamp|time-?ago|posted|published|date-?(?:created|published)|dt-published|posted-(?:on|at)"
    r"|(?:comment|wpd-comment|wc-comment|post)-?(?:date|meta|metadata|time|age|timestamp).*|coral-timestamp.*|coral-comment-timestamp.*)"
)
REPLIED = re.compile(
    r"(?:wpd|wc)-reply-to|in-?reply-?to.*|coral-comment-in-?reply-?to.*|parent-link(?:-container)?|reply-to"
)
CONTROLS = re.compile(
    r"(?:reply|replies|comment-?reply-?(?:link)?|wpd-(?:comment-footer|vote|reply-button|rating|tools|comment-link|action).*"
    r"|wc-(?:comment-footer|footer|vote|reply-button|comment-link).*|comment-?(?:actions?|footer|controls|buttons|vote|tools|edit).*"
    r"|votes?|voting|likes?|actions|post-menu|dropdown|coral-comment-(?:action-?bar|\w+-?button).*"
    r"|edit-?link|comment-respond|comment-form.*|nocomments|comment-navigation|screen-reader-text|avatar)"
)
SAID = re.compile(r"says|said|dit|dice|sagt")
BYLINE = re.compile(
    r"(?:by-?line.*|.*-byline.*|author(?:s|-?(?:name|names|line|info|link|meta))?|autor(?:en|es)?|auteurs?|verfasser"
    r"|signature|credit|(?:entry|post|article|p)-author|.*--author)"
)
DATELINE = re.compile(
    r"(?:date|dateline|.*-dateline|(?:post|entry|article|pub|publish(?:ed)?|published|content|story|dt)"
    r"-?(?:date|time|on|at|meta|published|updated)|timestamp|datum|posted-on|post-?(?:date|time)|meta|.*--(?:date|time|timestamp)"
    r"|date-?(?:published|modified|time)|pubdate|publication-date|last-?(?:updated|modified)|update-?time)"
)
STANDFIRST = re.compile(
    r"(?:standfirst|dek|deck|sub-?(?:title|head|headline|heading)|.*-(?:standfirst|dek|subtitle|subheadline|sub-headline"
    r"|intro|summary|lead|lede|chapo|vorspann|teaser-?text)|intro(?:text)?|summary|chapo|sapo|vorspann|entradilla|bajada"
    r"|excerpt|kicker-?text|p-summary|article-?lead|article-?description)"
)
BOXES: tuple[tuple[ZoneKind, re.Pattern[str]], ...] = (
    (
        "related",
        re.compile(
            r"(?:(?:.*-)?(?:related|recommend(?:ed|ation|ations|s)?|recirc(?:ulation)?|outbrain|taboola|zergnet|revcontent|mgid"
            r"|plista|ligatus|upnext|readmore|seealso|alsoread|readnext|recommender)(?:-.*)?"
            r"|(?:.*-)?(?:more|also|read|see|next|prev|previous|must|most|up)-(?:from|on|stories|news|articles|posts?|read|also"
            r"|next|more|like|reads|viewed|popular|headlines|coverage)(?:-.*)?"
            r"|you-(?:may|might).*|trending(?:-.*)?|popular(?:-(?:posts?|stories|articles|news|now))?"
            r"|(?:latest|top|other|similar|suggested|featured|linked)-(?:news|stories|posts?|articles|headlines|story|content)(?:-.*)?"
            r"|(?:post|posts|article|story)-(?:navigation|nav|links)|nav-(?:links|previous|next)|inline-?links?|teaser-?(?:list|box)s?"
            r"|jp-relatedposts|crp-related|yarpp.*|aside-?related|interlink.*|promo-?(?:list|links|box)|ntv-.*)"
        ),
    ),
    (
        "support",
        re.compile(
            r"(?:.*-)?(?:donat(?:e|ion|ions|ing)|patreon|paypal|support-?us|contributions?-?(?:box|banner|epic)?|spenden|soutenir"
            r"|crowdfunding|kofi|ko-fi|buymeacoffee|membership-?(?:box|cta|banner)|reader-revenue.*)(?:-.*)?"
        ),
    ),
    (
        "rating",
        re.compile(
            r"(?:(?:.*-)?(?:star-?ratings?|post-?ratings?|kk-star-ratings|gdrts.*|rating-?(?:stars|box|widget|form)|yasr.*|rmp-.*"
            r"|vote-?(?:box|buttons|count)|thumbs)|ratings?|voting|votes?|starrating)"
        ),
    ),
    (
        "share",
        re.compile(
            r"(?:(?:.*-)?(?:share|sharing|sharedaddy|shares|addtoany|addthis|shariff|sharethis|a2a-kit|heateor|ssba|essb"
            r"|social-?(?:share|sharing|media|links|icons|buttons|bar|tools|list|networks))(?:-.*)?|socials?|sd-.*)"
        ),
    ),
    (
        "author_bio",
        re.compile(
            r"(?:.*-)?(?:(?:author|autor|contributor|writer)-?(?:bio|box|info-box|card|about|description|desc|details|profile|section)"
            r"|about-?(?:the-?)?(?:author|writer|autor)|bio-?(?:box|text)|biography|saboxplugin|abh-box|pp-author-boxes?)(?:-.*)?"
        ),
    ),
    ("disclaimer", re.compile(r"(?:.*-)?(?:disclaimer|legal-?notice|disclosure)(?:-.*)?")),
    (
        "navigation",
        re.compile(
            r"(?:(?:.*-)?(?:newsletters?|subscri(?:be|ption|ptions)|sign-?up|cookies?|consent|gdpr|paywall|log-?in|breadcrumbs?|navbar"
            r"|nav|navigation|navi|menus?|sub-?nav|copyright|tag-?(?:list|links|cloud|s)|post-?tags|tags-?links|topics?-?(?:list|tags)"
            r"|ads?|adverts?|advertisement|advertising|adslot|ad-?(?:unit|slot|container|wrapper|label|box)|sponsor(?:ed|s)?|pagination"
            r"|pager|modal|popup|pop-?over|overlay|toc|table-of-contents|toolbar|edit-?section|editsection|mailchimp|mc4wp.*|site-footer"
            r"|page-footer|site-header|masthead|skip-?link|screen-reader-text|visually-?hidden|sr-only|noprint|printfooter|catlinks"
            r"|mw-jump.*|reflist-nav|app-?(?:promo|download|banner)|promo-?(?:banner|bar)|notification-?(?:bar|box)|alert-?bar"
            r"|follow-?(?:us|button|buttons|box|links)|live-?ticker-?nav|print-?(?:link|only)|slideshow-?nav|search-?(?:form|box))"
            r"|tags|tagged|categories|post-categories|cat-links|footer|widget(?:-area|-title)?|sidebar|side-?bar|right-?rail|left-?rail)"
        ),
    ),
)


@lru_cache(maxsize=16384)
def said(word: str) -> Said:
    """What a word of a class, an id or an itemprop says; letter case, camel humps and underscores do not matter."""
    if len(word) > LONGEST:
        return NOTHING
    name = re.sub(r"[-_\s.:]+", "-", CAMEL.sub("-", word)).strip("-").lower()
    if not name:
        return NOTHING
    inside = next((role for role, pattern in INSIDE if pattern.fullmatch(name)), "")
    found = Said(
        area=bool(AREA.fullmatch(name)) and not NOT_COMMENT.search(name),
        item=bool(ITEM.fullmatch(name)),
        inside=inside or ("post" if DISQUS_ITEM.fullmatch(name) else ""),
        outside=next((role for role, pattern in OUTSIDE if pattern.fullmatch(name)), ""),
        box=next((kind for kind, pattern in BOXES if pattern.fullmatch(name)), None),
    )
    return found if found != NOTHING else NOTHING


INSIDE = (("controls", CONTROLS), ("said", SAID), ("reply", REPLIED), ("when", WHEN), ("who", WHO))
OUTSIDE = (("byline", BYLINE), ("dateline", DATELINE), ("standfirst", STANDFIRST))

"""What one may ask of a case: the verbs that list and show, each typed and documented once; none of them changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from rashomon import __version__, asking, settings
from rashomon.across import CopyRow, DisputeRow, IdentityRow, LineageRow, StatementRow
from rashomon.answers import (
    ClaimRow,
    DocumentRow,
    DriftRow,
    FindingRow,
    Hit,
    PlaceRow,
    QuantityRow,
    Shown,
    Status,
    TimeRow,
)
from rashomon.checking import checked
from rashomon.operations import operation
from rashomon.records import (
    Anchor,
    Attitude,
    Certainty,
    CheckKind,
    CopyKind,
    DocumentKind,
    DriftKind,
    EntityKind,
    Evidence,
    Form,
    Identification,
    Judgement,
    Outcome,
    Skip,
    TimeType,
)
from rashomon.showing import shown
from rashomon.store import Store
from rashomon.text import encodable

if TYPE_CHECKING:
    from rashomon.crossing import Crossing

Kind = Literal["article", "comment", "repaired", "all"]


class Questions:
    """The verbs of a case that only read it."""

    _store: Store

    @operation()
    def documents(
        self, name: str = "", title: str = "", outlet: str = "", kind: Kind = "article", limit: int = 0
    ) -> list[DocumentRow]:
        """List the documents by name; readers' comments, which are documents too, when asked for.

        Args:
            name: Only documents whose name has this in it; case and accents do not matter.
            title: Only documents whose title has this in it.
            outlet: Only documents whose outlet has this in it.
            kind: Articles, readers' comments, texts with garbled characters repaired, or all.
            limit: At most so many; 0 for all.
        """
        contains = {"d.name": name, "d.title": title, "d.outlet": outlet}
        kinds = get_args(DocumentKind) if kind == "all" else (kind,)
        return self._store.documents(contains, limit=asking.at_most(limit), kinds=kinds)

    @operation()
    def claims(  # noqa: PLR0913 - a filter for each thing one can ask of a claim, always named
        self,
        *,
        source: str = "",
        speaker: str = "",
        outlet: str = "",
        text: str = "",
        attitude: Literal["", Attitude] = "",
        certainty: Literal["", Certainty] = "",
        evidence: Literal["", Evidence] = "",
        identification: Literal["", Identification] = "",
        via: str = "",
        form: Literal["", Form] = "",
        document: str = "",
        kind: Kind = "article",
        own_voice: bool = False,
        limit: int = 0,
    ) -> list[ClaimRow]:
        """List the claims in the order of their documents: who says it, with which words, what, on whose word.

        Claims in readers' comments are left out unless they, or a comment, are asked for.

        Args:
            source: Only claims whose source, as written, has this in it; case and accents do not matter.
            speaker: Only claims of somebody who has this in the name, also where the text says "he".
            outlet: Only claims in documents of an outlet that has this in its name.
            text: Only claims whose content has this in it.
            attitude: Only claims with this attitude of their source.
            certainty: Only claims of which their source is so certain, in the values of FactBank.
            evidence: Only claims that offer this evidence.
            identification: Only claims whose source is so identified.
            via: Only claims that have this in a name of their chain, from the outlet to the origin.
            form: Only direct, mixed or indirect speech.
            document: Only claims of the document with this id or name.
            kind: Claims of articles (their repaired texts among them), of readers' comments, or all.
            own_voice: In place of claims, what documents say in their own voice, without a source.
            limit: At most so many; 0 for all.
        """
        contains = {"c.source": source, "c.speaker_name": speaker, "d.outlet": outlet, "c.content": text, "c.via": via}
        equal: dict[str, str] = {"attitude": attitude, "certainty": certainty, "evidence": evidence}
        equal |= {"form": form, "identification": identification}
        return asking.claims(self._store, contains, equal, (document, kind), own_voice, limit)

    @operation()
    def headlines(self, outlet: str = "", kind: Literal["", DriftKind] = "", document: str = "") -> list[DriftRow]:
        """List what headlines say more surely, of others, or otherwise than the texts below them; each a question.

        Args:
            outlet: Only headlines of an outlet that has this in its name.
            kind: Only drift in certainty, in who says it, in a loaded word, or what nothing in the text supports.
            document: Only the headlines of the document with this id or name.
        """
        return asking.drifts(self._store, outlet, kind, document)

    @operation()
    def times(  # noqa: PLR0913 - a filter for each thing one can ask, always named
        self,
        *,
        since: str = "",
        until: str = "",
        type: Literal["", TimeType] = "",  # noqa: A002 - the word that TIMEX3 has for it
        anchor: Literal["", Anchor] = "",
        text: str = "",
        outlet: str = "",
        document: str = "",
        kind: Kind = "article",
        limit: int = 0,
    ) -> list[TimeRow]:
        """List the times: the words, the earliest and the latest day they can mean, and what that hangs on.

        Args:
            since: Only times that may lie on or after this day (YYYY-MM-DD).
            until: Only times that may lie on or before this day (YYYY-MM-DD).
            type: Only dates, times of day, durations or sets ("every Friday").
            anchor: Only times that hang on the document date, on another expression, or on an event.
            text: Only times whose words have this in them; case and accents do not matter.
            outlet: Only times in documents of an outlet that has this in its name.
            document: Only times of the document with this id or name.
            kind: Times of articles (their repaired texts among them), of readers' comments, or all.
            limit: At most so many; 0 for all.
        """
        contains, equal = {"words": text, "d.outlet": outlet}, {"type": type, "anchor": anchor}
        return asking.times(self._store, contains, equal, (document, kind), (since, until), limit)

    @operation()
    def places(  # noqa: PLR0913 - as above
        self,
        *,
        name: str = "",
        country: str = "",
        near: str = "",
        outlet: str = "",
        document: str = "",
        kind: Kind = "article",
        limit: int = 0,
    ) -> list[PlaceRow]:
        """List the places: the words, the place they stand for as a circle on the map, and which it might be instead.

        Args:
            name: Only places whose words or name have this in them; case and accents do not matter.
            country: Only places in this country (ISO 3166 code, for example IQ).
            near: Only places that may lie within a distance of a point, as LAT,LON,KILOMETRES.
            outlet: Only places in documents of an outlet that has this in its name.
            document: Only places of the document with this id or name.
            kind: Places of articles (their repaired texts among them), of readers' comments, or all.
            limit: At most so many; 0 for all.
        """
        contains, equal = {"named": name, "d.outlet": outlet}, {"country": country.upper()}
        return asking.places(self._store, contains, equal, (document, kind), near, limit)

    @operation()
    def quantities(  # noqa: PLR0913 - as above
        self,
        *,
        of: str = "",
        unit: str = "",
        event: str = "",
        outlet: str = "",
        document: str = "",
        kind: Kind = "article",
        limit: int = 0,
    ) -> list[QuantityRow]:
        """List the quantities: how many at least and at most, of what, in which unit, and who says so.

        Args:
            of: Only numbers of what has this in its words; case and accents do not matter.
            unit: Only numbers of this unit, for example kilometre, percent, US dollar.
            event: Only numbers of what takes part in this, for example kill, wound, fire.
            outlet: Only quantities in documents of an outlet that has this in its name.
            document: Only quantities of the document with this id or name.
            kind: Quantities of articles (their repaired texts among them), of readers' comments, or all.
            limit: At most so many; 0 for all.
        """
        contains, equal = {'c."of"': of, "d.outlet": outlet}, {"unit": unit, "event": event}
        return asking.quantities(self._store, contains, equal, (document, kind), limit)

    @operation()
    def checks(
        self, kind: Literal["", CheckKind] = "", outcome: Literal["", Outcome] = "", document: str = ""
    ) -> list[FindingRow]:
        """Check values against one another, the calendar and the map: what fits, what does not, what cannot be checked.

        A finding is a question for a person, never a verdict; what does not fit comes first.

        Args:
            kind: Only checks of distances, durations, weekdays, order, arithmetic, ranges of numbers, or headlines.
            outcome: Only what fits, what does not fit, or what cannot be checked.
            document: Only what touches the document with this id or name.
        """
        return asking.findings(self._store, checked(self._store), kind, outcome, document)

    @operation()
    def entities(
        self,
        name: str = "",
        kind: Literal["", EntityKind, "people", "unknown"] = "",
        document: str = "",
        suggested: bool = False,
        limit: int = 0,
    ) -> list[IdentityRow]:
        """List who is who across documents: names, roles, why they are taken for one, and who else it may be.

        Args:
            name: Only those who have this in one of their names; case and accents do not matter.
            kind: Only persons, organisations, places and so on.
            document: Only those whom the document with this id or name names.
            suggested: Only those who may be the same as somebody else, which a person has to say (merge, split).
            limit: At most so many; 0 for all.
        """
        return self._across().entities(name, asking.one_of("entity", kind), document, suggested, limit)

    @operation()
    def copies(
        self, kind: Literal["", CopyKind] = "", outlet: str = "", document: str = "", limit: int = 0
    ) -> list[CopyRow]:
        """List the passages that stand in two documents, verbatim, edited or reworded, the longest first.

        Args:
            kind: Only full copies, shared quotations, reworded passages and so on.
            outlet: Only copies that touch a document of an outlet with this in its name.
            document: Only copies that touch the document with this id or name.
            limit: At most so many; 0 for all.
        """
        return self._across().copies(asking.one_of("copy", kind), outlet, document, limit)

    @operation()
    def lineage(
        self, claim: str = "", statement: str = "", via: str = "", document: str = "", limit: int = 0
    ) -> list[LineageRow]:
        """List who hands on each claim, across documents, from the page that has it to its origin.

        Args:
            claim: Only the way of the claim, or own-voice sentence, with this id.
            statement: Only those of the members of the statement with this id.
            via: Only ways through somebody who has this in the name; case and accents do not matter.
            document: Only those of the document with this id or name.
            limit: At most so many; 0 for all.
        """
        return self._across().lineage(claim, statement, via, document, limit)

    @operation()
    def statements(
        self, text: str = "", speaker: str = "", document: str = "", alone: bool = False, limit: int = 0
    ) -> list[StatementRow]:
        """List what claims say in common, with how many independent origins, and what agrees with or contradicts it.

        Args:
            text: Only statements with this in their words or in those of a member; case and accents do not matter.
            speaker: Only statements of somebody who has this in the name.
            document: Only statements that the document with this id or name has.
            alone: Those of a single claim, too.
            limit: At most so many; 0 for all.
        """
        return self._across().statements(text, speaker, document, alone, limit)

    @operation()
    def disputes(self, text: str = "", document: str = "", limit: int = 0) -> list[DisputeRow]:
        """List what documents contradict each other on: both sides, who says it, how surely, on how many origins.

        Each is a question for a person, never a verdict.

        Args:
            text: Only disputes with this in what they are about or in a side; case and accents do not matter.
            document: Only disputes with a side that the document with this id or name has.
            limit: At most so many; 0 for all.
        """
        return self._across().disputes(text, document, limit)

    def _across(self) -> Crossing:
        """What was found between the documents, worked out first where that is not kept."""
        from rashomon.crossing import Crossing
        from rashomon.linking import links

        return Crossing(self._store, links(self._store))

    @operation()
    def show(self, id: str) -> Shown:  # noqa: A002 - the word that every list has for it
        """Show a claim, a value, a document or a span (DOCUMENT:START-END) in its place, with all that touches it.

        Args:
            id: The id of a claim, a time, a place, a quantity or a document, the name of a document, or a span such as
                d0123456789ab:120-180.
        """
        name = encodable(id)
        claim = self._store.claim(name)
        if claim is not None:
            return shown(self._store, "claim", claim.doc, *self._store.extent(name))
        value = asking.value(self._store, name)
        if value is not None:
            return shown(self._store, *value)
        span = asking.SPAN.fullmatch(name)
        if span and not self._store.documents(doc=name):
            return shown(
                self._store, "span", asking.document(self._store, span["doc"]).id, int(span["start"]), int(span["end"])
            )
        found = asking.document(self._store, name)
        return shown(self._store, "document", found.id, 0, found.characters)

    @operation()
    def search(self, text: str, limit: int = settings.SEARCH_HITS) -> list[Hit]:
        """Search documents and claims for words, best hits first.

        Args:
            text: Plain words, all of which must occur; "a phrase"; -word for one that must not occur.
            limit: At most so many; 0 for all.
        """
        from rashomon.search import hit, match_expression

        expression, most = match_expression(text), asking.at_most(limit)
        hits = [hit("document", row) for row in self._store.search("document", expression, most)]
        hits += [hit("claim", row) for row in self._store.search("claim", expression, most)]
        hits.sort(key=lambda h: (h.rank, h.kind, h.id))
        return hits[: most or None]

    @operation()
    def skips(self) -> list[Skip]:
        """List what could not be used, with the stage that gave up and the reason."""
        return self._store.skips()

    @operation()
    def status(self) -> Status:
        """Show what the case holds: counts, versions, and how its rows were made."""
        return self._store.status(__version__)

    @operation()
    def judgements(self, document: str = "") -> list[Judgement]:
        """List what people decided, in the order in which they did.

        Args:
            document: Only decisions about the document with this id or name.
        """
        return self._store.judgements(asking.document(self._store, document).id if document else "")

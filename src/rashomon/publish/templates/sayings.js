// Claims and own-voice sentences as lines of a list: who says it, how, in which words, where.

const saidOnes = [];

/** What a number stands for: a claim, or a sentence of a document's own. */
function sayingOf(n) {
  if (saidOnes[n]) return saidOnes[n];
  const [place, number, start, end, certainty] = linked.said[n];
  const source = documents[place];
  const claim = number ? source.list[number - 1] : null;
  return (saidOnes[n] = claim
    ? { claim, source, who: claim.who, what: claim.what || claim.cue, certainty: claim.certainty, href: `#claim-${claim.id}` }
    : { claim, source, who: "", what: oneLine(source.cut(start, end)), certainty: code("certainty", certainty), href: `#at-${source.id}-${start}-${end}` });
}

const UNNAMED_WORDS = ["", "", "kept unnamed", "source not stated"];
/** What marks somebody who is not named; nothing where the name says it itself. */
const unnamedWord = (identified, name) => (/^(nobody named|not stated who|somebody not named)?$/i.test(name) ? "" : UNNAMED_WORDS[identified] ?? "");

/** What is done with the words where they are not simply said: denied, doubted, asked. */
const actOf = ({ claim }) => (!claim?.attitude || ["assert", "confirm", "believe", "predict"].includes(claim.attitude) ? [] : [make("small", { className: "act" }, make("bdi", {}, visible(sayer_({ claim, who: claim.who }))), ` ${worded("attitude", claim.attitude)}`), " "]);

/** Who says it, in words; a document that asserts it itself stands for itself. */
const sayer_ = ({ claim, who, source }) => (claim ? who || "no speaker found" : source.outlet ? `${source.outlet} itself` : "the document itself");

/** Words without marks around all of them, nor one at an end that nothing closes: the page brings its own. */
function unquoted(text) {
  const words_ = text.trim();
  const whole = /^["“”„«»‘'](?<inside>[^"“”„«»]*)(?:["”“»][^\p{L}\p{N}…]*)?$/u.exec(words_);
  if (whole) return whole.groups.inside.trim().replace(/^(?<said>[^'’]*)['’]$/u, "$<said>");
  return /^[^"“„«»]*[”»"]$/u.test(words_) ? words_.slice(0, -1).trim() : words_;
}

/** Words in quotation marks, unless they bring their own. */
const inQuotes = (text, ...inside) => make("q", { dir: "auto", className: /^["“”„«»‘']/.test(unquoted(text)) ? "bare" : undefined }, ...inside);

/** A day of publication in words; what is no day as it is. */
const publishedOn = ({ published }) => published.replace(/\d{4}-\d\d-\d\d/, (day) => dayName(dayOf(day)));

const AT_MOST = 260;
const short = (text, most = AT_MOST) => (text.length > most ? `${text.slice(0, most).replace(/\s\S*$/, "")} …` : text);

/** The words as a link to where they stand. */
const wordsLink = (said) => inQuotes(said.what, make("a", { href: said.href }, visible(short(unquoted(said.what)) || "(empty)")));

/** Where a line's words stand: outlet or title, and the day. */
function whence({ source }) {
  return make("span", { className: "whence" }, toDocument(source), ...(source.published ? [`, ${publishedOn(source)}`] : []));
}

/** A claim or sentence in a list. */
function sayingLine(n, tag = "div") {
  const said = sayingOf(n);
  const { claim } = said;
  const unnamed = claim ? unnamedWord(KNOWN.indexOf(claim.identified), said.who) : "";
  const how = [claim?.attitude && worded("attitude", claim.attitude), said.certainty && worded("certainty", said.certainty), claim?.evidence && `evidence: ${worded("evidence", claim.evidence)}`].filter(Boolean);
  return make(tag, { className: "says" },
    make("b", {}, make("bdi", {}, visible(sayer_(said)))),
    ...(unnamed ? [" ", make("small", { className: "mark anonymous" }, unnamed)] : []),
    ...(how.length ? [" ", make("small", {}, how.join(" · "))] : []), " ", wordsLink(said), " ", whence(said));
}

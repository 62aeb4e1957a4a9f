// The messages of a chat in the order of their time; one that changed keeps its place.

/** Messages by id. One that the server has not taken yet has no `seq`. */
export class History {
  ordered = [];
  #byId = new Map();
  #seen = 0;

  /** The newest instant there is, in milliseconds. */
  get lastAt() {
    return this.ordered.at(-1)?.when ?? 0;
  }

  /** The `seq` of the assistant's latest words, or 0. */
  get answeredSeq() {
    return Math.max(0, ...this.ordered.filter((each) => each.from === "bot").map((each) => each.seq));
  }

  /** The message whose choices are the current ones: the last that came, or was changed by one's own words. */
  get current() {
    const offering = this.ordered.filter((each) => each.from === "bot" && each.buttons.length);
    return offering.reduce((last, each) => (last && last.offered > each.offered ? last : each), undefined);
  }

  get(id) {
    return this.#byId.get(id);
  }

  /** Add a message or put a newer form of it in its place. Says whether it was new. */
  put(message) {
    const known = this.#byId.get(message.id);
    if (known?.seq > message.seq) return false;
    const when = new Date(message.at).getTime();
    const entry = { ...message, when, seen: known?.seen ?? ++this.#seen, offered: this.#offered(known, when) };
    if (known) this.#take(known);
    this.#byId.set(entry.id, entry);
    this.ordered.splice(this.#place(entry), 0, entry);
    return !known;
  }

  drop(id) {
    const known = this.#byId.get(id);
    if (known) this.#take(known);
    this.#byId.delete(id);
  }

  // One that tells how far something is changes by itself: it takes the choices from nobody.
  #offered(known, when) {
    if (!known) return when;
    const newest = this.ordered.reduce((last, each) => ((each.seq ?? Infinity) >= (last.seq ?? Infinity) ? each : last));
    return newest.from === "me" ? this.lastAt : known.offered;
  }

  #take(entry) {
    this.ordered.splice(this.ordered.indexOf(entry), 1);
  }

  // From the end, where nearly everything belongs.
  #place(entry) {
    let place = this.ordered.length;
    while (place > 0 && isAfter(this.ordered[place - 1], entry)) place -= 1;
    return place;
  }
}

function isAfter(one, other) {
  if (one.when !== other.when) return one.when > other.when;
  return one.seq && other.seq ? one.seq > other.seq : one.seen > other.seen;
}

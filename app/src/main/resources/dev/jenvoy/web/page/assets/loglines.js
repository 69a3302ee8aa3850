// The lines of a log, made of its pieces: which stream, when each began, groups, and what is omitted. A line has its place
// from its first character on, so that numbers never change while a log grows.

import { after, plain, START } from './ansi.js';

/** The most characters that a page holds of one log. Of a longer one, the beginning and the end are held. */
const MOST = 24_000_000;
const BEGINNING = 2000;

const ERROR = /\b(?:error|fatal|panic(?:ked)?|exception|traceback|failed|failure|cannot|can't|could not|no such|not found|denied|refused|unable to)\b/i;
const HARMLESS = /\b(?:0|no) (?:errors?|failures?|failed)\b|\bfailed: 0\b|\bwithout (?:an? )?errors?\b/i;
const GROUP = /^::group::(.*)$/;
const END = /^::endgroup::/;

export class LogLines {
  lines = [];
  /** The place after the last piece, in bytes. */
  next = 0;
  /** How many characters each stream has. */
  sizes = { stdout: 0, stderr: 0 };
  omitted = 0;
  ended = false;
  #held = 0;
  #open = {};
  #styles = { stdout: START, stderr: START };
  #group = null;
  /** The entry for what was left out here. */
  #left = null;

  /** Adds a piece; pieces that are known already change nothing. Returns whether something was added. */
  add(piece) {
    if (piece.from < this.next) return false;
    this.next = piece.next;
    if (piece.omitted) {
      this.#open = {};
      this.omitted += piece.omitted;
      this.lines.push({ omitted: piece.omitted, ms: null, group: null });
      this.#group = null;
      return true;
    }
    this.#text(piece.stream, piece.ms, piece.text);
    return true;
  }

  #text(stream, ms, text) {
    this.sizes[stream] += text.length;
    this.#held += text.length;
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#close(this.#extend(stream, ms, text.slice(from, end)));
      this.#open[stream] = null;
      from = end + 1;
    }
    if (from < text.length) this.#extend(stream, ms, text.slice(from));
    if (this.#held > MOST) this.#drop();
  }

  #extend(stream, ms, text) {
    let line = this.#open[stream];
    if (line) {
      line.raw += text;
    } else {
      line = { stream, ms: ms ?? null, raw: text, style: this.#styles[stream], open: true, group: this.#group };
      this.lines.push(line);
      this.#open[stream] = line;
    }
    return line;
  }

  #close(line) {
    line.open = false;
    this.#styles[line.stream] = after(line.raw, line.style);
    const first = line.raw.charCodeAt(0);
    if (first !== 0x3a && first !== 0x1b) return;
    const words = plain(line.raw);
    const begins = GROUP.exec(words);
    if (begins) {
      this.#group = line;
      line.group = null;
      line.head = { name: begins[1] || 'Group', closed: true, size: 0, failed: false };
    } else if (this.#group && END.test(words)) {
      line.ends = true;
      line.group = this.#group;
      this.#group.head.done = true;
      this.#group = null;
    }
  }

  /** Returns the group that has no end yet. */
  get group() {
    return this.#group;
  }

  end() {
    for (const line of Object.values(this.#open)) if (line) this.#close(line);
    this.#open = {};
    this.ended = true;
  }

  /** Leaves out the older half of what is held, while a log that never stops is followed. A line without an end goes on as a new one. */
  #drop() {
    let from = 0;
    for (let kept = 0; from < Math.min(BEGINNING, this.lines.length) && this.lines[from] !== this.#left; from++) {
      kept += held(this.lines[from]);
      if (kept > MOST / 8) break;
    }
    let to = from;
    for (let many = 0; to < this.lines.length && many < MOST / 2; to++) many += held(this.lines[to]);
    const gone = this.lines.slice(from, to);
    this.#held -= gone.reduce((sum, line) => sum + held(line), 0);
    this.#left = { omitted: gone.reduce((sum, line) => sum + (line.omitted ?? held(line)), 0), ms: null, group: null };
    this.lines.splice(from, to - from, this.#left);
    for (const line of Object.values(this.#open)) if (line && gone.includes(line)) this.#leave(line);
    if (gone.includes(this.#group)) this.#group = null;
  }

  #leave(line) {
    this.#close(line);
    this.#open[line.stream] = null;
  }

  /** Returns the index of the first line that looks like an error, else of the first line of stderr; -1 without one. */
  firstError() {
    let other = -1;
    for (let i = 0; i < this.lines.length; i++) {
      const line = this.lines[i];
      if (line.omitted || line.head || line.ends) continue;
      if (ERROR.test(line.raw) && !HARMLESS.test(line.raw)) return i;
      if (other < 0 && line.stream === 'stderr') other = i;
    }
    return other;
  }

  /** Returns the places of a text, as [line, column in the shown text]; at most so many. */
  find(words, most) {
    const wanted = words.toLowerCase();
    const found = [];
    for (let i = 0; i < this.lines.length && found.length < most; i++) {
      const line = this.lines[i];
      if (line.omitted || line.ends) continue;
      const text = shown(line).toLowerCase();
      for (let at = text.indexOf(wanted); at >= 0 && found.length < most; at = text.indexOf(wanted, at + wanted.length)) found.push([i, at]);
    }
    return found;
  }

  /** Returns the text of lines, without sequences. */
  text(of = () => true) {
    return this.lines.filter(of).map((line) => (line.omitted ? `… ${line.omitted} bytes omitted …` : plain(line.raw))).join('\n') + (this.lines.length ? '\n' : '');
  }
}

/** Returns how many characters of a line are held, with its end. */
function held(line) {
  return line.omitted ? 0 : line.raw.length + (line.open ? 0 : 1);
}

/** Returns the text of a line as it is shown. */
export function shown(line) {
  return line.head ? line.head.name : plain(line.raw, line.open);
}

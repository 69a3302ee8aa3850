// The one place that makes nodes. Text enters the page as text nodes only, and what would change how text is read
// (control characters, overrides of its direction, invisible ones) is shown, not obeyed.

const SVG = 'http://www.w3.org/2000/svg';

// All but tab and newline; joiners stay, since scripts and emoji need them.
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

function shown(char) {
  return `[U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** The text with everything in it made visible. */
export function visible(text) {
  return String(text).replace(UNSEEN, shown);
}

export function text(value) {
  return document.createTextNode(visible(value));
}

/** Where a link may lead: within the page, to the API, or to text the page itself has made. */
function safe(href) {
  return /^(#|api\/|blob:)/.test(href) ? href : '#/';
}

function put(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith('on')) {
    node.addEventListener(name.slice(2), value);
  } else if (name === 'href') {
    node.setAttribute('href', safe(value));
  } else if (name === 'value') {
    node.value = value;
  } else {
    node.setAttribute(name, value === true ? '' : visible(value));
  }
}

function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === '') continue;
    node.append(child instanceof Node ? child : text(child));
  }
  return node;
}

/** An element: attributes, handlers (`onclick`), children (nodes, texts, lists of them; nothing for null or false). */
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) put(node, name, value);
  return fill(node, children);
}

export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) put(node, name, value);
  return fill(node, children);
}

/** Puts these in place of what the node held. */
export function show(node, ...children) {
  node.replaceChildren();
  return fill(node, children);
}

/** A name that somebody else chose: its direction stays its own. */
export function name(value, kind) {
  return el('bdi', { class: kind }, value);
}

let clearing;

/** Tells those who listen instead of looking. */
export function say(words) {
  const said = document.getElementById('said');
  show(said, words);
  clearTimeout(clearing);
  clearing = setTimeout(() => show(said), 8000);
}

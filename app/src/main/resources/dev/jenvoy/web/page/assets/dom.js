// The only module that creates nodes. Text enters the page as text nodes only. Characters that change how text is read
// (control characters, direction overrides, invisible ones) are shown, not obeyed.

const SVG = 'http://www.w3.org/2000/svg';

// All except tab and newline. Joiners stay, because scripts and emoji need them.
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

function shown(char) {
  return `[U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** Returns the text with every character made visible. */
export function visible(text) {
  return String(text).replace(UNSEEN, shown);
}

export function text(value) {
  return document.createTextNode(visible(value));
}

/** Limits links to targets within the page, to the API, and to text that the page itself made. */
function safe(href) {
  return /^(#|api\/|blob:)/.test(href) ? href : '#/';
}

/** Returns the address of a page elsewhere; null for anything else, also for one that shows a name in front of its host. */
function elsewhere(href) {
  try {
    const url = new URL(href);
    return ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
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

/**
 * Creates an element from attributes, handlers (`onclick`) and children (nodes, texts, lists of them; nothing for null
 * or false).
 */
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) put(node, name, value);
  return fill(node, children);
}

/** Links to a page elsewhere, in a tab of its own. Without such an address, shows the children alone. */
export function outward(href, attributes, ...children) {
  const target = elsewhere(href);
  if (!target) return el('span', attributes, ...children);
  const node = el('a', { title: target, rel: 'noopener noreferrer', target: '_blank', ...attributes }, ...children);
  node.setAttribute('href', target);
  return node;
}

export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) put(node, name, value);
  return fill(node, children);
}

/** Replaces the content of a node. */
export function show(node, ...children) {
  node.replaceChildren();
  return fill(node, children);
}

/** Replaces the content of a node, unless it is these very nodes in this order: what has the focus keeps it then. */
export function arrange(node, nodes) {
  if (nodes.length !== node.childElementCount || nodes.some((one, i) => node.children[i] !== one)) show(node, nodes);
}

/** Shows a name chosen by others, isolated so that it cannot change the direction of the text around it. */
export function name(value, kind) {
  return el('bdi', { class: kind }, value);
}

let clearing;

/** Announces a text to screen readers. */
export function say(words) {
  const said = document.getElementById('said');
  show(said, words);
  clearTimeout(clearing);
  clearing = setTimeout(() => show(said), 8000);
}

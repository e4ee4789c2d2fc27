/** The element of this page with that id. */
export const byId = (id) => document.getElementById(id);

const SVG = 'http://www.w3.org/2000/svg';

/** One of the symbols in index.html. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#${name}`);
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}

/** A new element; everything that is text stays text. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  const { dataset = {}, ...rest } = properties;
  Object.assign(made, rest);
  Object.assign(made.dataset, dataset);
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

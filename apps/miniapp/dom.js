/** The element of this page with that id. */
export const byId = (id) => document.getElementById(id);

/** A new element; everything that is text stays text. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  const { dataset = {}, ...rest } = properties;
  Object.assign(made, rest);
  Object.assign(made.dataset, dataset);
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

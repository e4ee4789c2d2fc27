import type { List, ListItem, Slots } from '#core';

/** The item a text means: the one called so, or the first that has it in its name. */
export function itemOn({ items }: List, text: string): ListItem | undefined {
  const said = text.toLowerCase();
  return (
    items.find((item) => item.text.toLowerCase() === said) ??
    items.find((item) => item.text.toLowerCase().includes(said))
  );
}

/** The one item that has all the words. */
export function onlyLike({ items }: List, text: string): ListItem | undefined {
  const said = text.split(/\s+/u);
  const like = items.filter((one) =>
    said.every((word) =>
      one.text
        .toLowerCase()
        .split(/[^\p{L}\p{N}/]+/u)
        .includes(word),
    ),
  );
  return like.length === 1 ? like[0] : undefined;
}

/** Whether it is called exactly that. */
export function isCalled(item: ListItem, text: string): boolean {
  return item.text.toLowerCase() === text.toLowerCase();
}

/** The item as somebody would say it. */
export function asSaid({ text, quantity, unit }: ListItem): NonNullable<Slots['items']>[number] {
  return { text, ...(quantity && { quantity }), ...(unit && { unit }) };
}

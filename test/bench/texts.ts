const THINGS = ['milk', 'eggs', '3/8 bolts', 'pipe tape', 'diesel', 'gloves', 'coffee', 'filters'];
const PLACES = ['Eagle Lake', 'Crockett', 'Mathis'];

const pick = (from: readonly string[], n: number) => from[n % from.length] ?? '';

/** What a crew says in a day, all of it understood without a model. */
export function said(n: number): string {
  switch (n % 5) {
    case 0:
      return `/newtask Check ${pick(PLACES, n)} generator ${n} tomorrow at 3pm`;
    case 1:
      return `add ${pick(THINGS, n)} ${n} and ${pick(THINGS, n + 3)} ${n} to the truck ${n % 40} list`;
    case 2:
      return `/newtask Order ${pick(THINGS, n)} ${n}`;
    case 3:
      return `remind me to call the office about order ${n} tomorrow at 5pm`;
    default:
      return '/showmytasks';
  }
}

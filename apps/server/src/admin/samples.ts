/** People and places to try the product with; real ones of the same name take their place. */
export const SAMPLES = {
  people: [
    { name: 'Joel', aliases: ['Joe'] },
    { name: 'Bryan', aliases: ['Brian'] },
    { name: 'Colin', aliases: [] },
    { name: 'Maria', aliases: ['María'] },
    { name: 'Taylor', aliases: [] },
  ],
  sites: [
    { name: 'Eagle Lake', aliases: ['EL'] },
    { name: 'Crockett', aliases: [] },
    { name: 'Mathis', aliases: [] },
    { name: 'Big Lake', aliases: ['BL'] },
    { name: 'Pecos', aliases: [] },
  ],
};

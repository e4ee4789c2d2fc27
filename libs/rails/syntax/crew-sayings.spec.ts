import { describe, expect, it } from '@jest/globals';
import { asCommand } from './sayings.ts';

describe('what is done over REST alone', () => {
  it.each([
    'make dave a manager',
    'make Rosa Diaz an admin',
    'set dave as an operator',
    'promote dave to manager',
    'remove dave from the crew',
    'delete site Mesa',
    'rename site Pecos Yard to West Yard',
    'invita a Rosa',
    'invita a Rosa al equipo',
    'haz a Rosa gerente',
    'quita a Rosa del equipo',
    'borra el sitio Mesa',
  ])('is %j', (text) => {
    expect(asCommand(text)).toBe('/directory');
  });

  it.each([
    'delete the site tools list',
    'rename the site tools list to yard tools',
    'delete the site visit task',
    'delete site report 1',
    'remove the site sign at Mesa tomorrow',
    'remove person counter from site tools',
    'make a call to admin',
    'take the ladder from the crew',
    'pon a Pedro a llamar al gerente',
    'invita a Joel a la reunión',
  ])('is not %j', (text) => {
    expect(asCommand(text)).not.toBe('/directory');
  });
});

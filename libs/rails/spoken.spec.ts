import { describe, expect, it } from '@jest/globals';
import { spokenIn } from './spoken.ts';

describe('the language of a message', () => {
  it.each([
    'hola',
    'olvídalo',
    'bórralo',
    'me equivoqué',
    'hazla urgente',
    'ponla en pausa',
    '¡Hola!',
    'sí',
    'gracias',
    'mueve los tornillos a la lista groceries',
    'agrega tornillos a groceries',
    'borra la lista groceries',
    'tareas en South Fence',
    'mis tareas',
    'hecho 3',
    'ya quedó la 3',
    'la 4 es urgente',
    'Crockett: bomba 2 tirando aceite',
    '/newtask revisar la bomba urgente',
    '¿qué hay en groceries?',
  ])('is Spanish of %j', (text) => expect(spokenIn(text)).toBe('es'));

  it.each([
    'hello',
    'thanks',
    'show my tasks',
    'add salsa and tortillas to shopping',
    'tell Maria to call la oficina',
    'remind me to pick up tacos al pastor',
    'call Jose in San Antonio',
    'Crockett: pump down',
  ])('is English of %j', (text) => expect(spokenIn(text)).toBe('en'));

  it.each(['undo', 'done 3', 'help', 'no', 'ok', 'milk', '#12', '', '👍', '/tareas', 'fix la pump'])(
    'is not told by %j',
    (text) => expect(spokenIn(text)).toBeUndefined(),
  );
});

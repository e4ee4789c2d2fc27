import { describe, expect, it } from '@jest/globals';
import { lookedFor } from './looking.ts';

describe('what is looked up', () => {
  it.each([
    ['status of Houston', 'Houston'],
    ["what's the status of the seal job?", 'the seal job'],
    ['how are things at Houston?', 'Houston'],
    ['how is the pump house coming along?', 'the pump house'],
    ['any news on the pump', 'the pump'],
    ['anything about the pump?', 'the pump'],
    ['and what about the pump?', 'the pump'],
    ['tell me about the pump house', 'the pump house'],
    ["what's happening in Houston", 'Houston'],
    ['estado de la bomba', 'la bomba'],
    ['¿cómo va la bomba 3?', 'la bomba 3'],
    ['¿qué sabemos de la bomba?', 'la bomba'],
    ['find pump', 'find pump'],
  ])('%j asks after %j', (text, about) => {
    expect(lookedFor(text)).toBe(about);
  });

  it.each([
    'how are you doing?',
    'how is it going',
    'what about you?',
    'tell me about yourself please and then some more until nobody knows any more what it was that was asked for at all',
    '¿cómo estás?',
    '¿cómo va todo?',
    'the pump is loud',
    'status',
  ])('%j asks after nothing that is kept', (text) => {
    expect(lookedFor(text)).toBeUndefined();
  });
});

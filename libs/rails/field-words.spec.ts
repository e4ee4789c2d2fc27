import { describe, expect, it } from '@jest/globals';
import type { Known } from '#core';
import { CREW } from './regression/regression.ts';
import { routeText } from './router.ts';

const read = (text: string, last?: Known['last']) =>
  routeText(text, last ? { ...CREW, known: { ...CREW.known, last } } : CREW);
const heard = (text: string, last?: Known['last']) => {
  const { tier, commands } = read(text, last);
  return [tier, ...commands.map(({ entity, operation }) => `${entity}.${operation}`)];
};
const CROCKETT = { name: 'Crockett', siteId: 's2' };

describe('reports as files', () => {
  it.each([
    ['csv of Crockett', { as: 'csv', site: CROCKETT }],
    ['csv de Crockett', { as: 'csv', site: CROCKETT }],
    ['send me the csv for Crockett this week', { as: 'csv', period: { from: '2026-06-01', to: '2026-06-08' } }],
    ['mándame el csv de Crockett', { as: 'csv', site: CROCKETT }],
    ['report 3 as csv', { as: 'csv', refs: [3] }],
    ['spreadsheet of Crockett', { as: 'csv', site: CROCKETT }],
    ['hoja de cálculo de Crockett', { as: 'csv', site: CROCKETT }],
  ])('%j', (text, slots) => {
    expect(heard(text)).toEqual(['direct', 'report.show']);
    expect(read(text).commands[0]?.slots).toMatchObject(slots);
  });
});

describe('how a site is doing', () => {
  it.each([
    'status of Crockett',
    "what's the status of Crockett?",
    'how is Crockett doing?',
    "how's Crockett?",
    'how are things at Crockett',
    'status at crockett please',
    "what's going on at Crockett",
    'is everything ok at Crockett?',
    'is Crockett ok?',
    '¿qué hay de nuevo en Crockett?',
    '¿todo bien en Crockett?',
    'estado de Crockett',
    '¿cómo va Crockett?',
    'cómo está Crockett',
    '¿cómo van las cosas en Crockett?',
  ])('%j is its latest report, and its tasks', (text) => {
    expect(heard(text)).toEqual(['direct', 'report.show', 'task.show']);
    expect(read(text).commands.map(({ slots }) => slots)).toEqual([
      { site: CROCKETT, latest: true },
      { site: CROCKETT },
    ]);
  });

  it('has a name of two words, too', () => {
    expect(heard("what's the status at Eagle Lake right now")).toEqual(['direct', 'report.show', 'task.show']);
    expect(heard('¿cómo va Eagle Lake?')).toEqual(['direct', 'report.show', 'task.show']);
  });

  it.each(['how is dave doing?', 'how is it going', 'status', 'how are you', 'cómo estás', 'how is Joel doing?'])(
    '%j is not asked of a site',
    (text) => expect(heard(text)).not.toContain('report.show'),
  );
});

describe('a checklist is made', () => {
  const questions = [{ text: 'oil' }, { text: 'filters' }, { text: 'gauges' }];
  it.each([
    'make a checklist for Crockett: oil, filters, gauges',
    'new checklist for Crockett: oil, filters, gauges',
    'create an inspection checklist at Crockett: oil, filters, gauges',
    'checklist for Crockett: oil, filters, gauges',
  ])('%j', (text) => {
    expect(heard(text)).toEqual(['direct', 'template.create']);
    expect(read(text).commands[0]?.slots).toEqual({ title: 'Crockett', site: CROCKETT, questions });
  });

  it('in Spanish, where it is no list of things', () => {
    for (const text of [
      'haz una lista de control para Crockett: aceite, filtros',
      'crea una lista de verificación para Crockett: aceite, filtros',
      'nueva lista de control de Crockett: aceite, filtros',
    ]) {
      expect([text, ...heard(text)]).toEqual([text, 'direct', 'template.create']);
      expect(read(text).commands[0]?.slots.questions).toEqual([{ text: 'aceite' }, { text: 'filtros' }]);
    }
  });

  it('not where there is nothing to ask', () => {
    expect(heard('make a checklist for Crockett')).not.toContain('template.create');
    expect(heard('start the Crockett checklist')).toEqual(['direct', 'checklist.start']);
  });
});

describe('a task of what was talked about', () => {
  const reminder = { kind: 'reminder', id: 'r', ref: 4, title: 'call the vendor' } as const;

  it.each([
    ['make that a task for joel', { title: 'call the vendor', assignees: [{ name: 'Joel', personId: 'p1' }] }],
    ['turn it into a task', { title: 'call the vendor' }],
    [
      'haz de eso una tarea para maria',
      { title: 'call the vendor', assignees: [{ name: 'Maria Lopez', personId: 'p2' }] },
    ],
  ])('%j', (text, slots) => {
    expect(heard(text, reminder)).toEqual(['direct', 'task.create']);
    expect(read(text, reminder).commands[0]?.slots).toEqual(slots);
  });

  it('asks what it is about when nothing was, and who is meant when nobody is called so', () => {
    expect(read('make that a task for joel')).toMatchObject({ tier: 'focused', explanation: { missing: ['title'] } });
    expect(read('make that a task for dave', reminder).explanation.missing).toEqual(['assignees']);
  });

  it('of a task that is one already is given to somebody', () => {
    const task = { kind: 'task', id: 't', ref: 7, title: 'check pump' } as const;
    expect(read('make that a task for joel', task)).toMatchObject({
      tier: 'focused',
      explanation: { missing: ['title'] },
    });
  });
});

describe('how far a task is', () => {
  it.each([
    ['start 3', 'in_progress', [3]],
    ['working on 3', 'in_progress', [3]],
    ["i'm working on #3", 'in_progress', [3]],
    ['started on 3 and 4', 'in_progress', [3, 4]],
    ['started #3', 'in_progress', [3]],
    ['3 is in progress', 'in_progress', [3]],
    ['resume 3', 'in_progress', [3]],
    ['/begintask 3', 'in_progress', [3]],
    ['empecé la 3', 'in_progress', [3]],
    ['estoy trabajando en la 3', 'in_progress', [3]],
    ['la 3 está en curso', 'in_progress', [3]],
    ['3 is on hold', 'on_hold', [3]],
    ['put task 3 on hold', 'on_hold', [3]],
    ['pause 3', 'on_hold', [3]],
    ['pon la 3 en pausa', 'on_hold', [3]],
    ['3 on hold', 'on_hold', [3]],
  ])('%j is set on it', (text, stage, refs) => {
    expect(heard(text)).toEqual(['direct', 'task.stage']);
    expect(read(text).commands[0]?.slots).toEqual({ refs, stage });
  });

  it.each([
    ['3 is on hold, waiting for parts', 'waiting for parts'],
    ['3 is blocked, waiting for parts', 'waiting for parts'],
    ['put task 3 on hold: no parts', 'no parts'],
    ['3 on hold: no parts', 'no parts'],
    ['/holdtask 3 no parts', 'no parts'],
    ['pon la 3 en pausa: faltan piezas', 'faltan piezas'],
  ])('%j says why', (text, notes) => {
    expect(heard(text)).toEqual(['direct', 'task.stage']);
    expect(read(text).commands[0]?.slots).toEqual({ refs: [3], stage: 'on_hold', moreNotes: notes });
  });

  it.each([
    ['what is in progress?', 'in_progress'],
    ["what's on hold?", 'on_hold'],
    ['tasks in progress', 'in_progress'],
    ['show my tasks on hold', 'on_hold'],
    ['qué está en curso', 'in_progress'],
    ['tareas en pausa', 'on_hold'],
  ])('%j is asked for', (text, stage) => {
    expect(heard(text)).toEqual(['direct', 'task.show']);
    expect(read(text).commands[0]?.slots).toMatchObject({ stage });
  });

  it.each([
    'start 3 pumps',
    'start the truck',
    'working on it',
    'start',
    'start at 3',
    'hold the line',
    'put 3 bolts on hold',
  ])('%j is not', (text) => {
    const [tier, command] = heard(text);
    expect([tier, command, read(text).commands[0]?.slots.stage !== undefined]).not.toEqual([
      'direct',
      'task.stage',
      true,
    ]);
  });
});

describe('by how much something is put off', () => {
  it.each([
    ['/postpone 3 by 2 hours', { unit: 'hour', count: 2 }],
    ['/postpone 3 by a week', { unit: 'week', count: 1 }],
    ['/aplazar 3 por tres semanas', { unit: 'week', count: 3 }],
    ['/aplazar 3 por dos meses', { unit: 'month', count: 2 }],
    ['/postpone 3 by 3 shifts', undefined],
    ['/postpone 3 by 2 hundred', undefined],
  ])('%j', (text, by) => {
    expect(read(text).commands[0]?.slots.by).toEqual(by);
  });
});

describe('whoever has a task', () => {
  it.each([
    'also give 3 to Joel',
    'also put Joel on 3',
    'assign 3 to Joel as well',
    'give 3 to Joel too',
    'también dale la 3 a Joel',
    'asigna la 3 a Joel también',
  ])('keeps it after %j', (text) => {
    expect(heard(text)).toEqual(['direct', 'task.reassign']);
    expect(read(text).commands[0]?.slots).toMatchObject({ refs: [3], crew: 'also' });
  });

  it('has it no more after “give 3 to Joel”', () => {
    expect(read('give 3 to Joel').commands[0]?.slots.crew).toBeUndefined();
  });
});

describe('things ticked off', () => {
  it.each(['check off rope', 'tick rope', 'tick off the rope', 'cross off rope', 'tacha la cuerda'])(
    '%j may be on a list, which the lists know',
    (text) => {
      const { commands, explanation } = read(text);
      expect(explanation.rail).toBe('grammar');
      expect(commands).toMatchObject([{ entity: 'list', operation: 'check' }]);
      expect(commands[0]?.slots.items).toMatchObject([{ text: text === 'tacha la cuerda' ? 'cuerda' : 'rope' }]);
    },
  );
});

describe('a list', () => {
  it('is not named by an article alone', () => {
    expect(read('make this a list').tier).not.toBe('direct');
    expect(read('make a camping list').commands[0]?.slots.listName).toBe('camping');
  });
});

describe('titles and notes', () => {
  it('say a site once', () => {
    expect(read('new task: fix the Crockett gate tomorrow at Crockett').commands[0]?.slots).toMatchObject({
      title: 'fix the Crockett gate',
      site: CROCKETT,
    });
    expect(read('nueva tarea: arreglar la reja de Crockett mañana en Crockett').commands[0]?.slots).toMatchObject({
      title: 'arreglar la reja de Crockett',
      site: CROCKETT,
    });
    expect(read('new task: fix the gate at Crockett').commands[0]?.slots.title).toBe('fix the gate at Crockett');
  });

  it.each([
    ['note on report 3: pump is leaking too', 'pump is leaking too'],
    ['add to report 3: fence is down again, thanks', 'fence is down again'],
    ['note on 12: filter is clogged as well', 'filter is clogged as well'],
    ['note on report 3: pump is leaking, please', 'pump is leaking'],
    ['agrega al reporte 3: la cerca se cayó también', 'la cerca se cayó también'],
  ])('%j is told to its end', (text, notes) => expect(read(text).commands[0]?.slots.notes).toBe(notes));

  it('tell the state of what is broken, too, without "too"', () => {
    expect(read('note on report 3: pump is leaking too').commands[0]?.slots.equipment).toEqual([
      { name: 'pump', status: 'leaking' },
    ]);
  });

  it('do not begin with whom the work was given to, whoever that is', () => {
    for (const text of ['assign dave to fix the pump', 'asigna a dave arreglar la bomba']) {
      const { commands, explanation } = read(text);
      expect([text, explanation.missing, commands[0]?.slots.assignees]).toEqual([
        text,
        ['assignees'],
        [{ name: 'dave' }],
      ]);
      expect(commands[0]?.slots.title).toMatch(/^(?:fix the pump|arreglar la bomba)$/u);
    }
  });
});

describe('the first of all records', () => {
  it.each([
    ['mueve la tarea 1 al lunes', 'task.update'],
    ['mueve la 1 al lunes', 'task.update'],
    ['aplaza la tarea 1 al jueves', 'task.update'],
    ['mueve la tarea 1 a las 15:00', 'task.update'],
    ['mueve la tarea 1 a la 1', 'task.update'],
    ['aplaza el recordatorio 1 al jueves', 'reminder.snooze'],
    ['cambia el recordatorio 1 al viernes a las 9', 'reminder.update'],
    ['move task 1 to monday', 'task.update'],
  ])('%j is of number 1, which is no day', (text, command) => {
    expect(heard(text)).toEqual(['direct', command]);
    expect(read(text).commands[0]?.slots).toMatchObject({ refs: [1], due: expect.stringMatching(/^2026-06/u) });
  });

  it.each([
    'recuérdame a la 1 llamar a Sam',
    'recuérdame mañana a la 1 llamar a Sam',
    'para la 1 recuérdame llamar a Sam',
  ])('%j is at one o’clock', (text) => {
    expect(read(text).commands[0]?.slots).toMatchObject({ due: expect.stringMatching(/T13:00/u) });
  });
});

describe('what has to be done', () => {
  it.each([
    ['I need to check the pump tomorrow at 8', 'check the pump'],
    ['need to check the pump tomorrow', 'check the pump'],
    ['we gotta fix the fence today', 'fix the fence'],
    ['someone needs to fix the gate by friday', 'fix the gate'],
    ['hay que engrasar el winche mañana', 'engrasar el winche'],
    ['necesito revisar la bomba mañana a las 8', 'revisar la bomba'],
  ])('%j is a task', (text, title) => {
    expect(heard(text)).toEqual(['direct', 'task.create']);
    expect(read(text).commands[0]?.slots).toMatchObject({ title, due: expect.any(String) });
  });

  it.each([
    'I need to think about it tomorrow',
    'we need to talk tomorrow',
    'I had to fix the gate yesterday',
    'tengo que ir a casa',
  ])('%j is not, by itself', (text) => {
    expect(heard(text)[0]).not.toBe('direct');
  });
});

describe('“it”, after a task was spoken of', () => {
  const task = { kind: 'task', id: 't', ref: 7, title: 'fix the gate' } as const;

  it.each([
    ['make it urgent', 'task.update', { refs: [7], priority: 'urgent' }],
    ['it’s urgent', 'task.update', { refs: [7], priority: 'urgent' }],
    ['add joel to it', 'task.reassign', { refs: [7], crew: 'also' }],
    ['give that to joel', 'task.reassign', { refs: [7] }],
    ['show it', 'task.show', { refs: [7] }],
    ['when is it due?', 'task.show', { refs: [7] }],
    ['make it due friday', 'task.update', { refs: [7] }],
    ['it is due friday', 'task.update', { refs: [7] }],
    ['rename it to fix gate 2', 'task.update', { refs: [7], title: 'fix gate 2' }],
    ['note on it: bring the ladder', 'task.note', { refs: [7], notes: 'bring the ladder' }],
    ["it's done", 'task.complete', { refs: [7] }],
    ['start it', 'task.stage', { refs: [7], stage: 'in_progress' }],
    ['hazla urgente', 'task.update', { refs: [7], priority: 'urgent' }],
    ['muévela al lunes', 'task.update', { refs: [7] }],
    ['ponla en pausa', 'task.stage', { refs: [7], stage: 'on_hold' }],
  ])('%j', (text, command, slots) => {
    expect(heard(text, task)).toEqual(['direct', command]);
    expect(read(text, task).commands[0]?.slots).toMatchObject(slots);
  });

  it.each([
    'it is raining',
    'it is 5 pm',
    'it’s friday',
    'I hate it',
    'delete it',
    'that’s it',
    'what is that',
    'do it',
  ])('%j does nothing to it', (text) => {
    expect(heard(text, task)[0]).not.toBe('direct');
  });

  it('is nothing where nothing was spoken of, and a number is no day', () => {
    expect(heard('make it urgent')[0]).not.toBe('direct');
    expect(read('mueve #7 al lunes').commands[0]?.slots).toMatchObject({ refs: [7], due: '2026-06-08T00:00:00-05:00' });
  });
});

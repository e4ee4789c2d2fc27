import type { CommandName, Slots } from '#core';

/** A slash command: what it means, how its argument is read (in the notation of `language.ts`), and how `/help` shows it. */
export interface SlashCommand {
  readonly name: string;
  readonly also?: readonly string[];
  readonly command: CommandName;
  /** Tried in this order; none matching means a slot is missing. */
  readonly argument: readonly string[];
  readonly given?: Partial<Slots>;
  readonly example: string;
}

const RECORD = ['%ref', '<query>'];

export const SLASH_COMMANDS: readonly SlashCommand[] = [
  {
    name: 'newtask',
    also: ['task', 'addtask', 'createtask', 'todo', 'nuevatarea', 'tarea'],
    command: 'task.create',
    argument: ['<title>'],
    example: '/newtask @maria Check the pump tomorrow at 3pm',
  },
  {
    name: 'subtask',
    also: ['newsubtask', 'addsubtask', 'subtarea'],
    command: 'task.create',
    argument: ['%ref [:|-] <title>', '<title+> (to|for|of|under|a|de) %ref'],
    example: '/subtask 42: check the oil',
  },
  {
    name: 'newreminder',
    also: ['remind', 'reminder', 'remindme', 'addreminder', 'recordatorio', 'nuevorecordatorio', 'recuerdame'],
    command: 'reminder.create',
    argument: [
      '<me:me|myself|us> [to|about|of|that] <title>',
      '<who:@person> [to|about|of|that] <title>',
      '[to|about|of|that] <title>',
    ],
    example: '/newreminder call Sam tomorrow at 5pm',
  },
  {
    name: 'completetask',
    also: ['complete', 'done', 'completar', 'hecho', 'finishtask', 'closetask', 'hecha', 'listo'],
    command: 'task.complete',
    argument: RECORD,
    example: '/completetask 42',
  },
  {
    name: 'reopentask',
    also: ['reopen', 'undone', 'reabrir'],
    command: 'task.reopen',
    argument: RECORD,
    example: '/reopentask 42',
  },
  {
    name: 'reassigntask',
    also: ['reassign', 'assign', 'reasignar', 'assigntask', 'asignar'],
    command: 'task.reassign',
    argument: [
      '%ref [to|a|-] <who:@person> [and @person] [and @person]',
      '%ref [to|a|-] <who>',
      '<query+> [to|a|-] <who:@person>',
      '<query+> (to|a) <who>',
      '%ref',
      '<query>',
    ],
    example: '/reassigntask 42 @maria',
  },
  {
    name: 'deletetask',
    also: ['canceltask', 'removetask', 'borrartarea', 'eliminartarea'],
    command: 'task.delete',
    argument: RECORD,
    example: '/deletetask 42',
  },
  {
    name: 'updatetask',
    also: ['edittask', 'rescheduletask', 'due', 'priority', 'actualizartarea'],
    command: 'task.update',
    argument: [
      '%ref [priority|prio] [to|is|:] <prio:%prio> [priority]',
      '%ref [due|to|by|date|for|until]',
      '%ref [title|to|:] <title>',
      '<query>',
    ],
    example: '/updatetask 42 Friday 5pm',
  },
  {
    name: 'note',
    also: ['notetask', 'addnote', 'comment', 'nota'],
    command: 'task.note',
    argument: ['%ref [:|-] <notes>', '<query> : <notes>', '%ref'],
    example: '/note 42 waiting for the part',
  },
  {
    name: 'showtasks',
    also: ['tasks', 'listtasks', 'tareas', 'vertareas', 'alltasks', 'showtask'],
    command: 'task.show',
    argument: ['%ref', '[for|of|at|de|en|para] <filter>'],
    example: '/showtasks',
  },
  {
    name: 'showmytasks',
    also: ['mytasks', 'mistareas'],
    command: 'task.show',
    argument: ['<filter>'],
    given: { mine: true },
    example: '/showmytasks',
  },
  {
    name: 'newlist',
    also: ['createlist', 'nuevalista', 'crearlista'],
    command: 'list.create',
    argument: ['<list> (:|with|con) <items>', '[called|named|for|of] <list>'],
    example: '/newlist Parts for Crockett',
  },
  {
    name: 'addtolist',
    also: ['add', 'additem', 'additems', 'agregar', 'anadir', 'agregaralista'],
    command: 'list.add',
    argument: [
      '<list> (:|-) <items>',
      '<items+> (to|on|in|into|onto|a|en) %anylist',
      '<items+> (to|on|in|into|onto|a|en) <list>',
      '<list:@list> <items>',
      '<items>',
    ],
    example: '/addtolist shopping: milk, eggs',
  },
  {
    name: 'removefromlist',
    also: ['removeitem', 'removeitems', 'quitar', 'quitardelista'],
    command: 'list.remove',
    argument: [
      '<list> (:|-) <items>',
      '<items+> (from|off|off of|of|de) %anylist',
      '<items+> (from|off|off of|of|de) <list>',
      '<list:@list> <items>',
      '<items>',
    ],
    example: '/removefromlist shopping: milk',
  },
  {
    name: 'checkitem',
    also: ['check', 'checkoff', 'tick', 'marcar'],
    command: 'list.check',
    argument: ['<list> (:|-) <items>', '<items+> (on|from|off|in|en|de) %anylist', '<items>'],
    example: '/checkitem shopping: milk',
  },
  {
    name: 'showlist',
    also: ['list', 'viewlist', 'lista', 'verlista'],
    command: 'list.show',
    argument: ['%anylist', '<list>'],
    example: '/showlist shopping',
  },
  { name: 'lists', also: ['showlists', 'mylists', 'listas'], command: 'list.show', argument: [], example: '/lists' },
  {
    name: 'clearlist',
    also: ['emptylist', 'vaciarlista'],
    command: 'list.clear',
    argument: ['%anylist', '<list>'],
    given: { all: true },
    example: '/clearlist shopping',
  },
  {
    name: 'renamelist',
    also: ['renombrarlista'],
    command: 'list.rename',
    argument: ['<list> (to|:|-|a|as) <new>'],
    example: '/renamelist shopping to groceries',
  },
  {
    name: 'deletelist',
    also: ['removelist', 'borrarlista', 'eliminarlista'],
    command: 'list.delete',
    argument: ['%anylist', '<list>'],
    example: '/deletelist shopping',
  },
  {
    name: 'reminders',
    also: ['showreminders', 'myreminders', 'recordatorios'],
    command: 'reminder.show',
    argument: ['<query>'],
    example: '/reminders',
  },
  {
    name: 'cancelreminder',
    also: ['deletereminder', 'cancelarrecordatorio'],
    command: 'reminder.cancel',
    argument: RECORD,
    example: '/cancelreminder 7',
  },
  {
    name: 'snooze',
    also: ['posponer'],
    command: 'reminder.snooze',
    argument: ['%ref [to|until|for|by]', '(for|until|till)', '<query>'],
    example: '/snooze 7 30 minutes',
  },
  {
    name: 'report',
    also: ['fr', 'fieldreport', 'newreport', 'reporte', 'informe'],
    command: 'report.create',
    argument: ['<site:@site> [:|-|,] <notes>', '[site|for|from|at] <site> (:|-) <notes>', '<notes>'],
    example: '/report Site Crockett: all systems operational',
  },
  {
    name: 'reports',
    also: ['showreports', 'reportes', 'informes'],
    command: 'report.show',
    argument: ['[for|from|at|de] <query>'],
    example: '/reports',
  },
  {
    name: 'remember',
    also: ['recuerda'],
    command: 'memory.remember',
    argument: ['[that|:] <notes>'],
    example: '/remember the gate code is 4411',
  },
  { name: 'recall', command: 'memory.recall', argument: ['[about] <query>'], example: '/recall gate code' },
  {
    name: 'forget',
    also: ['olvida'],
    command: 'memory.forget',
    argument: ['[about] <query>'],
    example: '/forget the gate code',
  },
  {
    name: 'ask',
    also: ['search', 'find', 'buscar'],
    command: 'search.ask',
    argument: ['<query>'],
    example: '/ask what did we do at Crockett last week?',
  },
  { name: 'redo', also: ['rehacer'], command: 'change.redo', argument: ['<rest>'], example: '/redo' },
  { name: 'undo', also: ['deshacer'], command: 'change.undo', argument: ['<rest>'], example: '/undo' },
  {
    name: 'explain',
    also: ['explicar', 'why'],
    command: 'smalltalk.explain',
    argument: ['<rest>'],
    example: '/explain',
  },
  { name: 'help', also: ['ayuda', 'commands'], command: 'smalltalk.help', argument: ['<rest>'], example: '/help' },
  { name: 'start', also: ['inicio'], command: 'smalltalk.start', argument: ['<rest>'], example: '/start' },
  { name: 'version', command: 'smalltalk.version', argument: ['<rest>'], example: '/version' },
];

import { SLASH_COMMANDS } from '#rails';

interface MenuEntry {
  readonly command: string;
  readonly description: string;
}

const DESCRIPTIONS: Readonly<Record<'en' | 'es', Readonly<Record<string, string>>>> = {
  en: {
    newtask: 'Make a task',
    showmytasks: 'My tasks',
    showtasks: 'All open tasks',
    completetask: 'Mark a task as done',
    reassigntask: 'Give a task to somebody else',
    addtolist: 'Put something on a list',
    showlist: 'Show a list',
    lists: 'All lists',
    newreminder: 'Set a reminder',
    report: 'File a field report',
    reports: 'Field reports',
    checklist: 'Walk through a checklist',
    settings: 'Quiet hours, digest, time zone, language',
    history: 'What has happened to a record',
    undo: 'Take back what I did last',
    help: 'What I understand',
  },
  es: {
    newtask: 'Hacer una tarea',
    showmytasks: 'Mis tareas',
    showtasks: 'Tareas abiertas',
    completetask: 'Marcar una tarea como hecha',
    reassigntask: 'Pasar una tarea a otra persona',
    addtolist: 'Poner algo en una lista',
    showlist: 'Ver una lista',
    lists: 'Todas las listas',
    newreminder: 'Poner un recordatorio',
    report: 'Guardar un informe de campo',
    reports: 'Informes de campo',
    checklist: 'Recorrer una lista de control',
    settings: 'Silencio, resumen, zona horaria, idioma',
    history: 'Qu\u00e9 ha pasado con algo',
    undo: 'Deshacer lo \u00faltimo',
    help: 'Lo que entiendo',
  },
};

/** What is worth offering where: in a group, only what makes sense before others. */
const SCOPES: readonly { readonly scope: string; readonly without: readonly string[] }[] = [
  { scope: 'default', without: [] },
  { scope: 'all_private_chats', without: [] },
  { scope: 'all_group_chats', without: ['showmytasks'] },
];

/** The calls that set the bot's menu: per scope, in English for all and in Spanish for those who use Telegram in it. */
export function menuCalls(): { commands: MenuEntry[]; scope: { type: string }; language_code?: string }[] {
  const known = new Set(SLASH_COMMANDS.map(({ name }) => name));
  return SCOPES.flatMap(({ scope: type, without }) =>
    (['en', 'es'] as const).map((language) => ({
      commands: Object.entries(DESCRIPTIONS[language])
        .filter(([command]) => known.has(command) && !without.includes(command))
        .map(([command, description]) => ({ command, description })),
      scope: { type },
      ...(language === 'en' ? {} : { language_code: language }),
    })),
  );
}

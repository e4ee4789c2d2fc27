import type { CommandName } from '#core';

/** How one language speaks of reports and checklists; `{}` stands for the record. */
export interface ReportPhrases {
  readonly changed: Readonly<Partial<Record<CommandName, string>>>;
  readonly final: string;
  readonly draftAgain: string;
  readonly finalAlready: string;
  readonly draftAlready: string;
  readonly unchanged: string;
  readonly report: string;
  readonly draft: string;
  readonly finalMark: string;
  readonly by: (name: string) => string;
  readonly files: (count: number) => string;
  readonly followUps: string;
  readonly heading: (of: string, count: string) => string;
  readonly none: (of: string) => string;
  readonly finalize: string;
  readonly reopen: string;
  readonly makeTask: (title: string) => string;
  readonly questions: (count: number) => string;
  readonly templatesHeading: string;
  readonly noTemplates: string;
  readonly start: string;
  readonly ok: string;
  readonly notOk: string;
  readonly skip: string;
  readonly stop: string;
  readonly skipped: string;
  readonly typeOrPress: string;
  readonly typeNumber: (unit: string) => string;
  readonly stopped: (name: string, done: number, total: number) => string;
  readonly link: (title: string, count: number, form: 'pdf' | 'csv', until: string) => string;
}

export const reportsInEnglish: ReportPhrases = {
  changed: {
    'report.create': '📝 Report {}',
    'report.update': '✏️ Changed: report {}',
    'report.note': '➕ Added to report {}',
    'report.delete': '🗑 Deleted: report {}',
    'report.followup': '✅ Follow-up: task {}',
    'checklist.answer': '✅ Checklist done: report {}',
    'template.create': '📋 Checklist {}',
    'template.delete': '🗑 Deleted the checklist {}',
  },
  final: '🔒 Final: report {}',
  draftAgain: '🔓 A draft again: report {}',
  finalAlready: 'That is final already: report {}',
  draftAlready: 'That is a draft: report {}',
  unchanged: 'Nothing has changed in report {}',
  report: 'Report',
  draft: 'draft',
  finalMark: 'final',
  by: (name) => `by ${name}`,
  files: (count) => (count === 1 ? '1 file' : `${count} files`),
  followUps: 'Follow-ups',
  heading: (of, count) => `Reports${of} (${count}):`,
  none: (of) => `No reports${of}.`,
  finalize: '🔒 Make it final',
  reopen: '🔓 Reopen',
  makeTask: (title) => `➕ Make it a task: ${title}`,
  questions: (count) => (count === 1 ? '1 question' : `${count} questions`),
  templatesHeading: 'Checklists:',
  noTemplates: 'There are no checklists yet. Make one: /template Crockett: oil level?, pressure (psi)?, fence ok?',
  start: '▶️ Start',
  ok: 'OK',
  notOk: 'Not OK',
  skip: 'Skip',
  stop: 'Stop',
  skipped: 'skipped',
  typeOrPress: 'Type what you see, or press a button.',
  typeNumber: (unit) => `Type the number (${unit}).`,
  stopped: (name, done, total) => `✖️ Checklist ${name} stopped after ${done} of ${total}. Nothing was filed.`,
  link: (title, count, form, until) =>
    `📄 ${count === 1 ? `Report ${title}` : `${count} reports`} as ${form === 'csv' ? 'a spreadsheet (CSV)' : 'PDF'}. Whoever has this link can read it until ${until}:`,
};

export const reportsInSpanish: ReportPhrases = {
  changed: {
    'report.create': '📝 Informe {}',
    'report.update': '✏️ Cambiado: informe {}',
    'report.note': '➕ Agregado al informe {}',
    'report.delete': '🗑 Borrado: informe {}',
    'report.followup': '✅ Seguimiento: tarea {}',
    'checklist.answer': '✅ Lista de control terminada: informe {}',
    'template.create': '📋 Lista de control {}',
    'template.delete': '🗑 Lista de control borrada: {}',
  },
  final: '🔒 Final: informe {}',
  draftAgain: '🔓 De nuevo en borrador: informe {}',
  finalAlready: 'Ya es final: informe {}',
  draftAlready: 'Está en borrador: informe {}',
  unchanged: 'Nada ha cambiado en el informe {}',
  report: 'Informe',
  draft: 'borrador',
  finalMark: 'final',
  by: (name) => `de ${name}`,
  files: (count) => (count === 1 ? '1 archivo' : `${count} archivos`),
  followUps: 'Seguimiento',
  heading: (of, count) => `Informes${of} (${count}):`,
  none: (of) => `No hay informes${of}.`,
  finalize: '🔒 Hacerlo final',
  reopen: '🔓 Reabrir',
  makeTask: (title) => `➕ Hacer una tarea: ${title}`,
  questions: (count) => (count === 1 ? '1 pregunta' : `${count} preguntas`),
  templatesHeading: 'Listas de control:',
  noTemplates:
    'Aún no hay listas de control. Haga una: /plantilla Crockett: nivel de aceite?, presión (psi)?, cerca bien?',
  start: '▶️ Empezar',
  ok: 'Bien',
  notOk: 'Mal',
  skip: 'Saltar',
  stop: 'Parar',
  skipped: 'saltada',
  typeOrPress: 'Escriba lo que ve o pulse un botón.',
  typeNumber: (unit) => `Escriba el número (${unit}).`,
  stopped: (name, done, total) => `✖️ Lista de control ${name} parada tras ${done} de ${total}. No se guardó informe.`,
  link: (title, count, form, until) =>
    `📄 ${count === 1 ? `Informe ${title}` : `${count} informes`} ${form === 'csv' ? 'como hoja de cálculo (CSV)' : 'en PDF'}. Quien tenga este enlace puede leerlo hasta ${until}:`,
};

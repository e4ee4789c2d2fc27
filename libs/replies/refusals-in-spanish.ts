/** Why not, in Spanish: a reason as the records and processors give it, `{}` where a name or a number of theirs stands. */
export const refusalsInSpanish: Readonly<Record<string, string>> = {
  'Your role does not allow that': 'Su rol no permite eso',
  'Only whoever made it or a manager may do that': 'Eso solo lo puede hacer quien lo creó o un responsable',
  'Only whoever it is for, whoever made it or a manager may do that':
    'Eso solo lo puede hacer la persona a quien le toca, quien lo creó o un responsable',
  'Only whoever made a list may make it private': 'Solo quien creó una lista la puede hacer privada',
  "Only a manager deletes a report that is final or somebody else's":
    'Un informe final o ajeno solo lo borra un responsable',
  'That is not one of your sites': 'Ese sitio no es uno de los suyos',
  'This API key may not read': 'Esta clave no permite leer',
  'This API key may not change anything': 'Esta clave no permite cambiar nada',
  'There is nothing to undo: changes can be undone once, for ten minutes':
    'No hay nada que deshacer: un cambio se deshace una vez, durante diez minutos',
  'There is nothing to do again': 'No hay nada que rehacer',
  'There is nothing to do again: something was changed in the meantime':
    'No hay nada que rehacer: mientras tanto se cambió algo',
  'It has been changed since; undo that first': 'Se cambió después; deshaga eso primero',
  'That cannot be stored as it is': 'Eso no se puede guardar tal como está',
  'That cannot be undone': 'Eso no se puede deshacer',
  'There is no task {}': 'No hay ninguna tarea {}',
  'There is no such task': 'No existe esa tarea',
  'There is no reminder #{}': 'No hay ningún recordatorio #{}',
  'There is no such reminder': 'No existe ese recordatorio',
  'There is no report #{}': 'No hay ningún informe #{}',
  'There is no such report': 'No existe ese informe',
  'There is no such list': 'No existe esa lista',
  'There is no such item on this list': 'Eso no está en esta lista',
  'There is no such person': 'No existe esa persona',
  'There is no such site': 'No existe ese sitio',
  'There is no list called "{}"': 'No hay ninguna lista llamada «{}»',
  'There is no list called "{}" yet': 'Todavía no hay ninguna lista llamada «{}»',
  'There is no list called "{}". There is: {}': 'No hay ninguna lista llamada «{}». Hay: {}',
  'There is a list called "{}" already': 'Ya hay una lista llamada «{}»',
  'There is a template called {} already': 'Ya hay una plantilla llamada {}',
  'There is no such template': 'No existe esa plantilla',
  'There is no checklist yet. Make one: /template Crockett: oil level?, pressure (psi)?, fence ok?':
    'Todavía no hay listas de revisión. Cree una: /template Crockett: ¿nivel de aceite?, ¿presión (psi)?, ¿cerca bien?',
  'There is no checklist for {}. There is: {}': 'No hay lista de revisión para {}. Hay: {}',
  'There is no checklist of that name. There is: {}': 'No hay lista de revisión con ese nombre. Hay: {}',
  'There is no checklist under way. Begin one: /checklist and the name of a site':
    'No hay ninguna revisión en curso. Empiece una: /checklist y el nombre de un sitio',
  "This checklist is {}'s. Begin your own: /checklist {}": 'Esta revisión es de {}. Empiece la suya: /checklist {}',
  'That checklist is over': 'Esa revisión ya terminó',
  'There is no message to explain yet': 'Todavía no hay ningún mensaje que explicar',
  'I can\'t find an open task like "{}"': 'No encuentro ninguna tarea abierta como «{}»',
  'I can\'t find a task like "{}"': 'No encuentro ninguna tarea como «{}»',
  'I can\'t find a reminder like "{}"': 'No encuentro ningún recordatorio como «{}»',
  "I can't find such a report": 'No encuentro ningún informe así',
  "I can't find {} on another list": 'No encuentro {} en otra lista',
  'A task cannot wait for itself': 'Una tarea no puede esperarse a sí misma',
  'That would go round in a circle: #{} waits for #{} already':
    'Eso daría vueltas en círculo: la #{} ya espera a la #{}',
  'That is task #{} already': 'Eso ya es la tarea #{}',
  'Task #{} was changed just now; say it again': 'La tarea #{} se acaba de cambiar; dígalo otra vez',
  'Report #{} has no suggestion {}': 'El informe #{} no tiene ninguna propuesta {}',
  'Report #{} is final: only a manager, or whoever made it final, opens it again':
    'El informe #{} es final: solo lo reabre un responsable o quien lo hizo final',
  'Report #{} is final. To change it, open it again first: “reopen report {}”':
    'El informe #{} es final. Para cambiarlo, ábralo primero: «reabre el informe {}»',
  'Task #{} has changed since you read it (version {} now)': 'La tarea #{} cambió desde que la leyó',
  'Reminder #{} has changed since you read it (version {} now)': 'El recordatorio #{} cambió desde que lo leyó',
  'Report #{} has changed since you read it (version {} now)': 'El informe #{} cambió desde que lo leyó',
  'List "{}" has changed since you read it (version {} now)': 'La lista «{}» cambió desde que la leyó',
  'Your settings have changed since you read them (version {} now)': 'Sus ajustes cambiaron desde que los leyó',
  'I speak English (en) and Spanish (es)': 'Hablo inglés (en) y español (es)',
  'Quiet hours need a beginning and an end, like 22:00-06:00':
    'Las horas de silencio necesitan un principio y un fin, como 22:00-06:00',
};

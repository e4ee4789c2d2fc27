/** What slots are filled with when patterns are turned into training sentences. Written for this purpose. */
const TITLES =
  `check the generator|inspect the pump|fix the leak on tank 3|order filters|call sam|call the landlord about the gate|replace the belt on compressor 2|oil change on truck 4|test the backup power|clean the intake screens|send the invoice|pay the rent|pick up the kids|take out the trash|buy laundry soap|water the plants|meet with steve|book a hotel for the crew|submit the timesheet|file the permit|drain the separator|grease the bearings|check tank levels|refuel the truck|mow the lot|write the weekly summary|email the county|renew the insurance|take the chicken out of the oven|go to the dentist|dentist appointment|mom's birthday|team meeting|the meeting with allen|feed the dog|do the dishes|vacuuming|change the oil|check the pressure at the well|calibrate the meters|install new gaskets|photograph the damage|close valve 7|reset the breaker|walk the fence line|charge the radios|return the rental|laundry|get gas|study for the exam|finish my homework|schedule the crane|review the bid|update the log|paint the shutters|clear the snow|sweep the shop|check on the contractor|bring the ladder back|turn off the irrigation`.split(
    '|',
  );
const ITEMS =
  `milk|milk and eggs|eggs, bread and butter|2 boxes of 3/8 bolts|gloves|a gallon of paint|hydraulic fluid|bananas|coffee|duct tape and zip ties|5 gallons of diesel|o-rings|fuses|paper towels|toilet paper|chips|apples|laundry detergent|safety glasses|grease|two tubes of silicone|soda|cheese|printer paper|batteries|filters|rope|carrots|pipe fittings|a hose clamp|shampoo|water bottles|dog food|wire nuts|propane`.split(
    '|',
  );
const LISTS =
  `shopping|grocery|hardware|parts|packing|christmas|work|errands|supplies|tools|party|camping|wish|crockett parts|truck 4|safety|kitchen|books to read|movies|punch`.split(
    '|',
  );
const PEOPLE = `@joel|@maria|maria|joel|taylor|@sam|the electrician|bryan|@colin|colin|ana|@luis`.split('|');
const SITES = `eagle lake|crockett|mathis|site crockett|the yard|pleasanton|well 5|gonzales|north pad|big sky`.split(
  '|',
);
const NOTES =
  `all systems operational, maintenance completed|generator down, waiting for parts|found a leak on the west line|pump 2 is running hot|replaced the filter and restarted|pressure low at 40 psi|waiting for the part|talked to the vendor, ships friday|no issues found|gate was open on arrival|fence cut on the north side|belt worn, needs replacing soon|oil level ok, coolant topped off|two panels offline|the gate code is 4411|spare keys are in the blue box|we use 15w40 in the generators|the landlord prefers email`.split(
    '|',
  );
const QUERIES =
  `generator check|pump repair|dentist|the meeting|oil change|tomorrow|work|grocery shopping|the leak|rent payment|crockett|today|this week|gym|eagle lake|taking out the trash|mom's birthday|joel|filters|the gate code|belt replacement`.split(
    '|',
  );
const TIMES =
  `tomorrow|tomorrow at 3pm|at 5|on friday|next monday at 9 am|in 20 minutes|every monday|daily|tonight|by noon|on june 5th|this weekend|every weekday at 7|in two hours|friday 5pm`.split(
    '|',
  );
const CONDITIONS = `i get home|it rains|the meeting ends|i leave the site`.split('|');

export const FILLERS: Readonly<Record<string, readonly string[]>> = {
  title: TITLES,
  items: ITEMS,
  list: LISTS,
  who: PEOPLE,
  person: PEOPLE,
  mention: PEOPLE.filter((name) => name.startsWith('@')),
  site: SITES,
  notes: NOTES,
  query: QUERIES,
  when: TIMES,
  filter: QUERIES,
  new: [...LISTS, ...TITLES.slice(0, 10)],
  parent: QUERIES,
  cond: CONDITIONS,
  from: PEOPLE,
  rest: QUERIES,
  a: ['the gate code', 'the spare key', 'joel'],
  b: ['4411', 'in the blue box', 'off on fridays'],
  c: ['4412'],
};

const TITULOS =
  `revisar la bomba|llamar a sam|cambiar el aceite del generador|comprar filtros|pagar la renta|limpiar el tanque|arreglar la cerca|mandar la factura|ir al dentista|la junta con el jefe|recoger a los ninos|sacar la basura|revisar la presion|cargar los radios|pedir mas tubo|llevar la camioneta al taller|pintar la reja|medir el nivel|regar las plantas|cita con el doctor|engrasar los baleros|apagar la bomba 2`.split(
    '|',
  );
const COSAS =
  `leche|leche y huevos|huevos, pan y mantequilla|2 cajas de tornillos|guantes|aceite hidraulico|cafe|cinta y cinchos|diesel|fusibles|papel|manzanas|jabon|pilas|filtros|cuerda|tortillas|agua`.split(
    '|',
  );
const NOTAS =
  `todo en orden, mantenimiento terminado|el generador no prende|hay una fuga en la linea oeste|esperando la pieza|presion baja|se cambio el filtro|el portón quedo abierto|el codigo de la puerta es 4411`.split(
    '|',
  );
const BUSCADO =
  `la bomba|el generador|la fuga|cambio de aceite|hoy|crockett|joel|la renta|el dentista|esta semana|la junta|sacar la basura`.split(
    '|',
  );

export const RELLENOS: typeof FILLERS = {
  ...FILLERS,
  title: TITULOS,
  items: COSAS,
  list: ['compras', 'super', 'ferreteria', 'materiales', 'refacciones', 'crockett', 'la casa', 'viaje'],
  notes: NOTAS,
  query: BUSCADO,
  filter: BUSCADO,
  parent: BUSCADO,
  rest: BUSCADO,
  cond: ['llegue a casa', 'llueva'],
  new: ['materiales', 'casa', 'pendientes'],
  when: [
    'manana',
    'el lunes',
    'a las 3',
    'manana a las 9',
    'el viernes a las 5',
    'en 20 minutos',
    'todos los dias',
    'cada lunes',
  ],
};

/** Talk of a crew that asks for nothing. */
export const CHATTER =
  `on my way|running late, traffic is bad|who has the keys|lunch at noon?|the game was great last night|it is hot out here|copy that|see you at the yard|did you eat already|where are you guys|my phone is dying|nice work on the roof|we got about an inch of rain|truck is loaded and ready|i am at the store|anyone need anything from town|the boss is here|that thing is heavy|i think it broke again|not sure what happened|what time do we start|can someone let me in|the gate is open|i forgot my lunch|radio check|happy birthday joel|good game|we should do that sometime|he said it was done already|i told him to fix it last week|they finished the road yesterday|i need to go home|i have to leave early|he needs a new phone|she is sick today|done|all of it|maybe tomorrow|no idea|who is on call tonight|the list was long|i hate lists|she reminded me of my mother|that reminds me of a song|i could not complete the race|i finished my lunch|we cleared the road|put it there|leave it|send me the picture|look at this|how much was it|i deleted the photo by accident|the report came out in the news|news report says rain|add me on facebook|add this song to my playlist|play some music|delete the email|remove my snow tires|cancel my subscription|cancel the flight|what is the weather|how do i remove a stain|assign a password|give joel my regards|give it a rest|pass the salt|hand me that wrench|move over|take it easy|note the time difference|show me a picture of a cat|show me restaurants nearby|open the door|close the door|turn on the lights|mark is here|mark called|check this out|i checked the weather|estoy en camino|quien tiene las llaves|hace mucho calor|nos vemos manana|que hora es|voy tarde|esta lloviendo|ya comiste|donde estas|buen trabajo|pon musica|apaga la luz|como esta el clima|llama a mi mama|feliz cumpleanos|se rompio otra vez|no se que paso|mandame la foto|el jefe esta aqui`.split(
    '|',
  );

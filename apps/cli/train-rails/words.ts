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
  x: ['unit 2', 'row b', 'the north', 'main', '3', 'the old'],
  y: ['2', 'on the west side', 'in row c', 'a', 'this morning'],
  z: [
    'calling the vendor',
    'waiting on parts',
    'since 3 am',
    'need a new one',
    'reset it twice',
    'two belts and a filter',
  ],
  w: ['since yesterday', 'again', 'need parts'],
  why: ['not needed anymore', 'they did it already', 'leaking again', 'i am stuck in town', 'ran out'],
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
  x: ['la dos', 'de la fila b', 'principal', '2'],
  y: ['2', 'del lado norte', 'otra vez'],
  z: ['ya le hable al proveedor', 'esperando refaccion', 'desde anoche', 'dos bandas y un filtro'],
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
  `on my way|running late, traffic is bad|who has the keys|lunch at noon?|the game was great last night|it is hot out here|copy that|see you at the yard|did you eat already|where are you guys|my phone is dying|nice work on the roof|we got about an inch of rain|truck is loaded and ready|i am at the store|anyone need anything from town|the boss is here|that thing is heavy|i think it broke again|not sure what happened|what time do we start|can someone let me in|the gate is open|i forgot my lunch|radio check|happy birthday joel|good game|we should do that sometime|he said it was done already|i told him to fix it last week|they finished the road yesterday|i need to go home|i have to leave early|he needs a new phone|she is sick today|done|all of it|maybe tomorrow|no idea|who is on call tonight|the list was long|i hate lists|she reminded me of my mother|that reminds me of a song|i could not complete the race|i finished my lunch|we cleared the road|put it there|leave it|send me the picture|look at this|how much was it|i deleted the photo by accident|the report came out in the news|news report says rain|add me on facebook|add this song to my playlist|play some music|delete the email|remove my snow tires|cancel my subscription|cancel the flight|what is the weather|how do i remove a stain|assign a password|give joel my regards|give it a rest|pass the salt|hand me that wrench|move over|take it easy|note the time difference|show me a picture of a cat|show me restaurants nearby|open the door|close the door|turn on the lights|mark is here|mark called|check this out|i checked the weather|estoy en camino|quien tiene las llaves|hace mucho calor|nos vemos manana|que hora es|voy tarde|esta lloviendo|ya comiste|donde estas|buen trabajo|pon musica|apaga la luz|como esta el clima|llama a mi mama|feliz cumpleanos|se rompio otra vez|no se que paso|mandame la foto|el jefe esta aqui|we should probably order gloves sometime|I deleted the app|joel did a great job on the pump|man that generator is loud|lol maria said the pump needs a therapist|who won the game last night|he told me to add it to the list but I said no|are we still on for friday|running 10 minutes late|im at crockett|just left eagle lake|crockett is a pain to get to|how far is mathis from here|did the vendor ever call back|if we finish 12 today beers are on me|don't forget to vote|somebody left the gate open again|the list you gave me was wrong|i'd give it to maria if i were you|maria's taking over the radio again 😂|joel has a cold|12 of us for lunch|there were 12 done by noon yesterday|i'm done|done with this heat|that's it for me today guys|can someone tell me what time it is in denver|what's the torque spec on a 3/4 grade 8|remember when joel fell in the pond|forget about it|never mind that guy|cancel culture is wild|you can cross that bridge when we get to it|we cleared the whole list of songs at karaoke|my wife gave me a list a mile long|got milk?|he said "delete everything" and then laughed|why did the pump cross the road|does anybody need a ride|call me when you get there|thx for handling that|ok will do|copy that|10-4 good buddy|the crew is taking over the world|we are out of luck|we're out of here|i'm out of breath|need more coffee|need 3 more minutes|check this out|check your email|let joel know i said hi|joel's report card came in|the report said rain|did you see the report on the news|tell maria happy birthday|put the truck in the shade|set the parking brake|bump the music up|drop it|push it harder|move over|open the gate please|close the door it's hot|hand me the wrench|give me a break|give it to me straight|break it down for me, how does a vfd work|step on it|split the bill with joel|take 5 everybody|take your time|what's left of the pizza|whats open late around here|show up at 7 tomorrow|reminds me of the time we flooded mathis|that reminder scared me to death|urgent care is on main st|joel needs to chill|maria has to pee|have fun at crockett|have a good one maria|qué calor hace hoy|ya quedó claro|joel ya se fue a su casa|ponle sal a los tacos|se me olvidó el lonche|pásame la llave|quién ganó anoche|ya terminé de comer|no hay bronca|no hay de qué|borra esa cara jaja|is it gonna rain on friday|would you believe they cancelled my flight|I wish I could undo yesterday|someone should fix that door one day|maybe joel can look at it at some point|thinking about moving the generator next year|man i need a vacation|we need to talk about crockett|I need to get better at golf|joel should be here any minute|maria should get a raise|joel can take a joke|taylor will be late|can maria come to lunch with us|have joel and maria met|joel's got 3 kids now|maria has 2 dogs|12 people showed up|it's 102 degrees out here|the score is 21 to 14|20 bucks says it rains|eagle lake is beautiful in the fall|going to eagle lake for the weekend with the family|crockett bbq has the best brisket|anyone been to mathis lately|is there a gas station near crockett|mathis high school won state|good work at crockett everyone|how was eagle lake|I'm on the way to mathis|report to the office|reports of a tornado in oklahoma|the task force is meeting|what a list of excuses|my bucket list is long|add insult to injury why don't you|that adds up|subtract 5 from 12|what's 12 times 7|clear skies today|clear as mud|coast is clear|delete facebook hit the gym|remove your hat|undo your seatbelt|he got fired for deleting files|she cancelled on me|they cancelled the game|cancel my subscription to bad weather|dont forget your hat lol|remember the alamo|remember me?|I remember when diesel was 2 dollars|forget it joel|pick up the phone|pick me up at 5|call joel|tell joel he's a legend|tell joel I'm running late|ask maria if she wants tacos|get joel a beer|get maria on the phone|let me know when you're there|let me check|I'll check tomorrow|I'll get to it|will look at it later|might need more gloves idk|do we even need gloves|we are running low on patience|out of curiosity who made this bot|out of office until monday|out to lunch|are we done|is it done|almost done|not done yet|the job is never done|well done steak please|finished my beer|finish him|I closed the gate behind me|we fixed it ourselves|the pump guy was cute|generator joke: it never gets old|high five|top of the morning|low key tired|urgent need for tacos|somebody needs a nap|somebody needs to lighten up|we gotta stop meeting like this|can someone turn down the radio|should I add it to the list or not?|did you give 12 to maria|if you give 12 to maria she'll be mad|I never said to delete 12|don't delete 12|don't give 12 to maria|do not close 14|who told you to complete 12|"give 12 to maria" is what he said|he wants me to order filters, no way|why is the list empty|what time does home depot close|how do I change my password|send me the pics|nice pic|joel ya llegó|qué buen trabajo hizo maria|nos vemos mañana en crockett|ya comieron?|se acabó el partido|se acabó la fiesta|no borres nada|quién trae las tortillas|dile a joel que lo quiero mucho|acuérdate de mí|ando bien cansado|está lloviendo en mathis|cuánto cuesta la gasolina|that old generator has seen better days|did you see the new pump they bought over at the other company|joel fixed his own truck this weekend|maria is the best welder we ever had|the boss wants pictures for the website|my truck is in the shop|my internet at home is down again|their site is way nicer than ours|the internet says it will snow|power went out at my house|my wife's car broke down|the line at the gas station was crazy|what a beautiful unit|fence jokes never get old|i would give my left arm for a cold drink|give it a rest|give me a second|hand me that|take it easy|let it be|put your hands up|joel took my chair|maria took over the grill|can joel cook|can maria hear me|who took 12 tacos|we had 14 people at the barbecue|12 to 14 maybe|i got 5 on it|20 minutes out|45 minutes late|about 3 more miles|the meeting was cancelled|they rescheduled the concert|they moved the party to friday|he finished last|she is done with him|are you done yet|done and done|i finished school in 98|we closed on the house|closing time|the store is closed|the bar opens at 4|open mic tonight|break a leg|coffee break|breaking news|break time|step away from the truck|one step at a time|two steps back|that was a big step for him|note to self, drink water|of note, nothing|noted|duly noted|low bar|high hopes|top notch|urgent care was packed|normal people sleep at night|the list is endless|not on my list of worries|santa made a list|schindler's list is a good movie|craigslist has one|he is on the naughty list|check please|check mate|cash or check|i will check with my wife|checks in the mail|what a report card|the weather report was wrong|i report to maria|who do you report to|reporters everywhere|reminds me of my dad|that song reminds me of texas|this reminds me of mathis|undoing my belt|i take it back, you are funny|no take backs|forget you|i forgot|i remember now|remember to breathe|remember that time in crockett|ask me later|ask your mom|tell me a joke|tell me about it|tell him i said hey|tell them to come eat|get out of here|get some sleep|get well soon|have a nice weekend|have you eaten|let us eat|let me sleep|make it stop|make my day|order in the court|order up|we ordered pizza|clean joke please|replace me with a robot|fix your face|fill me in later|drain the swamp|test test 1 2 3|test the limits|swap stories|pull over|pull my finger|haul ass|dig in everyone|paint me surprised|weld done|reset my life|restart monday please|sweep the series|tighten up defense|pick up lines|drop the beat|drop me a pin|load up on carbs|ship it|sign me up|turn it off i hate that song|shut up|shut the front door|move it|go long|the crew is hungry|crew lunch on me|good crew today|great team effort|proud of this crew|so tired of this rain|is the lake open for fishing|crockett traffic is bad|mathis has a new taco place|eagle lake bass are biting|we should fix that one of these days|we could use some help sometime|i wish somebody would fix the ac in this truck|would be nice to have more gloves one day|if it breaks it breaks|if the pump dies we go home lol|what if we moved the generator|imagine if joel was on time|he said the generator was down but it was not|they say the valve is fine|she asked if 12 was done|i thought 12 was done|was 12 the one with the leak|do not touch 12|dont mark it done yet|never delete anything|please do not clear the list|no one said to cancel it|i did not ask for a reminder|stop reminding everyone how good you are|me duele la espalda|que sueño tengo|ya mero llego|ando en la tienda|se fue la luz en mi casa|mi troca no prende|que buena estuvo la carne asada|no manches|andale pues|orale|ahi nos vemos|a que hora comemos|joel anda crudo|maria cumple años hoy|feliz cumpleaños maria|vamos por unos tacos|quien va ganando|hace un chorro de calor|como estuvo el fin|me caes bien|no le digas a joel|si quieres lo hacemos luego|deberiamos comprar guantes algun dia|algun dia arreglamos esa puerta|no agregues nada|no la marques todavia|dijo que ya habia terminado|la lista de invitados de la boda|se me olvido la cartera|crockett is closer than mathis right|the crockett crew ate all the donuts|eagle lake fan club meets tuesday|joel got a flat on the way in|joel wants a raise|maria brought cookies|taylor is the best|joel can you hear me|maria can you bring lunch|joel please stop|have joel call his mom|let maria know im outside|get taylor on the radio|ask joel if he saw my hat|give taylor a ride home|12 sounds good|i'd say 12 or 13|12 feet of pipe is plenty|8 is enough|7 eleven has slushies|we finished 2nd in the tournament|i'm 30 minutes away|we have 5 trucks here|3 down 2 to go|that's a done deal at 20k|is this thing on|you're doing great|delete that from your memory lol|cancel my gym membership|they might cancel the concert|clear your schedule|i cleared my throat|remove the lid first then pour|add water and stir|add salt to taste|put your phone down|put it in reverse|listing my house next month|top of my list is sleep|who's on first|what's the score|what's for dinner|show me your teeth|break it to me gently|split ends|step brothers is hilarious|stop reporting me|report for duty|report says oil is up 2 percent|log off already|log cabin for sale|note how quiet it is|remember remember the fifth of november|remind you of anyone?|she reminds me of my aunt|reminder set on my phone already|he should be done by 5|I will be done by 5|need a hand?|need anything from the store?|we need rain|i need a beer|need more time|got any gum|got stuck in the mud again|bought lunch for the crew|out of my mind|out of nowhere he quit|low tide|generator of good vibes|that pump is a piece of junk|tanks a lot|the fence post says hi|my gate code is my birthday haha|high water mark|urgent: free pizza in the trailer|priority mail came|undo it? no thanks|never undo a good thing|redo the kitchen someday|do not reassign 12|why was 12 deleted|I'd rather you not close 12|who moved 12 to friday|we could give 12 to joel|what if joel took 12|I heard maria took 12|joel said give 12 to maria lol|ya casi llego|la neta no sé|joel no vino hoy|la 12 no me gusta esa canción|maria hizo tamales|pon música|dame chance|crockett queda lejos|no hay problema|falta poco|faltan 5 minutos|quedó bien bonito|recuérdame por qué venimos|joel burned the brisket|eagle lake sunset was amazing|crockett traffic was backed up|maria is out today|taylor you there?|joel bring ice|anybody got jumper cables|pump it up|I'll be at mathis in 20|leaving crockett now|lost my keys at eagle lake lol|my buddy in crockett sells trucks|that was 12 hours ago|we need 4 for cards tonight|5 is my limit|he's number 1|task failed successfully haha|my to do list is just sleep|a list celebrities only|check engine light on my civic is on|fixed my truck last night|replaced my phone screen|finished the book you lent me|closed the deal on my house|got milk from the store for home|ordered wings for the game|cancelled netflix finally|reminder that rangers play at 7|just a reminder, be nice|can you remind me what we talked about at lunch|I need a reminder of why I work here|add me on facebook|put me in coach|take me home|remove me from this group|delete this chat|clear as day|assign blame elsewhere|have a safe trip joel|let's go rangers|get that money|give me strength|tell me more|tell joel good job|ask maria for the recipe|maria has to see this meme|joel must be tired|someone needs to tell joel he snores|should i replace the fan or clean it?|what's the best oil for a cummins|how many gallons in a barrel|who do I call about payroll|when is payday|where's the nearest home depot|I think 12 is done but let me check|hold off on closing 12|not 12, 13|was that 12 or 13|joel said he'd do 12 eventually|don't add that to the list|please don't remind me|if the generator goes down call me|hope the pump holds|generator is humming along nicely|power rangers marathon|lock him up|he's a real unit|joel anda en el súper|la comida está lista|ya está lista la carne|maria ya terminó la escuela|dile que no se preocupe|pon atención|saca las cheves|no cierres la 12|estamos en mathis comiendo|quedamos a las 12`.split(
    '|',
  );

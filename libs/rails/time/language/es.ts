import { spanishRoles } from './es-roles.ts';
import { type Vocabulary } from './vocabulary.ts';

// prettier-ignore
/** Spanish as crews in the Americas type and dictate it; accents are folded before lookup. */
export const spanish: Vocabulary = {
  language: 'es',
  numericDate: 'unknown',
  plainDayOfMonth: true,
  numbers: {
    cero: 0, uno: 1, una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10,
    once: 11, doce: 12, trece: 13, catorce: 14, quince: 15, dieciseis: 16, diecisiete: 17, dieciocho: 18,
    diecinueve: 19, veinte: 20, veintiuno: 21, veintiun: 21, veintidos: 22, veintitres: 23, veinticuatro: 24,
    veinticinco: 25, veintiseis: 26, veintisiete: 27, veintiocho: 28, veintinueve: 29, treinta: 30, cuarenta: 40,
    cincuenta: 50, sesenta: 60, noventa: 90, 'un par de': 2, 'par de': 2,
  },
  ordinals: {
    primer: 1, primero: 1, primera: 1, segundo: 2, segunda: 2, tercer: 3, tercero: 3, tercera: 3, cuarto: 4,
    cuarta: 4, quinto: 5, quinta: 5,
  },
  ordinalSuffixes: ['º', 'ª', 'ro', 'er', 'do', 'to', 'mo', 'vo', 'no', 'ra', 'da', '°'],
  weekdays: {
    lunes: 1, martes: 2, miercoles: 3, jueves: 4, viernes: 5, sabado: 6, domingo: 7, lun: 1, mie: 3, jue: 4, vie: 5,
    sab: 6, dom: 7, miercole: 3, biernes: 5, juebes: 4, sabdo: 6, miercols: 3,
  },
  everyWeekday: {
    'los lunes': 1, 'los martes': 2, 'los miercoles': 3, 'los jueves': 4, 'los viernes': 5, 'los sabados': 6,
    'los domingos': 7, sabados: 6, domingos: 7,
  },
  months: {
    enero: 1, febrero: 2, marzo: 3, abril: 4, mayo: 5, junio: 6, julio: 7, agosto: 8, septiembre: 9, setiembre: 9,
    octubre: 10, noviembre: 11, diciembre: 12, ene: 1, feb: 2, abr: 4, jun: 6, jul: 7, ago: 8, sept: 9, oct: 10,
    nov: 11, dic: 12,
  },
  units: {
    segundo: 'second', segundos: 'second', seg: 'second', minuto: 'minute', minutos: 'minute', min: 'minute',
    mins: 'minute', minutito: 'minute', minutitos: 'minute', hora: 'hour', horas: 'hour', hr: 'hour', hrs: 'hour',
    horita: 'hour', dia: 'day', dias: 'day', semana: 'week', semanas: 'week', mes: 'month', meses: 'month',
    ano: 'year', anos: 'year', quincena: { unit: 'day', count: 15 }, quincenas: { unit: 'day', count: 15 },
    trimestre: { unit: 'month', count: 3 }, trimestres: { unit: 'month', count: 3 },
    semestre: { unit: 'month', count: 6 },
  },
  gluedUnits: { s: 'second', m: 'minute', h: 'hour', d: 'day' },
  days: {
    hoy: 0, 'hoy mismo': 0, 'el dia de hoy': 0, manana: 1, 'el dia de manana': 1, 'pasado manana': 2, ayer: -1,
    anteayer: -2, antier: -2,
  },
  times: {
    mediodia: '12:00', 'a mediodia': '12:00', 'al mediodia': '12:00', 'medio dia': '12:00', 'a medio dia': '12:00',
    'al medio dia': '12:00', medianoche: '24:00', 'a medianoche': '24:00', 'a la medianoche': '24:00',
    'media noche': '24:00', 'a primera hora': '08:00', 'primera hora': '08:00',
    'a primera hora de la manana': '08:00', 'a primera hora de manana': '08:00', 'a ultima hora': '17:00',
    'fin del dia': '17:00', 'final del dia': '17:00', 'al final del dia': '17:00', 'fin de la jornada': '17:00',
    'final de la jornada': '17:00', 'al final de la jornada': '17:00', 'al cierre del dia': '17:00',
    'a la hora de comer': '12:00', 'a la hora del almuerzo': '12:00', 'hora del almuerzo': '12:00',
  },
  meridiems: { am: 'am', pm: 'pm', 'de la madrugada': 'am' },
  parts: { tarde: 'afternoon', noche: 'night', madrugada: 'early' },
  partPhrases: {
    'por la manana': 'morning', 'en la manana': 'morning', 'de la manana': 'morning', 'a la manana': 'morning',
    'por la tarde': 'afternoon', 'en la tarde': 'afternoon', 'de la tarde': 'afternoon', 'a la tarde': 'afternoon',
    'por la noche': 'night', 'en la noche': 'night', 'de la noche': 'night', 'a la noche': 'night',
    'de noche': 'night', 'de madrugada': 'early', 'en la madrugada': 'early', 'por la madrugada': 'early',
    'temprano en la manana': 'early', 'temprano por la manana': 'early', temprano: 'early', tempranito: 'early',
    'del mediodia': 'midday',
  },
  partsOfToday: {
    'esta manana': 'morning', 'esta tarde': 'afternoon', 'esta noche': 'night', 'hoy en la noche': 'night',
    'hoy por la noche': 'night', 'hoy en la tarde': 'afternoon', 'hoy por la tarde': 'afternoon',
    'hoy por la manana': 'morning', 'hoy en la manana': 'morning',
  },
  everyPart: {
    'todas las mananas': 'morning', 'todas las tardes': 'afternoon', 'todas las noches': 'night',
    'cada manana': 'morning', 'cada tarde': 'afternoon', 'cada noche': 'night', 'por las mananas': 'morning',
    'por las tardes': 'afternoon', 'por las noches': 'night', 'en las mananas': 'morning',
    'en las tardes': 'afternoon', 'en las noches': 'night',
  },
  holidays: {
    navidad: '12-25', nochebuena: '12-24', nochevieja: '12-31', 'ano nuevo': '01-01', 'dia de reyes': '01-06',
    'dia de muertos': '11-02',
  },
  zones: {
    'hora del este': 'America/New_York', 'hora del centro': 'America/Chicago', 'hora de la montana': 'America/Denver',
    'hora del pacifico': 'America/Los_Angeles', utc: 'UTC', gmt: 'UTC',
  },
  adverbs: {
    diario: { unit: 'day', count: 1 }, diariamente: { unit: 'day', count: 1 }, 'a diario': { unit: 'day', count: 1 },
    semanalmente: { unit: 'week', count: 1 }, semanal: { unit: 'week', count: 1 },
    quincenalmente: { unit: 'day', count: 15 }, mensualmente: { unit: 'month', count: 1 },
    mensual: { unit: 'month', count: 1 }, trimestralmente: { unit: 'month', count: 3 },
    anualmente: { unit: 'year', count: 1 },
  },
  weak: [
    'diario', 'semanal', 'mensual', 'mie', 'sab', 'dom', 'vie', 'jue', 'lun', 'segundo', 'segunda', 'cuarto',
    'cuarta', 'quinto', 'quinta', 'feb', 'jul', 'ago', 'ene', 'primero', 'tarde', 'noche', 'temprano',
  ],
  forgiven: ['miercoles', 'viernes', 'jueves', 'septiembre', 'noviembre', 'diciembre', 'octubre', 'febrero'],
  roles: spanishRoles,
};

/** What is read off at a site; English and Spanish together, folded, because crews mix them. */
export const QUANTITIES = words(`
  temperature temperatures temp temps pressure psi oil fuel diesel coolant voltage volts current amps amperage load frequency
  flow level levels humidity speed rpm runtime hours hour-meter battery batteries vibration water depth wind rain rainfall
  hashrate weight volume ph salinity output power reading meter odometer mileage throughput rate gas production differential
  temperatura presion aceite combustible refrigerante voltaje corriente carga frecuencia caudal flujo nivel niveles humedad
  velocidad horas bateria baterias vibracion agua profundidad viento lluvia peso volumen potencia lectura medidor produccion
`);

/** What stands at a site. */
export const EQUIPMENT = words(`
  generator generators gen gens genset gensets pump pumps well wells compressor compressors tank tanks valve valves engine engines
  motor motors unit units panel panels separator separators pipeline gauge fence fences gate gates inverter inverters fan fans
  breaker breakers transformer transformers container containers miner miners asic asics rack racks rig rigs heater heaters
  chiller chillers hvac router routers starlink internet comms pdu ups camera cameras trailer trailers filter filters belt belts
  seal hose radiator alternator starter flare scrubber network controller controllers sensor sensors switch switches psu
  system systems line lines truck trucks equipment lights light alarm alarms meter meters battery batteries
  generador generadores planta bomba bombas pozo pozos compresor compresores tanque tanques valvula valvulas motor motores unidad
  unidades panel paneles separador ducto cerca portones porton inversor inversores ventilador ventiladores interruptor
  transformador contenedor contenedores calentador camara camaras filtro filtros banda manguera sistema sistemas linea lineas
  camion camioneta equipo equipos luces alarma red
`);

/** How a quantity may be found when no number is said. */
export const VALUES = words(`
  normal low high ok okay good fine full empty stable steady critical nominal bad poor elevated excellent fair zero nil
  bajo baja alto alta bien bueno buena lleno llena vacio vacia estable critico critica mal malo mala cero
`);

/** How equipment may be found. */
export const STATES = words(`
  up down online offline running operational working stopped tripped tripping leaking leaks leaked broken dead failed failing stuck
  overheating overheated vibrating frozen flooded cracked shutdown faulted faulting alarming knocking smoking unresponsive
  damaged missing secure secured locked open closed hashing restored repaired serviced ok okay good fine normal stable green
  clear hot noisy rusty clean dirty full empty low idle intact charging
  encendido encendida encendidos encendidas apagado apagada apagados apagadas funcionando operativo operativa operativos
  operativas parado parada caido caida roto rota rotos rotas danado danada averiado averiada averiados averiadas
  fallando tirando sobrecalentado sobrecalentada
  trabado trabada bien mal abierto abierta cerrado cerrada asegurado asegurada limpio limpia sucio sucia
`);

/** Between a name and its state: these change nothing, or are kept as part of the state. */
export const JOINS = words(
  'is are was were looks look reads read reading at al of = : still all es esta estan estaba a en son to up down rose fell dropped climbed jumped went subio bajo cayo',
);
export const KEPT_JOINS = words('not back still no again');

/** Words that begin a clause without belonging to it. */
export const OPENERS = words(
  'the a an and also but our found saw noticed y e el la los las un una tambien pero encontre encontramos hay vi vimos',
);

/** Units as they are written, each with the spelling they are kept in; case counts for one letter. */
export const UNITS: readonly (readonly [spelt: RegExp, unit: string])[] = [
  [/^(?:°\s?f|f|deg(?:rees?)?\s?f|degrees fahrenheit|grados f|fahrenheit)$/iu, '°F'],
  [/^(?:°\s?c|C|deg(?:rees?)?\s?c|degrees celsius|grados c|celsius|grados centigrados)$/iu, '°C'],
  [/^(?:°|deg|degs|degrees?|grados?)$/iu, '°'],
  [/^(?:psi|psig|lb\/in2)$/iu, 'psi'],
  [/^(?:bars?|bares)$/iu, 'bar'],
  [/^kpa$/iu, 'kPa'],
  [/^(?:%|percent|pct|por\s?ciento)$/iu, '%'],
  [/^(?:v|volts?|voltios?|vac|vdc)$/iu, 'V'],
  [/^kv$/iu, 'kV'],
  [/^(?:a|amps?|amperes?|amperios?)$/iu, 'A'],
  [/^(?:w|watts?|vatios?)$/iu, 'W'],
  [/^kw$/iu, 'kW'],
  [/^kwh$/iu, 'kWh'],
  [/^mw$/iu, 'MW'],
  [/^kva$/iu, 'kVA'],
  [/^(?:hz|hertz)$/iu, 'Hz'],
  [/^rpm$/iu, 'rpm'],
  [/^(?:h|hrs?|hours?|horas?)$/iu, 'h'],
  [/^(?:min|mins|minutes?|minutos?)$/iu, 'min'],
  [/^(?:gal|gals|gallons?|galon|galones)$/iu, 'gal'],
  [/^(?:l|lt|lts|liters?|litres?|litros?)$/iu, 'L'],
  [/^(?:bbl|bbls|barrels?|barriles)$/iu, 'bbl'],
  [/^(?:mcf|mcfd)$/iu, 'mcf'],
  [/^gpm$/iu, 'gpm'],
  [/^cfm$/iu, 'cfm'],
  [/^ppm$/iu, 'ppm'],
  [/^(?:"|in|inch|inches|pulgadas?)$/iu, 'in'],
  [/^(?:'|ft|feet|foot|pies?)$/iu, 'ft'],
  [/^(?:mm)$/iu, 'mm'],
  [/^(?:cm)$/iu, 'cm'],
  [/^(?:m|meters?|metres?|metros?)$/iu, 'm'],
  [/^(?:mi|miles?|millas?)$/iu, 'mi'],
  [/^(?:km|kilometers?|kilometros?)$/iu, 'km'],
  [/^mm\/s(?:ec)?$/iu, 'mm/s'],
  [/^(?:in\/s(?:ec)?|ips)$/iu, 'in/s'],
  [/^m\/s$/iu, 'm/s'],
  [/^(?:knots?|kn|nudos?)$/iu, 'kn'],
  [/^m[3³]\/h$/iu, 'm³/h'],
  [/^(?:l\/min|lpm)$/iu, 'L/min'],
  [/^(?:bpd|bbl\/d(?:ay)?)$/iu, 'bbl/d'],
  [/^(?:ma|milliamps?)$/iu, 'mA'],
  [/^(?:ohms?|Ω)$/iu, 'Ω'],
  [/^db$/iu, 'dB'],
  [/^mph$/iu, 'mph'],
  [/^(?:km\/h|kph)$/iu, 'km/h'],
  [/^(?:lb|lbs|pounds?|libras?)$/iu, 'lb'],
  [/^(?:kg|kgs|kilos?)$/iu, 'kg'],
  [/^(?:th|th\/s)$/iu, 'TH/s'],
  [/^(?:ph\/s)$/iu, 'PH/s'],
];

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/u).filter(Boolean));
}

/** What a document says in its own words. */
export interface Labels {
  readonly locale: string;
  readonly report: string;
  readonly reports: string;
  readonly site: string;
  readonly author: string;
  readonly observed: string;
  readonly status: string;
  readonly draft: string;
  readonly final: string;
  readonly finalBy: (name: string, when: string) => string;
  readonly text: string;
  readonly readings: string;
  readonly reading: string;
  readonly value: string;
  readonly unit: string;
  readonly equipment: string;
  readonly found: string;
  readonly followUps: string;
  readonly done: string;
  readonly open: string;
  readonly needed: string;
  readonly files: string;
  readonly count: (reports: number) => string;
  readonly none: string;
  readonly nothing: string;
  readonly version: (version: number) => string;
  readonly printed: (when: string) => string;
  readonly page: (page: number, of: number) => string;
  readonly kinds: Readonly<Record<string, string>>;
  /** Of a file that is not there. */
  readonly missing: Readonly<Record<string, string>>;
  readonly tooLarge: string;
  readonly away: string;
}

export const LABELS: Readonly<Record<'en' | 'es', Labels>> = {
  en: {
    locale: 'en-GB',
    report: 'Field report',
    reports: 'Field reports',
    site: 'Site',
    author: 'Reported by',
    observed: 'Observed',
    status: 'Status',
    draft: 'DRAFT',
    final: 'FINAL',
    finalBy: (name, when) => `Made final by ${name}, ${when}`,
    text: 'Report',
    readings: 'Readings',
    reading: 'Reading',
    value: 'Value',
    unit: 'Unit',
    equipment: 'Equipment',
    found: 'Found',
    followUps: 'Follow-up tasks',
    done: 'done',
    open: 'open',
    needed: 'Mentioned as needed',
    files: 'Photos and files',
    count: (reports) => (reports === 1 ? '1 report' : `${reports} reports`),
    none: '–',
    nothing: 'There are no reports here.',
    version: (version) => `version ${version}`,
    printed: (when) => `printed ${when}`,
    page: (page, of) => `Page ${page} of ${of}`,
    kinds: {
      photo: 'Photo',
      document: 'File',
      video: 'Video',
      voice: 'Voice note',
      audio: 'Audio',
      location: 'Place',
      contact: 'Contact',
    },
    missing: { pending: 'not fetched yet', failed: 'could not be fetched', deleted: 'deleted' },
    tooLarge: 'not kept, over 20 MB',
    away: 'cannot be read just now: the file store does not answer; print it again later',
  },
  es: {
    locale: 'es',
    report: 'Informe de campo',
    reports: 'Informes de campo',
    site: 'Sitio',
    author: 'Informa',
    observed: 'Observado',
    status: 'Estado',
    draft: 'BORRADOR',
    final: 'FINAL',
    finalBy: (name, when) => `Final por ${name}, ${when}`,
    text: 'Informe',
    readings: 'Lecturas',
    reading: 'Lectura',
    value: 'Valor',
    unit: 'Unidad',
    equipment: 'Equipo',
    found: 'Estado',
    followUps: 'Tareas de seguimiento',
    done: 'hecha',
    open: 'abierta',
    needed: 'Mencionado como necesario',
    files: 'Fotos y archivos',
    count: (reports) => (reports === 1 ? '1 informe' : `${reports} informes`),
    none: '–',
    nothing: 'No hay informes aquí.',
    version: (version) => `versión ${version}`,
    printed: (when) => `impreso ${when}`,
    page: (page, of) => `Página ${page} de ${of}`,
    kinds: {
      photo: 'Foto',
      document: 'Archivo',
      video: 'Vídeo',
      voice: 'Nota de voz',
      audio: 'Audio',
      location: 'Lugar',
      contact: 'Contacto',
    },
    missing: { pending: 'aún no recibido', failed: 'no se pudo obtener', deleted: 'borrado' },
    tooLarge: 'no guardado, más de 20 MB',
    away: 'no se puede leer ahora: el almacén de archivos no responde; imprímelo más tarde',
  },
};

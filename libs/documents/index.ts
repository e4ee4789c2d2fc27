export { reportsAsCsv, type CsvRows } from './reports.csv.ts';
export { reportsAsPdf, type Photo, type Reader } from './reports.pdf.ts';

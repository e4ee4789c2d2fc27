/** What pdfkit knows of a picture it has opened. */
interface Opened {
  readonly width: number;
  readonly height: number;
  /** As EXIF has it: from 5 on pdfkit turns the picture by a quarter. */
  readonly orientation?: number;
  /** Of a JPEG; undefined when it is of no kind that can be printed. */
  readonly colorSpace?: string | undefined;
}

/** How large a picture is as it is printed, upright. Throws when it is none that pdfkit can print. */
export function sizeOf(pdf: PDFKit.PDFDocument, bytes: Buffer): { width: number; height: number } {
  // openImage is pdfkit's own, and missing from its types
  const image = (pdf as unknown as { openImage(src: Buffer): Opened }).openImage(bytes);
  if ('colorSpace' in image && !image.colorSpace) throw new Error('a JPEG of an unknown kind');
  const { width, height, orientation = 1 } = image;
  return orientation > 4 ? { width: height, height: width } : { width, height };
}

import type { Content, FileFields } from '../bot-api.ts';
import { CAPTION, finishText, type Formatted, readText } from '../checks/text.ts';
import { Arguments, fieldsOf, type Upload } from '../server/arguments.ts';
import { badRequest } from '../server/refusal.ts';
import type { FileKind } from '../world/files.ts';
import type { Inside, Method } from './inside.ts';
import { deliver, placeOf } from './send.ts';

const MAX_DOWNLOAD = 20 << 20;
const MAX_PHOTO = 10 << 20;
const ALBUM = { least: 2, most: 10 };

type Kind = 'photo' | 'document';

const sendPhoto: Method = (args, inside) => sendFile('photo', args, inside);
const sendDocument: Method = (args, inside) => sendFile('document', args, inside);

const sendMediaGroup: Method = (args, inside) => {
  const items = args.json('media', 'media');
  if (!Array.isArray(items)) throw badRequest('expected an Array of InputMedia');
  const parsed = items.map((item: unknown) => albumItem(item, args));
  const place = placeOf(args, inside);
  if (items.length < ALBUM.least) throw badRequest('there are not enough media to send as an album');
  if (items.length > ALBUM.most) throw badRequest('there are too many messages to send as an album');
  const group = String(inside.clock.unix()) + String(inside.world.chats.size) + String(Math.trunc(inside.clock.wall()));
  const contents = parsed.map(({ kind, file, caption }) => ({
    ...fileContent(kind, file, inside),
    ...captionContent(caption, inside),
    media_group_id: group,
  }));
  return contents.map((content) => deliver({ ...place, keyboard: undefined }, content, inside));
};

const getFile: Method = (args, { files }) => {
  const id = args.text('file_id');
  if (id === '') throw badRequest('file_id not specified');
  const kept = files.find(id);
  if (!kept) throw badRequest('invalid file_id');
  if (kept.lost) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if ((kept.fields.file_size ?? 0) > MAX_DOWNLOAD) throw badRequest('file is too big');
  const { file_id, file_unique_id, file_size } = kept.fields;
  return { file_id, file_unique_id, file_size, file_path: files.open(kept) };
};

export const MEDIA_METHODS: Record<string, Method> = {
  sendphoto: sendPhoto,
  senddocument: sendDocument,
  sendmediagroup: sendMediaGroup,
  getfile: getFile,
};

function sendFile(kind: Kind, args: Arguments, inside: Inside) {
  const file = fileFrom(args.text(kind), args, kind) ?? args.upload(kind);
  if (!file) throw badRequest(`there is no ${kind} in the request`);
  const caption = readText(args, CAPTION);
  const place = placeOf(args, inside);
  const content = { ...fileContent(kind, file, inside), ...captionContent(caption, inside) };
  return deliver(place, content, inside);
}

function albumItem(item: unknown, args: Arguments) {
  const fields = fieldsOf(item);
  if (!fields) throw badRequest("can't parse InputMedia: expected an Object");
  const { type } = fields;
  if (type !== 'photo' && type !== 'document') {
    throw badRequest(`can't parse InputMedia: type "${String(type)}" is unsupported`);
  }
  const own = new Arguments(fields);
  const file = fileFrom(own.text('media'), args, type);
  if (!file) throw badRequest("can't parse InputMedia: media not found");
  const kind: Kind = type;
  return { kind, file, caption: readText(own, CAPTION) };
}

/** A file_id, or the file sent along under `attach://name`. */
function fileFrom(value: string, args: Arguments, kind: Kind): string | Upload | undefined {
  if (value === '') return undefined;
  if (value.startsWith('attach://')) return args.upload(value.slice('attach://'.length));
  if (/^https?:\/\//.test(value)) {
    throw badRequest(kind === 'photo' ? 'failed to get HTTP URL content' : 'wrong type of the web page content');
  }
  return value;
}

function fileContent(kind: Kind, file: string | Upload, { files }: Inside): Content {
  if (typeof file !== 'string') return uploaded(kind, file, files);
  const kept = files.find(file);
  if (!kept) throw badRequest('wrong file identifier/HTTP URL specified');
  const wanted: FileKind = kind === 'photo' ? 'photos' : 'documents';
  if (kept.kind !== wanted) throw badRequest(`can't use file of type ${named(kept.kind)} as ${named(wanted)}`);
  return kind === 'photo' ? { photo: files.keepPhoto(kept) } : { document: kept.fields };
}

function uploaded(kind: Kind, { name, type, bytes }: Upload, files: Inside['files']): Content {
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (kind === 'document') return { document: files.keep('documents', { bytes, name, type }) };
  if (bytes.length > MAX_PHOTO) throw badRequest('file is too big');
  if (!isImage(bytes)) throw badRequest('IMAGE_PROCESS_FAILED');
  const photo: readonly FileFields[] = files.keepPhoto({ bytes });
  return { photo };
}

function captionContent(caption: Formatted, { world }: Inside): Content {
  if (caption.text === '') return {};
  const { text, entities } = finishText(caption, CAPTION, world);
  return { caption: text, ...(entities.length > 0 && { caption_entities: entities }) };
}

function isImage(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, 12);
  return /^(\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP)/s.test(head);
}

function named(kind: FileKind): string {
  return { photos: 'Photo', voice: 'Voice', documents: 'Document' }[kind];
}

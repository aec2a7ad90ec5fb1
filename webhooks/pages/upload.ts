import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';
import { MOST_BYTES } from '../../lib/conversations/rep-answers.ts';
import type { AttachmentPart } from '../../lib/mail/incoming/attachments.ts';

export type UploadProblem = 'files_too_large' | 'too_many_files' | 'unreadable';

/** The form can't be taken as it came; nothing of it was kept. */
export class UploadError extends Error {
  readonly code: UploadProblem;

  constructor(code: UploadProblem) {
    super(`The upload was refused: ${code}.`);
    this.name = 'UploadError';
    this.code = code;
  }
}

export type Upload = { fields: Record<string, string>; files: AttachmentPart[] };

const FIELD_BYTES = 300_000;
const FIELDS = 10;
const FILES = 20;

/** A form with files, in memory, which has room for as much as a mail may carry. Throws UploadError. */
export function readUpload(request: Request): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const fields: Upload['fields'] = {};
    const files: AttachmentPart[] = [];
    let bytes = 0;
    let parser: BusboyInstance;
    const refuse = (code: UploadProblem) => {
      request.unpipe(parser);
      // The browser hears the answer only once it has said all.
      request.resume();
      reject(new UploadError(code));
    };
    try {
      const limits = { fieldSize: FIELD_BYTES, fields: FIELDS, files: FILES };
      parser = new Busboy({
        headers: { ...request.headers, 'content-type': request.get('content-type') ?? '' },
        limits,
      });
    } catch {
      request.resume();
      reject(new UploadError('unreadable'));
      return;
    }
    parser.on('field', (name, value, _nameCut, valueCut) => {
      if (valueCut) refuse('unreadable');
      else fields[name] = value;
    });
    parser.on('file', (_name, stream, filename, _encoding, contentType) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes > MOST_BYTES) {
          pieces.length = 0;
          refuse('files_too_large');
        } else pieces.push(piece);
      });
      stream.on('end', () => {
        // A file field that was left empty comes as a file without name and bytes.
        if (filename)
          files.push({ filename, contentType, contentId: null, inline: false, content: Buffer.concat(pieces) });
      });
    });
    parser.on('filesLimit', () => refuse('too_many_files'));
    parser.on('fieldsLimit', () => refuse('unreadable'));
    parser.on('error', () => refuse('unreadable'));
    parser.on('finish', () => resolve({ fields, files }));
    request.on('aborted', () => reject(new UploadError('unreadable')));
    request.pipe(parser);
  });
}

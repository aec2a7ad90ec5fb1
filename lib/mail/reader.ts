import pLimit from 'p-limit';
import { createThreads, TaskEndedError, type Threads } from '../threads.ts';
import type { MailToShow, Malformed, OpenedPost, ReadReply, ReplyToRead } from './in-threads.ts';
import type { MailAttachment } from './types.ts';

type MailTasks = typeof import('./in-threads.ts');

/** A post whose body is read once for each attempt: the thread takes it, and nobody keeps a large one beside. */
export type UnreadPost = { contentType: string; readBody: () => Promise<Buffer> };

export type MailReader = {
  /** A mail that takes too long comes back unparsed, which its `problems` say. */
  open(post: UnreadPost): Promise<OpenedPost | Malformed>;
  /** Of a mail that takes too long the whole text is the new text, with confidence 0. */
  read(reply: Omit<ReplyToRead, 'replyDomain'>): Promise<ReadReply>;
  /** A mail whose HTML takes too long is shown as text. */
  show(mail: MailToShow): Promise<MailToShow>;
};

// Six times as long as in company.
const ALONE_MS = 120_000;

/** One mail after the other, each in a thread of its own that is fresh and may take two minutes. */
export function createReadAlone(options: { replyDomain: string }) {
  const oneAtATime = pLimit(1);
  return <Result>(work: (reader: MailReader) => Promise<Result>): Promise<Result> =>
    oneAtATime(async () => {
      const threads = createThreads({ size: 1, timeLimitMs: ALONE_MS });
      try {
        return await work(createMailReader(threads, options));
      } finally {
        await threads.close();
      }
    });
}

const FILE = new URL('./in-threads.ts', import.meta.url);

/** Reads mail in threads that can be ended. Throws TaskEndedError where even the plain reading of a mail was ended. */
export function createMailReader(threads: Threads, { replyDomain }: { replyDomain: string }): MailReader {
  const task = <Name extends keyof MailTasks>(
    name: Name,
    input: Parameters<MailTasks[Name]>[0],
    transfer?: ArrayBuffer[],
  ) => threads.run<MailTasks, Name>({ file: FILE, name }, input, transfer);

  return {
    async open({ contentType, readBody }) {
      const read = async () => {
        const body = await readBody();
        const { buffer } = body;
        // Only a large one has a buffer of its own.
        const own = body.length >= LARGE && body.length === buffer.byteLength && buffer instanceof ArrayBuffer;
        return { post: { contentType, body, replyDomain }, transfer: own ? [buffer] : [] };
      };
      const { post, transfer } = await read();
      return task('openPost', post, transfer).catch(async (error: unknown) => {
        if (!(error instanceof TaskEndedError)) throw error;
        const again = await read();
        const problem = `${error.message} The mail is shown as it came.`;
        return task('openUnparsed', { ...again.post, problem }, again.transfer);
      });
    },
    async read({ mail, ...rest }) {
      const { attachments } = mail;
      const reply = { ...rest, mail: { ...mail, attachments: attachments.map(withoutContent) }, replyDomain };
      const result = await task('readReply', reply).catch((error: unknown) => {
        if (!(error instanceof TaskEndedError)) throw error;
        return task('readWhole', reply);
      });
      return { ...result, mail: { ...result.mail, attachments } };
    },
    show(mail) {
      return task('showMail', { ...mail, replyDomain }).catch((error: unknown) => {
        if (!(error instanceof TaskEndedError)) throw error;
        return task('showMail', { ...mail, html: null, replyDomain });
      });
    },
  };
}

const LARGE = 1_000_000;
const NOTHING = new Uint8Array();
const withoutContent = (attachment: MailAttachment): MailAttachment => ({ ...attachment, content: NOTHING });

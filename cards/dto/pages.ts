import { z } from 'zod';
import { LANGUAGES } from '../../lib/language.ts';

/**
 * GET /messages/:messageId/page?language=… — the address of the whole email, for `openIframeModal`, good for minutes;
 * GET /messages/:messageId/compose-page?language=… — of the page that answers it with files and formatting.
 */
export const pageQuery = z.object({ language: z.enum(LANGUAGES) });
export type PageLink = { url: string };

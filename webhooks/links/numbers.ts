import { Router } from 'express';
import { readReport } from '../../lib/conversations/screens/report.ts';
import type { Sql } from '../../lib/database/types.ts';
import { inertValue } from '../../lib/hubspot/inert.ts';
import type { InEveryLanguage } from '../../lib/language.ts';
import { readReportLink } from '../../lib/mail/own-marks/report-link.ts';
import { findPortal } from '../../lib/portals/portals.ts';
import { languageOf, sendPage } from './page.ts';
import { LINK_WORDS } from './words.ts';

type NumbersOptions = { sql: Sql; signingKey: Buffer; now: () => Date };

/** The numbers of the home page as a spreadsheet, one line a rep; what a cell holds is never a formula. */
export function createNumbersDownload({ sql, signingKey, now }: NumbersOptions): Router {
  const router = Router();
  router.get('/:link', async (request, response) => {
    const link = readReportLink(request.params.link, signingKey, now());
    const portal = link && (await findPortal(sql, link.portalId));
    if (!link || portal?.state !== 'connected') {
      const language = languageOf(request);
      sendPage(response, { status: 404, language, title: LINK_WORDS[language].expired });
      return;
    }
    const report = await readReport(sql, link, link);
    const lines = report.reps.map((each) => [
      each.name,
      each.team ?? '',
      ...[
        each.sent,
        each.delivered,
        each.bounced,
        each.mailed,
        each.mailed_replied,
        each.mailed_positive,
        each.replies,
      ],
      ...[each.high_value, each.needs_handling, each.positive, each.opted_out, each.answered, each.with_deadline],
      ...[each.in_time, rounded(each.medianMinutes), rounded(each.slowMinutes)],
    ]);
    response
      .attachment(`reply-tracking-${link.from}-${link.to}.csv`)
      .type('text/csv; charset=utf-8')
      .set({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'private, no-store' })
      // Excel takes a file without the mark for one in the system's own code page.
      .send(`\ufeff${[HEADER[link.language], ...lines].map(lineOf).join('\r\n')}\r\n`);
  });
  return router;
}

const rounded = (minutes: number | null): number | string => (minutes === null ? '' : Math.round(minutes));

/** RFC 4180. */
const lineOf = (cells: readonly (string | number)[]): string =>
  cells
    .map((cell) => (typeof cell === 'number' ? String(cell) : `"${inertValue(cell).replaceAll('"', '""')}"`))
    .join(',');

const HEADER: InEveryLanguage<readonly string[]> = {
  en: [
    'Rep',
    'Team',
    'Sent',
    'Delivered',
    'Bounced',
    'People emailed',
    'People who replied',
    'People with a positive reply',
    'Replies',
    'High value',
    'Needs handling',
    'Positive replies',
    'Unsubscribed',
    'Answered',
    'Answered with a due time',
    'Answered in time',
    'Time to answer, median (min)',
    'Time to answer, 90th percentile (min)',
  ],
  pt: [
    'Usuário',
    'Equipe',
    'Enviados',
    'Entregues',
    'Devolvidos',
    'Pessoas contatadas',
    'Pessoas que responderam',
    'Pessoas com resposta positiva',
    'Respostas',
    'Alto valor',
    'Requer tratativa',
    'Respostas positivas',
    'Descadastros',
    'Respondidas',
    'Respondidas com prazo',
    'Respondidas no prazo',
    'Tempo até responder, mediana (min)',
    'Tempo até responder, percentil 90 (min)',
  ],
  es: [
    'Usuario',
    'Equipo',
    'Enviados',
    'Entregados',
    'Rebotados',
    'Personas contactadas',
    'Personas que respondieron',
    'Personas con respuesta positiva',
    'Respuestas',
    'Alto valor',
    'Requiere gestión',
    'Respuestas positivas',
    'Bajas',
    'Respondidas',
    'Respondidas con plazo',
    'Respondidas a tiempo',
    'Tiempo hasta responder, mediana (min)',
    'Tiempo hasta responder, percentil 90 (min)',
  ],
};

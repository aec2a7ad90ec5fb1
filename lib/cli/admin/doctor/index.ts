import { geminiOf, type Reading } from '../../../config.ts';
import type { DiagnosticCommand } from '../command.ts';
import { checkClock } from './clock.ts';
import { checkDatabase } from './database.ts';
import { checkDns } from './dns.ts';
import type { Finding } from './finding.ts';
import { checkGemini } from './gemini.ts';
import { checkHubSpot } from './hubspot.ts';
import { checkPublicUrl } from './public-url.ts';
import { checkSendGrid } from './sendgrid.ts';
import { checkSettings } from './settings.ts';

/** Looks at everything that the settings name; what is not set yet is left out. `folder`: where hsprofile files are. */
export async function examine(reading: Reading, folder: string): Promise<Finding[]> {
  const { given } = reading;
  const { PUBLIC_URL, REPLY_DOMAIN, HUBSPOT_BASE_URL = '', SENDGRID_BASE_URL = '' } = given;
  const parts = await Promise.all([
    checkSettings(reading),
    checkDatabase(given),
    checkClock([HUBSPOT_BASE_URL, SENDGRID_BASE_URL]),
    PUBLIC_URL ? checkPublicUrl(PUBLIC_URL) : [],
    REPLY_DOMAIN ? checkDns(REPLY_DOMAIN, given.DNS_SERVERS) : [],
    checkSendGrid(given),
    checkHubSpot(given, folder),
    checkGemini(geminiOf(given)),
  ]);
  return parts.flat();
}

export const doctorCommand: DiagnosticCommand = {
  path: 'doctor',
  says: 'ask HubSpot, SendGrid, Gemini, DNS and the database what works, and say the next step',
  diagnoses: async (reading, { cwd }) => ({ findings: await examine(reading, cwd) }),
};

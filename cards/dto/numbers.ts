import { z } from 'zod';
import type { ResponseType } from './timeline.ts';

export const WHOSE = ['mine', 'team', 'everyone'] as const;
export type Whose = (typeof WHOSE)[number];
export const NUMBER_SOURCES = ['composer', 'workflow', 'address', 'logged'] as const;
export type NumberSource = (typeof NUMBER_SOURCES)[number];

const MOST_DAYS = 400;
const range = {
  from: z.iso.date(),
  to: z.iso.date(),
  whose: z.enum(WHOSE),
  source: z.enum(NUMBER_SOURCES).optional(),
};
const isRange = ({ from, to }: { from: string; to: string }) =>
  from <= to && Date.parse(to) - Date.parse(from) < MOST_DAYS * 86_400_000;
const tooLong = { path: ['to'], message: `must be on or after from, and within ${MOST_DAYS} days` };

/** Days in the account's time zone, both included. */
export const numbersQuery = z.object(range).refine(isRange, tooLong);

/** Numbers behind which a list stands. `late`: answered after it was due. */
export const LISTED_NUMBERS = [
  'sent',
  'bounced',
  'mailed',
  'mailedReplied',
  'mailedPositive',
  'replies',
  'needsHandling',
  'optedOut',
  'late',
] as const;
export type ListedNumber = (typeof LISTED_NUMBERS)[number];

export const numberListQuery = z
  .object({
    ...range,
    number: z.enum(LISTED_NUMBERS),
    rep: z.string().max(320).optional(),
    /** Reps whose main team this is. */
    team: z.string().max(200).optional(),
    /** Of a subject: what workflows sent, or what people did. */
    workflow: z.enum(['yes', 'no']).optional(),
    subject: z.string().max(200).optional(),
    language: z.string().max(10).optional(),
    after: z.string().max(200).optional(),
  })
  .refine(isRange, tooLong);

/** What docs/use.md defines, word by word. Minutes are null where nothing was answered. */
export type Figures = {
  sent: number;
  delivered: number;
  bounced: number;
  mailed: number;
  mailedReplied: number;
  mailedPositive: number;
  replies: number;
  highValue: number;
  needsHandling: number;
  positive: number;
  optedOut: number;
  answered: number;
  withDeadline: number;
  inTime: number;
  medianMinutes: number | null;
  slowMinutes: number | null;
};

/** GET /numbers */
export type NumbersView = {
  from: string;
  to: string;
  beforeFrom: string;
  beforeTo: string;
  now: Figures;
  /** The same number of days before. */
  before: Figures;
  /** By the Monday that begins it, all of the range, the first one first. */
  weeks: WeekFigures[];
  /** The slowest first; `team`: the main one in HubSpot. */
  reps: RepFigures[];
  /** By the main team of each rep in HubSpot, the slowest first. */
  byTeam: TeamFigures[];
  /** Those with which most people were mailed, 20 at most; what a workflow sent stands apart. */
  subjects: SubjectFigures[];
  languages: LanguageFigures[];
  /** The user's teams in HubSpot; without one "My team" is the user alone. */
  teams: string[];
  /** Where a spreadsheet of this is downloaded, for 15 minutes. */
  csvUrl: string;
};

export type WeekFigures = Figures & { week: string };
export type RepFigures = Figures & { rep: string; name: string; team: string | null };
export type TeamFigures = Figures & { team: string };
export type SubjectFigures = Figures & { subject: string; workflow: boolean };
export type LanguageFigures = Figures & { language: string };

/** GET /numbers/list */
export type NumberList = { items: NumberListItem[]; next: string | null; contactUrl: string };
export type NumberListItem = {
  messageId: string;
  hubspotId: string;
  contactName: string;
  subject: string;
  rep: string;
  day: string;
  responseType: ResponseType | null;
};

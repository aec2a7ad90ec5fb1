import type { ComposerView } from '../../cards/dto/compose.ts';
import type { ContactSummary, ReplyAddress } from '../../cards/dto/contact.ts';
import type { HomeView } from '../../cards/dto/home.ts';
import type { HealthView, SettingsView } from '../../cards/dto/settings.ts';
import type { AnalysisView, TimelineMessage } from '../../cards/dto/timeline.ts';

/** Returns of the endpoints, as the cards get them. */
export const analysis = (changes: Partial<AnalysisView> = {}): AnalysisView => ({
  version: 1,
  analyst: 'gemini:gemini-3.5-flash-lite',
  fields: {
    kind: 'human',
    response_type: 'high_value',
    key_insights: 'They want prices for 40,000 emails.',
    sentiment: 'positive',
    opportunity_score: 4,
    follow_up_needed: true,
    product_interest: 'very_interested',
    action_items: ['Send the price list'],
    product_usage: 'the free plan',
    monthly_volume: 'about 40k emails a month',
    pain_points: ['delivery is slow'],
    evidence: {
      action_items: ['could you send me the prices?'],
      product_usage: 'we use the free plan',
      monthly_volume: 'about 40k emails a month',
      pain_points: ['delivery is slow'],
    },
    confidence: 0.9,
    doubt: null,
    absence: null,
    referral: null,
    flags: [],
  },
  original: {},
  correctedBy: null,
  confirmedBy: null,
  checkWanted: false,
  createdAt: '2026-11-22T12:00:00.000Z',
  ...changes,
});

export const message = (changes: Partial<TimelineMessage> = {}): TimelineMessage => ({
  id: '0193a5c0-0000-7000-8000-000000000001',
  kind: 'reply',
  direction: 'incoming',
  channel: 'email',
  author: { name: 'John Carter', address: 'john@northwind.example' },
  subject: 'Re: Freight rates',
  text: 'Could you send me the prices?',
  shortened: false,
  occurredAt: '2026-11-22T12:00:00.000Z',
  revision: 1,
  editable: false,
  mail: {
    kind: 'human',
    fullyRead: true,
    absence: null,
    trust: 'verified',
    authenticatedDomain: 'northwind.example',
    held: false,
    ignored: false,
    bankChange: false,
    acceptedBy: null,
  },
  analysis: analysis(),
  analysisState: 'done',
  actionItems: [
    {
      id: '0193a5c0-0000-7000-8000-0000000000aa',
      text: 'Send the price list',
      quote: 'could you send me the prices?',
      dueAt: null,
      doneAt: null,
      doneBy: null,
    },
  ],
  attachments: [],
  handling: 'waits',
  change: null,
  delivery: null,
  ...changes,
});

export const summary = (changes: Partial<ContactSummary> = {}): ContactSummary => ({
  paused: false,
  hubspotId: '123',
  name: 'John Carter',
  status: 'replied',
  statusChangedAt: null,
  waiting: {
    since: '2026-11-22T12:00:00.000Z',
    dueAt: null,
    overdue: false,
    responseType: 'high_value',
    snoozedUntil: null,
    handedTo: null,
  },
  replyCount: 1,
  latestReply: message(),
  unidentified: [],
  openItems: message().actionItems,
  suggestions: [],
  attention: [],
  ...changes,
});

export const replyAddress: ReplyAddress = {
  state: 'active',
  address: 'reply+0123456789abcdef@reply.example',
  createdAt: '2026-11-22T12:00:00.000Z',
  expiresAt: '2027-02-20T12:00:00.000Z',
  olderActive: 2,
};

export const composer = (changes: Partial<ComposerView> = {}): ComposerView => ({
  to: 'John Carter <john@northwind.example>',
  cc: '',
  problem: null,
  named: true,
  signature: '',
  drafting: true,
  draft: null,
  templates: [],
  ...changes,
});

export const settings = (changes: Partial<SettingsView> = {}): SettingsView => ({
  canChange: true,
  portal: {
    language: 'en',
    ai: true,
    forward: true,
    answersThrough: 'reply_tracking',
    automaticStatus: true,
    tasks: true,
    taskTypes: ['high_value', 'needs_handling'],
    taskOwners: { high_value: null, needs_handling: null },
    deadlines: { high_value: 24, needs_handling: 4 },
    workingHours: { days: [1, 2, 3, 4, 5], from: 9, to: 18, holidays: [] },
    words: { products: [], competitors: [], highValue: [], needsHandling: [], forAi: '' },
    wordsVersion: 0,
    optOutLine: true,
    postalAddress: 'Vendas, Rua A 1, São Paulo',
    dailyCap: 500,
    defaultOwnerId: null,
    editors: [],
  },
  wordsSaved: null,
  aiReads: true,
  user: { answersThrough: null, signature: '' },
  forwardAddresses: {
    portal: { address: null, state: 'none', requestedAt: null },
    user: { address: null, state: 'none', requestedAt: null },
  },
  forwardsTo: 'ana@vendas.example',
  owners: [{ ownerId: '62', userId: '8150101', name: 'Ana Souza' }],
  ...changes,
});

export const health: HealthView = {
  checks: [
    { name: 'connection', state: 'ok', problem: null, names: [] },
    { name: 'scopes', state: 'warning', problem: 'scopes_missing', names: ['sales-email-read'] },
  ],
};

export const home = (changes: Partial<HomeView> = {}): HomeView => ({
  whose: 'everyone',
  paused: false,
  waiting: [
    {
      hubspotId: '123',
      contactName: 'John Carter',
      messageId: '0193a5c0-0000-7000-8000-000000000001',
      subject: 'Re: Freight rates',
      channel: 'email',
      since: '2026-11-20T12:00:00.000Z',
      dueAt: '2026-11-21T12:00:00.000Z',
      overdue: true,
      handedTo: null,
      rep: 'Ana Souza',
      responseType: 'high_value',
      opportunityScore: 4,
      keyInsights: 'They want prices.',
    },
  ],
  waitingTotal: 1,
  waitingHighValue: 1,
  waitingOverdue: 1,
  unidentified: [],
  attention: [
    {
      effectId: '0193a5c0-0000-7000-8000-0000000000ee',
      step: 'properties',
      state: 'needs_attention',
      hubspotId: '124',
      contactName: 'Priya Shah',
      reason: { code: 'hubspot_refused', details: { status: 400, said: '"Region" is required.' } },
      nextStep: 'correct_and_retry',
      since: '2026-11-22T10:00:00.000Z',
      waitsFor: null,
      canRetry: true,
    },
  ],
  attentionTotal: 1,
  lateReplies: [
    {
      id: '0193a5c0-0000-7000-8000-0000000000bb',
      from: 'lucia@vega.example',
      subject: 'Re: offer',
      receivedAt: '2026-11-22T09:00:00.000Z',
      hubspotId: '125',
      contactName: 'Lucía Fernández',
      excerpt: 'Sorry for the late answer: we want the offer.',
    },
  ],
  toCheck: [
    {
      hubspotId: '123',
      contactName: 'John Carter',
      messageId: '0193a5c0-0000-7000-8000-000000000001',
      version: 1,
      fields: {
        response_type: 'needs_handling',
        sentiment: 'negative',
        opportunity_score: 3,
        follow_up_needed: true,
        product_interest: 'interested',
        key_insights: 'Angry, but wants more.',
      },
      responseType: 'needs_handling',
      keyInsights: 'Angry, but wants more.',
      doubt: 'A complaint and an interest at once.',
      confidence: 0.5,
      fullyRead: true,
      receivedAt: '2026-11-22T12:00:00.000Z',
    },
  ],
  toCheckMore: false,
  corrections: [
    { field: 'response_type', reviewed: 4, corrected: 1 },
    { field: 'sentiment', reviewed: 4, corrected: 0 },
  ],
  contactUrl: 'https://app.hubspot.com/contacts/4711001/record/0-1/',
  ...changes,
});

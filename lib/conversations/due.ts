import type { Analysis } from '../analysis/index.ts';
import type { Portal } from '../portals/portals.ts';
import type { TaskType } from '../portals/settings.ts';
import { addWorkingMinutes } from '../portals/working-hours.ts';

/** For what has no type of its own: a question about a sender, a handed over conversation, a step. */
export const A_DAY_MS = 24 * 3_600_000;

export type DuePortal = Pick<Portal, 'timeZone'> & { settings: Pick<Portal['settings'], 'deadlines' | 'workingHours'> };

/** When a reply of this type has to be answered at the latest; null where its type has no deadline. */
export function dueTime(type: TaskType, receivedAt: Date, portal: DuePortal): Date;
export function dueTime(type: Analysis['response_type'], receivedAt: Date, portal: DuePortal): Date | null;
export function dueTime(type: Analysis['response_type'], receivedAt: Date, portal: DuePortal): Date | null {
  const { deadlines } = portal.settings;
  if (type === 'high_value') return new Date(receivedAt.getTime() + deadlines.high_value * 3_600_000);
  if (type === 'needs_handling') return addWorkingMinutes(receivedAt, deadlines.needs_handling * 60, portal);
  return null;
}

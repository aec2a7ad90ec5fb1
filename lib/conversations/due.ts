import type { Analysis } from '../analysis/index.ts';
import { addWorkingMinutes } from '../portals/working-hours.ts';

export const HIGH_VALUE_DUE_MS = 24 * 3_600_000;
const NEEDS_HANDLING_DUE_MINUTES = 4 * 60;

/** When a reply of this type has to be answered at the latest; null where its type asks for no task. */
export function dueTime(type: 'high_value' | 'needs_handling', receivedAt: Date, timeZone: string): Date;
export function dueTime(type: Analysis['response_type'], receivedAt: Date, timeZone: string): Date | null;
export function dueTime(type: Analysis['response_type'], receivedAt: Date, timeZone: string): Date | null {
  if (type === 'high_value') return new Date(receivedAt.getTime() + HIGH_VALUE_DUE_MS);
  if (type === 'needs_handling') return addWorkingMinutes(receivedAt, NEEDS_HANDLING_DUE_MINUTES, timeZone);
  return null;
}

/**
 * `hs_timestamp` of a timeline item. None of HubSpot's objects takes an id of ours, so the milliseconds carry the
 * effect's number: with the contact they tell the items of one second apart when a lost answer has to be looked up.
 */
export function markedTimestamp(at: Date, seq: number): string {
  return new Date(Math.floor(at.getTime() / 1000) * 1000 + (seq % 1000)).toISOString();
}

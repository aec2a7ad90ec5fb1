/** Twilio, "Setting up the Inbound Parse webhook"; the EU has a host of its own. */
const SENDGRID_MX = /^mx(\.[a-z]+)?\.sendgrid\.net$/i;

/** Of a domain's MX records, those that take its mail anywhere but to Inbound Parse. */
export const exchangesElsewhere = (records: { exchange: string }[]): string[] =>
  records.map(({ exchange }) => exchange).filter((exchange) => !SENDGRID_MX.test(exchange));

/** Whether all mail of a domain with these MX records gets to Inbound Parse. */
export const bringsReplies = (records: { exchange: string }[]): boolean =>
  records.length > 0 && exchangesElsewhere(records).length === 0;

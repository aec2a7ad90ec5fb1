/** Whoever wrote or did something: a user of HubSpot, or a person by name and address. */
export type Author = { userId?: string; name: string; address?: string };

/** Whoever runs the product, by `npm run admin`. */
export const OPERATOR: Author = { name: 'operator' };

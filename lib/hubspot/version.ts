/** HubSpot's API version, part of every dated path (developers.hubspot.com, "API versioning"; current since 2026-09). */
export const API_VERSION = '2026-09';

/** App events have no 2026-09 path yet; `/integrators/timeline/v4` serves the same calls until 2027-03-30. */
export const APP_EVENTS_PATH = '/integrators/timeline/2026-03';

/** Largest batch of the CRM object APIs. */
export const BATCH_SIZE = 100;

/** Largest batch of reading associations. */
export const ASSOCIATION_BATCH_SIZE = 1000;

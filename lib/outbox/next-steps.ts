/**
 * What a person can do about an effect that waits for one. A row stores the code, which pages and cards say in their
 * user's language; these are the command line's words.
 */
export const NEXT_STEPS = {
  retry: 'Try it again.',
  correct_and_retry: 'Fix what HubSpot reported, then try again.',
  look_and_retry: 'Check the contact in HubSpot, then try again.',
  ask_and_retry: 'Ask the customer or look into SendGrid’s activity before you send it again.',
  wait: 'Nothing to do: it is tried again automatically.',
  connect_again: 'Connect the app again from its install link.',
  grant_permission: 'Connect the app again and grant the permission that HubSpot names.',
  opt_out_in_hubspot: 'Set the opt-out on the contact in HubSpot, or connect again and grant the permission.',
  restore_contact: 'Restore the contact in HubSpot.',
  check_contact_address: 'Check the contact’s address.',
  check_forward_address: 'Check under Settings where replies are forwarded.',
  set_forward_address: 'Set an address under Settings → Where replies are forwarded.',
  tell_operator: 'Contact your Reply Tracking administrator.',
} as const;

export type NextStep = keyof typeof NEXT_STEPS;

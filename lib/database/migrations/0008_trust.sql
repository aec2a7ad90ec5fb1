-- Who wrote a mail: `unproven` is an address of the contact or its company that nothing proves. What was judged before
-- without proof stays as it was judged, since its consequences have happened.
alter table messages drop constraint messages_trust_check, add constraint messages_trust_check
  check (trust in ('verified', 'known', 'colleague', 'unproven', 'failed', 'unknown'));

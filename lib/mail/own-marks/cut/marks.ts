/** In a line or subject of ours: whatever number stood there. */
export const ANY_NUMBER = '\ue000';

/** What we put into a mail to a rep, and what takes its place where the rep's answer quotes it. */
export type OurMarks = {
  /** Lines of ours without their links, in every language they may have been written in. */
  lines: string[];
  /** In front of a subject. */
  subjectMarks: string[];
  /** Subjects of mails that bring no mail of the customer's. */
  subjects: string[];
  /** The subject that takes the place of these. */
  subject: string;
  /** Where every link of ours begins. */
  publicUrl: string;
  /** Senders as we showed them, `John Carter (northwind.example)`, in their parts. */
  names: { name: string; domain: string }[];
  /** Our addresses that stood for the customer, by token. */
  tokens: string[];
  customerAddress: string;
  /** In place of any other reply address of ours: the customer wrote to it and meant the rep. */
  repAddress: string;
  replyDomain: string;
};

/** A piece of a text, and what stands there instead. */
export type Edit = { from: number; to: number; by: string };

/** Runs work that holds so many bytes in memory once there is room for them; what is small does not wait. */
export type Room = <Result>(bytes: number, work: () => Promise<Result>) => Promise<Result>;

const SMALL_BYTES = 1_000_000;

/**
 * Room for big mails: a mail of 30 MB stands in memory several times while it is read or sent, and eight of them at once
 * took a process down. Whoever came first goes first; what is bigger than the whole room has it for itself.
 */
export function createRoom(allBytes: number): Room {
  let free = allBytes;
  const waiting: { bytes: number; enter: () => void }[] = [];
  const letIn = () => {
    for (let next = waiting[0]; next && next.bytes <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.bytes;
      next.enter();
    }
  };
  return async (wanted, work) => {
    if (wanted < SMALL_BYTES) return work();
    const bytes = Math.min(wanted, allBytes);
    await new Promise<void>((enter) => {
      waiting.push({ bytes, enter });
      letIn();
    });
    try {
      return await work();
    } finally {
      free += bytes;
      letIn();
    }
  };
}

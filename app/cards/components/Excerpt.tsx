import { Text } from '@hubspot/ui-extensions';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { quotesOf } from '../facts.ts';
import { firstLines, markQuotes } from '../quotes.ts';

const LENGTH = 420;

/** What the sidebar shows of a reply's text. */
export const excerptOf = ({ text }: TimelineMessage): string => firstLines(text, LENGTH);

/** A text with the words marked on which its analysis rests. */
export function MarkedText({ text, message }: { text: string; message: TimelineMessage }) {
  const quotes = message.analysis ? quotesOf(message.analysis) : [];
  return (
    <Text>
      {markQuotes(text, quotes).map((piece, n) =>
        piece.marked ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
          <Text key={n} inline format={{ fontWeight: 'demibold', lineDecoration: 'underline' }}>
            {piece.text}
          </Text>
        ) : (
          piece.text
        ),
      )}
    </Text>
  );
}

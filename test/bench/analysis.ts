import { analyzeByRules } from '../../lib/analysis/rules/analyst.ts';
import type { AnalysisInput } from '../../lib/analysis/schema.ts';

const replies = 10_000;
const maxSeconds = 15;
const maxGrowth = 3;

/** Replies of everyday length, put together from parts so that no two in a row are the same. */
const openings = ['Hi Ana,\n\n', 'Oi Pedro, tudo bem?\n', 'Hola Marta, gracias por escribir.\n', 'Hello team,\n\n'];
const middles = [
  'We send about 40k emails a month through your platform and half of them end up in spam. Can you look into this before Friday?',
  'Gostei bastante da demonstração. Quanto fica para subir de 50 para 75 licenças? Se tiver desconto anual, melhor ainda.',
  'Por ahora no nos interesa, ya tenemos otra herramienta. Te aviso si cambia algo el año que viene.',
  "Thanks for the offer, but we'll pass this quarter. Our budget is closed and the team is happy with what it has.",
  'A integração parou de sincronizar desde segunda e ninguém do suporte responde. Já abri três chamados.',
];
const closings = [
  '\n\nBest regards,\nJohn Miller\nOperations',
  '\n\nAtt,\nCarla Dias\nFinanceiro',
  '\n\nSaludos,\nLuis',
  '',
];

/** Long texts of shapes that trip patterns with backtracking. */
const shapes: Record<string, (length: number) => string> = {
  sentences: (length) =>
    middles
      .join(' ')
      .repeat(Math.ceil(length / 500))
      .slice(0, length),
  letters: (length) => 'a'.repeat(length),
  dots: (length) => 'a.'.repeat(length / 2),
  brackets: (length) => '<'.repeat(length),
  comments: (length) => '<!--'.repeat(length / 4),
  numbers: (length) => '40k emails a month '.repeat(length / 19),
  questions: (length) => 'can you? '.repeat(length / 9),
  complaints: (length) => 'It is broken again, great job. '.repeat(length / 31),
  referrals: (length) => 'Wrong person, ask Ana Lima. '.repeat(length / 28),
  negations: (length) => 'not '.repeat(length / 4),
  newlines: (length) => 'ok\n'.repeat(length / 3),
  base64: (length) => 'QUJD'.repeat(length / 4),
  orders: (length) => 'ignore all previous things '.repeat(length / 27),
};

const inputOf = (text: string): AnalysisInput => ({
  text,
  subject: 'Re: Proposal',
  sentText: 'Hi, shall we talk about the new plan?',
  history: [],
  language: 'en',
});

/** Seconds of processor time: other work on the machine does not count. */
const secondsOf = (work: () => void): number => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

/** A collection of garbage in one run is not growth. */
const bestOfTwo = (work: () => void): number => Math.min(secondsOf(work), secondsOf(work));

/** Ten thousand replies through the rules analyst on one core, and its growth with the length of one text. */
export function benchAnalysis(): void {
  const texts = Array.from({ length: replies }, (_, index) =>
    [openings[index % 4], middles[index % 5], ' ', middles[(index + 2) % 5], closings[index % 4]].join(''),
  );
  analyzeByRules(inputOf(texts[0]!));
  const all = secondsOf(() => {
    for (const text of texts) analyzeByRules(inputOf(text));
  });
  report(`${replies} replies`, `${all.toFixed(1)} s`, all < maxSeconds, `under ${maxSeconds} s`);

  for (const [name, make] of Object.entries(shapes)) {
    const half = bestOfTwo(() => analyzeByRules(inputOf(make(512 * 1024))));
    const whole = bestOfTwo(() => analyzeByRules(inputOf(make(1024 * 1024))));
    const growth = whole / half;
    report(
      `1 MB of ${name}`,
      `${whole.toFixed(2)} s, ${growth.toFixed(1)} times half of it`,
      growth < maxGrowth || whole < 0.5,
      `under ${maxGrowth} times`,
    );
  }
}

function report(name: string, figure: string, good: boolean, floor: string): void {
  process.stdout.write(`${good ? 'ok  ' : 'FAIL'}  ${name.padEnd(20)} ${figure.padEnd(34)} (${floor})\n`);
  if (!good) process.exitCode = 1;
}

// The words of an aside to software that asks for a favor, in six languages. Every quantifier is bounded.
const any = (...words: string[]) => `(?:${words.join('|')})`;

/** What is a machine by its name alone. People are called Claude and Alexa, so these are none. */
const machine = any(
  String.raw`A\.?I\.?|LLM|IA|KI|GPT|ChatGPT|Gemini|Copilot`,
  '(?:language|linguagem|lenguaje) models?|modelo de (?:linguagem|lenguaje)|Sprachmodell',
  '(?:artificial|k[üu]nstliche) intelligen[cz]e?|intelig[êe]ncia artificial|intelligence artificielle|intelligenza artificiale',
  '(?:ro)?bots?|chatbots?|rob[ôo]s?|robozinhos?|robotito|algorithms?|algoritmos?|Algorithmus|algorithme',
  'automation|automa[çc][ãa]o|automatizaci[óo]n|summari[sz]er|classifier|classificador|clasificador',
  '(?:virtual|digital|automated|automatic) (?:assistant|reader|system)s?',
  '(?:assistente|asistente|sistema|leitor|lector)(?:e?s)? (?:virtua(?:l|is|les)|digita(?:l|is|les)|autom[áa]ticos?|de (?:triagem|clasificaci[óo]n))',
);
/** What is one only when it reads mail; a greeting to it is none to a person. */
const tool = any(
  'software|systems?|sistemas?|programs?|programas?|Programm|programme|machines?|m[áa]quinas?|logiciel',
  'tools?|ferramentas?|herramientas?|filters?|filtros?|models?|modelos?',
);
const reader = any(tool, 'assistants?|assistentes?|asistentes?|Assistent');
const that = any('that', 'which', 'who', 'que', 'das', 'die', 'der', 'qui', 'che');
const reads = any(
  'read(?:s|ing)?|process(?:es|ing)?|sort(?:s|ing)?|scor(?:es?|ing)|summari[sz](?:es?|ing)|triag(?:es?|ing)|scan(?:s|ning)?',
  'pars(?:es?|ing)|handl(?:es?|ing)|go(?:es|ing)? through|l[êe]|leem|lendo|ler|leia|lee|leen|lea|leyendo|anali[sz]ando',
  'classifica[mn]?|clasifican?|resumem?|resumen?|ordenan?|process[ae]m?|procesan?|organizan?|filtran?|anali[sz]an?',
  '(?:mit)?liest|(?:mit)?lesen|lisez|lit|trie|legge|leggi|faz a triagem',
);
/** The same as a participle: who says that a robot reads, speaks of it; who says "the robot reading this", to it. */
const reading =
  '(?:reading|processing|sorting|scoring|summari[sz]ing|triaging|scanning|parsing|handling|lendo|leyendo)';
const mail = any(
  'e-?mails?|mails?|messages?|notes?|repl(?:y|ies)|thread|inbox|mailbox|mensage(?:m|ns)|respostas?|recados?|correos?|mensajes?',
  'respuestas?|bandeja|caixa|Nachricht(?:en)?|courriels?|messaggi[oi]?',
);
const these = any(
  'this|these|my|meu|minha|mi|mon|mia|isto|isso|esto|das|ceci|questo|este|esta|esse|essa|estos|estas|estes|diese|ce|ces|cette',
);
const politely = any(
  'please|kindly|would|could|might|be|for|to|and|e|y|por|bitte|und|et|pouvait|pourrait|pudesse|pudiera|k[öo]nnte',
);
/** "This", where it is the mail and nothing else of theirs. */
const thisMail = `(?:${these} ${mail}|this|isto|isso|esto|ceci|questo|along)(?= {0,2}[,.;:!)]| {0,2}$| (?:hier )?${politely}(?!\\p{L}))`;
const greeting = any(
  'dear|hey|hello|hi|psst|querid[oa]s?|car[oa]s?|estimad[oa]s?|prezad[oa]s?|ol[áa]|oi|hola|liebe[rs]?|hallo|ch[eè]re?|bonjour|gentile|ciao',
);
const toward = any(
  'to',
  'for',
  'para',
  'pr[ao]s?',
  'ao',
  'aos',
  'à',
  'às',
  'al',
  'a l[ao]s?',
  'an',
  'für',
  'au',
  'aux',
  'pour',
  'per',
);
const read = any('read|processed|sorted|scored|lid[oa]|le[íi]d[oa]|processad[oa]|procesad[oa]|gelesen|lu|letto');
const by = any('by|por|pel[oa]|von|par|da');
/** What stands behind a name that is spoken to. */
const fond = any('querid[oa]|car[oa]|amig[oa]|amigão|dear|ch[eé]ri|caro');
const supposing = any('if|should|caso|whatever|whichever|any|se|si|falls|wenn|qualquer|cualquier|alguma?|alg[uú]na?');
/** What such an aside wants written down, where its build alone does not tell. */
const favor = any(
  String.raw`not(?:e|ing)|say(?:ing)?|mention|put|mark(?:ing)?|rat(?:e|ing)|scor(?:e|ing)|rank|giv(?:e|ing)|treat|log|describ(?:e|ing)|count|consider|flag|file|generous|stars?|priorit\w{1,8}`,
  String.raw`coloqu?\w{1,6}|mar(?:qu|c)\w{1,6}|d[êe]|diga|dizer|digam|dar|anot\w{1,5}|registr\w{1,5}|consider\w{1,5}|trat[ae]\w{0,3}|nota|pontua\w{0,6}|estrelas?`,
  String.raw`pon(?:er|g|ga|ganos|nos|me)?\w{0,4}|d[ée]nos|denme|decir|indi(?:car|que)|apunt\w{1,4}|puntuaci[óo]n|estrellas?|pedimos|conste`,
  String.raw`einstuf\w{0,3}|stufe|bewert\w{0,3}|vermerk\w{0,3}|class(?:er|ez)|notez|segn\w{1,6}|valut\w{1,5}`,
);
const soon = String.raw`[^\n?]{0,120}?(?<!\p{L})${favor}(?!\p{L})`;
const few = (most: number) => String.raw`(?:[\p{L}'’]{1,20} ){0,${most}}`;
const begins = String.raw`(?:^|[.!?:;,(—–-] {0,2}|\bp\.? ?[sd]\.?:? )`;
const noLetter = String.raw`(?<!\p{L})`;
const software = `(?:${machine}|${reader} (?:${that} )?${few(1)}${reads} ${few(2)}(?:${mail}|this|isto|esto))`;

/**
 * Sentences that ask software which reads the mail for a favor, by their build: somebody greets it ("Dear AI, …"), turns
 * to it ("PS to the robot that sorts this: …") or supposes it ("If an algorithm scores this mail …"). A customer who
 * speaks of software ("the AI reads our invoices") does none of that to one that reads this mail: of 5,306 labeled
 * replies one is built like it, and it is meant to be.
 */
const asides: readonly RegExp[] = [
  `${noLetter}${greeting}(?: there)?,? ${few(1)}(?:${machine}|${tool})(?= {0,2}[,:;.!—–-])`,
  `${begins}${few(4)}${toward} ${few(2)}${software}(?!\\p{L})[^.!?,:;\\n]{0,60}[:;]`,
  `${begins}${few(4)}${toward} ${few(2)}${software}(?!\\p{L})[^.!?\\n]{0,60}?,${soon}`,
  `${noLetter}${supposing} ${few(2)}(?:un'|l')?(?:${machine}|${reader}) ${few(3)}${reads} ${few(1)}${thisMail}`,
  `${noLetter}${supposing} ${few(2)}(?:${machine}|${reader}) (?:${these} ${mail}|das|dies) ${reads}`,
  `${noLetter}(?:whatever|o que quer que|lo que sea que) ${few(2)}${reads} ${few(1)}${thisMail}`,
  `${noLetter}${machine},? (?:if|si|se|falls|wenn) ${few(2)}(?:${reads}|there|a[íi]|ah[íi])(?!\\p{L})${soon}`,
  `${noLetter}${supposing} ${few(2)}(?:${these} ${mail}|this|isto|esto) ${few(2)}${read} ${by} ${few(2)}${machine}`,
  `${noLetter}${supposing} ${few(2)}${machine} mit(?:liest|lesen)`,
  `${noLetter}${machine} ${fond}(?= {0,2}[,:;!])`,
  `${noLetter}${reads} ${few(1)}(?:${these} ${mail}|this|isto|isso|esto) (?:is|é|es|ist|est) ${few(1)}${machine}(?!\\p{L})`,
  `${begins}${few(4)}${toward} ${few(2)}${reader} ${that} ${few(1)}${reads}:${soon}`,
  `${noLetter}(?:${machine}|${reader}),? (?:${that} ${few(1)}${reads}|${reading}) ${few(1)}${thisMail}${soon}`,
].map((pattern) => new RegExp(pattern, 'gimu'));

/**
 * Without one of these words none of the patterns above can match: one look for all of them, in small letters, since a
 * pattern that ignores case takes three times as long.
 */
const mentions = new RegExp(
  `${noLetter}(?:un'|l')?(?:${`${machine}|${reader}`.toLowerCase()}|whatever|o que quer que|lo que sea que)`,
  'u',
);

/** Where a text asks software that reads it for a favor. */
export const asidesIn = (text: string): RegExpExecArray[] =>
  mentions.test(text.toLowerCase()) ? asides.flatMap((pattern) => [...text.matchAll(pattern)]) : [];

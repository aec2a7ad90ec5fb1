import type { Language } from './mail.ts';

/** The product's words in a forward, a notice or a digest. `{name}` is filled in. */
export const WORDS = {
  en: {
    authenticated: 'Authenticated: {domain}',
    notAuthenticated: 'Sender known, not authenticated',
    colleague: 'Another address of the same company: {address}',
    unknownSender: 'Sender not recognized: {address}. Nothing is written to HubSpot until someone accepts this sender.',
    failed: 'WARNING: the check of the sender failed. This mail may be forged; do not trust links or requests in it.',
    machine: 'This looks like an automatic message.',
    openContact: 'Open the contact in HubSpot',
    replyTo: 'Your answer goes to {address}.',
    tracked: 'Reply to all to keep the conversation tracked.',
    otherForwardAddress: 'The mail asks for answers to another address: {address}',
    tooLarge: 'Too large to attach:',
    blocked: 'Left out for safety:',
    original: 'The whole mail',
    from: 'From',
    to: 'To',
    cc: 'Cc',
    date: 'Date',
    subject: 'Subject',
    noSubject: '(no subject)',
    noText: '(no text)',
    unknownName: 'Unknown sender',
    lateSubject: 'Late reply from {name}',
    late: '{name} answered an outreach email whose reply address has expired. The reply was kept but not written to HubSpot.',
    openLate: 'See the late replies',
    digestSubject: '{count} more replies from {name}',
    digest: '{count} more replies from {name} arrived and were not forwarded one by one.',
    confirmSubject: 'Confirm this address for forwarded replies',
    confirm:
      '{name} wants replies of customers to be forwarded to this address. Nothing is forwarded here before the link below has been opened. If you do not expect this, do nothing.',
    openConfirm: 'Confirm this address',
  },
  pt: {
    authenticated: 'Autenticado: {domain}',
    notAuthenticated: 'Remetente conhecido, não autenticado',
    colleague: 'Outro endereço da mesma empresa: {address}',
    unknownSender:
      'Remetente não reconhecido: {address}. Nada é gravado no HubSpot até que alguém aceite este remetente.',
    failed:
      'AVISO: a verificação do remetente falhou. Este e-mail pode ser falso; não confie em links ou pedidos nele.',
    machine: 'Parece ser uma mensagem automática.',
    openContact: 'Abrir o contato no HubSpot',
    replyTo: 'Sua resposta vai para {address}.',
    tracked: 'Responda a todos para manter a conversa acompanhada.',
    otherForwardAddress: 'O e-mail pede respostas em outro endereço: {address}',
    tooLarge: 'Grandes demais para anexar:',
    blocked: 'Deixados de fora por segurança:',
    original: 'O e-mail completo',
    from: 'De',
    to: 'Para',
    cc: 'Cc',
    date: 'Data',
    subject: 'Assunto',
    noSubject: '(sem assunto)',
    noText: '(sem texto)',
    unknownName: 'Remetente desconhecido',
    lateSubject: 'Resposta tardia de {name}',
    late: '{name} respondeu a um e-mail cujo endereço de resposta já expirou. A resposta foi guardada, mas não gravada no HubSpot.',
    openLate: 'Ver as respostas tardias',
    digestSubject: 'Mais {count} respostas de {name}',
    digest: 'Chegaram mais {count} respostas de {name}, que não foram encaminhadas uma a uma.',
    confirmSubject: 'Confirme este endereço para respostas encaminhadas',
    confirm:
      '{name} quer que respostas de clientes sejam encaminhadas para este endereço. Nada é encaminhado antes de o link abaixo ser aberto. Se você não espera isto, não faça nada.',
    openConfirm: 'Confirmar este endereço',
  },
  es: {
    authenticated: 'Autenticado: {domain}',
    notAuthenticated: 'Remitente conocido, no autenticado',
    colleague: 'Otra dirección de la misma empresa: {address}',
    unknownSender:
      'Remitente no reconocido: {address}. No se escribe nada en HubSpot hasta que alguien acepte a este remitente.',
    failed:
      'ADVERTENCIA: la comprobación del remitente ha fallado. Este correo puede ser falso; no confíe en sus enlaces ni peticiones.',
    machine: 'Parece un mensaje automático.',
    openContact: 'Abrir el contacto en HubSpot',
    replyTo: 'Su respuesta va a {address}.',
    tracked: 'Responda a todos para que la conversación siga registrada.',
    otherForwardAddress: 'El correo pide respuestas en otra dirección: {address}',
    tooLarge: 'Demasiado grandes para adjuntar:',
    blocked: 'Excluidos por seguridad:',
    original: 'El correo completo',
    from: 'De',
    to: 'Para',
    cc: 'Cc',
    date: 'Fecha',
    subject: 'Asunto',
    noSubject: '(sin asunto)',
    noText: '(sin texto)',
    unknownName: 'Remitente desconocido',
    lateSubject: 'Respuesta tardía de {name}',
    late: '{name} respondió a un correo cuya dirección de respuesta ha caducado. La respuesta se guardó, pero no se escribió en HubSpot.',
    openLate: 'Ver las respuestas tardías',
    digestSubject: '{count} respuestas más de {name}',
    digest: 'Llegaron {count} respuestas más de {name} que no se reenviaron una a una.',
    confirmSubject: 'Confirme esta dirección para respuestas reenviadas',
    confirm:
      '{name} quiere que las respuestas de clientes se reenvíen a esta dirección. Nada se reenvía antes de abrir el enlace de abajo. Si no esperas esto, no hagas nada.',
    openConfirm: 'Confirmar esta dirección',
  },
} satisfies Record<Language, Record<string, string>>;

export type Words = (typeof WORDS)['en'];

/** Fills `{name}` in; what is filled in is never read as a pattern. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
